import ArgumentParser
import EventLog
import Transparency

struct Export: LedgerCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the log for others: to a file, or to a folder of tiles.",
    discussion: """
      cloudevents: the stored lines, one a line, byte for byte. A file that is there already is \
      continued after its last whole line, once that is found to be the log's own.

      tiles: the newest signed tree in the layout of C2SP tlog-tiles, which any server of files \
      can serve. A folder that an earlier export wrote gets what it lacks, once its checkpoint is \
      found to be of this log's history; the new checkpoint comes last.

      Examples:
        dealledger export cloudevents -o deals.ndjson
        dealledger checkpoint create && dealledger export tiles -o /srv/www/log
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case cloudevents, tiles
  }

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The format: cloudevents or tiles.")
  var format: Format

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The file, or the folder of tiles.", valueName: "path"),
    completion: .file())
  var output: String

  func run(_ console: Console) async throws {
    let log = try console.openLog()
    switch format {
    case .cloudevents: try exportLines(of: log, console)
    case .tiles: try exportTiles(of: log, console)
    }
  }

  private func exportLines(of log: EventStore, _ console: Console) throws {
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

  private func exportTiles(of log: EventStore, _ console: Console) throws {
    let export = try TileExport(of: log, to: output)
    let written = try export.run(console)
    let json: JSON = [
      "path": .string(output), "events": .integer(Int(export.size)),
      "root": .string(export.root.base64), "written": .integer(written),
    ]
    if console.isJSON { try console.data.write(json.text) }
    console.talk.say(
      "\(written) tiles and bundles written to \(output), which now holds \(export.size) events.")
  }
}
