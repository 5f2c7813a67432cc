import EventLog
import Ledger

/// One command of a person, taken or rehearsed, and told.
struct SingleCommand {
  private let command: IncomingCommand
  private let isRehearsal: Bool

  init(_ command: IncomingCommand, isRehearsal: Bool) {
    (self.command, self.isRehearsal) = (command, isRehearsal)
  }

  func run(in ledger: Ledger, _ console: Console) async throws {
    let patience = Patience(console)
    defer { patience.end() }
    let outcome = try await take(in: ledger)
    patience.end()
    if case .accepted(_, let events) = outcome {
      for event in events { try console.data.write(event.json.text) }
      console.talk.say("Nothing was written, since this was a dry run.")
      return
    }
    if console.isJSON {
      try console.data.write(outcome.json)
    } else {
      try tell(outcome, console)
    }
    guard outcome.isAccepted else { throw Conclusion(status: .fault) }
    console.bringUpModels(of: ledger)
  }

  private func take(in ledger: Ledger) async throws(LedgerFault) -> RehearsedOutcome {
    guard isRehearsal else { return .ended(try await ledger.handle(command)) }
    var rehearsal = try Rehearsal(ledger)
    return try rehearsal.take(command)
  }

  private func tell(_ outcome: RehearsedOutcome, _ console: Console) throws {
    let word = console.screen.paint(outcome.name, outcome.tone)
    switch outcome {
    case .accepted: break
    case .ended(.accepted(let receipt)), .ended(.repeated(let receipt)):
      for event in receipt.receipt.events {
        try console.data.write(
          "\(word)  \(event.stream)  revision \(event.revision)  position \(event.position)  "
            + EventWords.title(ofType: event.type))
      }
    case .ended(.refused(let command, let code, let message)):
      try console.data.write(
        "\(word)  \(command.command)  \(code.printable)\n  \(message.printable)")
    case .ended(.invalid(let pointer, let message)):
      try console.data.write("\(word)  \(pointer.printable)\n  \(message.printable)")
    }
  }
}
