import ArgumentParser
import DealRecords
import Deals
import EventLog
import Ledger

/// Any command by its name, with its data as JSON.
struct AnyCommand: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "command",
    abstract: "Ask any command: of a deal, of a party's keys, or of the network.",
    discussion: """
      Examples:
        dealledger command OpenDataRoom --deal D09 --as-party gx-food \\
          --data '{"owner":"gx-food","readers":["vn-food"]}'
        dealledger command RevokePartyKey --actor registrar \\
          --data '{"party":"caih","keyId":"RqMK…","reason":"yearly change of key"}'
        dealledger command JoinNetwork \\
          --data '{"member":"caih","name":{"en":"Information Harbor"},"country":"CN",
            "kind":"enterprise","joinedOn":"2016-09-10"}'
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The command, such as OpenDataRoom.")
  var name: CommandName

  @Option(help: "The deal; none for the commands about keys or the network.")
  var deal: Identifier?

  @Option(help: ArgumentHelp("The command's data.", valueName: "json"))
  var data = "{}"

  func run(_ console: Console) async throws {
    let ledger = try console.open(acting.dryRun ? .readOnly : .readWrite)
    defer { ledger.close() }
    let command = CommandText(
      name: name.text, deal: deal, actor: try actor, at: try acting.time(in: ledger),
      acting: acting, data: try JSON(checking: Array(data.utf8), from: "--data"))
    let incoming = IncomingCommand(Array(command.json.text.utf8))
    try await SingleCommand(incoming, isRehearsal: acting.dryRun).run(in: ledger, console)
  }

  private var actor: Attribution {
    get throws {
      switch name {
      case .deal(let kind): try acting.actor(of: kind, for: nil)
      case .party, .network: acting.actor ?? Attribution(role: .registrar)
      }
    }
  }

  enum CommandName: ExpressibleByArgument {
    case deal(CommandKind)
    case party(PartyCommandKind)
    case network(NetworkCommandKind)

    init?(argument: String) {
      if let kind = CommandKind(rawValue: argument) {
        self = .deal(kind)
      } else if let kind = PartyCommandKind(rawValue: argument) {
        self = .party(kind)
      } else if let kind = NetworkCommandKind(rawValue: argument) {
        self = .network(kind)
      } else {
        return nil
      }
    }

    var text: String {
      switch self {
      case .deal(let kind): kind.rawValue
      case .party(let kind): kind.rawValue
      case .network(let kind): kind.rawValue
      }
    }

    static var allValueStrings: [String] { CommandRequest.allNames }
  }
}
