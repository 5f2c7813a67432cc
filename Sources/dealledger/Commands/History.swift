import ArgumentParser
import DealRecords
import Deals
import EventLog
import Ledger

struct History: LedgerCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell what happened to a deal: who, what, when, by both clocks.",
    discussion: """
      "happened" is the legal time that the command gave, "recorded" the ledger's own clock.

      Examples:
        dealledger history D06
        dealledger history D06 --diff
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  @Flag(help: "Tell how the terms changed, version by version.")
  var diff = false

  func run(_ console: Console) async throws {
    let ledger = try console.openToShow()
    let events = try ledger.events(of: .deal(deal), showing: console.classes)
      .map { try ToldEvent($0) }
    guard !events.isEmpty else { throw Failure.noDeal(deal) }
    if diff {
      try TermsHistory(events, showing: console.classes).write(to: console)
    } else if console.isJSON {
      try console.writeArray(events.map { $0.json(showing: console.classes) })
    } else {
      try Timeline(events).write(to: console)
    }
  }
}

extension Failure {
  static func noDeal(_ deal: Identifier) -> Failure {
    Failure(.noInput, "there is no deal \(deal)", next: "`dealledger list` shows the deals")
  }
}

extension ToldEvent {
  func json(showing classes: Set<DisclosureClass>) -> JSON {
    [
      "position": .integer(Int(position.rawValue)), "revision": .integer(revision),
      "occurred": .string(occurred), "time": .string(recorded), "actor": .string(actor),
      "type": .string(type), "what": .string(title), "command": .string(commandID),
      "data": fact.map { .object(EventWords.fields(of: $0, showing: classes)) },
    ]
  }
}
