import ArgumentParser
import Deals
import EventLog
import Ledger

struct ErasureCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erasure",
    abstract: "Look at what was held of a person, and what became of it.",
    subcommands: [ErasureReportCommand.self])
}

struct ErasureReportCommand: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Say what the ledger had of a person, what was erased, and what remains and why.",
    discussion: """
      It shows places and no values. Exit code 0, whatever remains.

      Examples:
        dealledger erasure report trainee-0031
        dealledger erasure report trainee-0031 --json
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The person, by the id that commands gave.")
  var subject: String

  func run(_ console: Console) async throws {
    guard let person = Person(text: subject) else {
      throw Failure.usage("the subject should be \(Person.expectation)", next: "give its id")
    }
    let ledger = try console.open(.readOnly)
    let report = try ledger.erasureReport(of: person)
    if console.isJSON {
      try console.data.write(report.json.text)
    } else {
      try ErasureView(report).write(to: console)
    }
  }
}
