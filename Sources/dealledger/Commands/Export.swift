import ArgumentParser
import EventLog

struct Export: LedgerCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the log to a file for others.",
    discussion: """
      cloudevents: the stored lines, one a line, byte for byte. A file that is there already is \
      continued after its last whole line, once that is found to be the log's own.

      Example:
        dealledger export cloudevents -o deals.ndjson
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case cloudevents
  }

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The format: cloudevents.")
  var format: Format

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The file.", valueName: "path"),
    completion: .file())
  var output: String

  func run(_ console: Console) async throws {
    let log = try console.openLog()
    switch format {
    case .cloudevents:
      var export = try LineExport(of: log, to: output)
      let written = try export.run(console)
      let json: JSON = [
        "path": .string(output), "events": .integer(Int(export.size)),
        "written": .integer(written),
      ]
      if console.isJSON { try console.data.write(json.text) }
      console.talk.say(
        "\(written) events written to \(output), which now holds \(export.size).")
    }
  }
}
