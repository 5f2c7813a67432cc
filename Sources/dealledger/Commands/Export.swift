import ArgumentParser

struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the log to a file for others.",
    usage: "dealledger export cloudevents|bundle -o PATH …",
    subcommands: [CloudEvents.self, ExportBundle.self])
}

extension Export {
  struct CloudEvents: LedgerCommand {
    static let configuration = CommandConfiguration(
      commandName: "cloudevents",
      abstract: "The stored lines, one a line, byte for byte.",
      discussion: """
        A file that is there already is continued after its last whole line, once that is found to \
        be the log's own.

        Example:
          dealledger export cloudevents -o deals.ndjson
        """)

    @OptionGroup var global: GlobalOptions

    @Option(
      name: .shortAndLong, help: ArgumentHelp("The file.", valueName: "path"),
      completion: .file())
    var output: String

    func run(_ console: Console) async throws {
      var export = try LineExport(of: try console.openLog(), to: output)
      let written = try export.run(console)
      let json: JSON = [
        "path": .string(output), "events": .integer(Int(export.size)),
        "written": .integer(written),
      ]
      if console.isJSON { try console.data.write(json.text) }
      console.talk.say("\(written) events written to \(output), which now holds \(export.size).")
    }
  }
}
