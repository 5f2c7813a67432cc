import ArgumentParser
import EventLog
import Transparency

struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the log, or the read models, for others.",
    usage: "dealledger export cloudevents|tiles|bundle|sqlite|csv -o PATH …",
    subcommands: [
      CloudEvents.self, Tiles.self, ExportBundle.self, ExportSQLite.self, ExportCSV.self,
    ])
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

  struct Tiles: LedgerCommand {
    static let configuration = CommandConfiguration(
      commandName: "tiles",
      abstract: "The newest signed tree in the layout of C2SP tlog-tiles.",
      discussion: """
        Any server of files can serve it. A folder that an earlier export wrote gets what it lacks, \
        once its checkpoint is found to be of this log's history; the new checkpoint comes last.

        Example:
          dealledger checkpoint create && dealledger export tiles -o /srv/www/log
        """)

    @OptionGroup var global: GlobalOptions

    @Option(
      name: .shortAndLong, help: ArgumentHelp("The folder.", valueName: "path"),
      completion: .directory)
    var output: String

    func run(_ console: Console) async throws {
      let export = try TileExport(of: try console.openLog(), to: output)
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
}
