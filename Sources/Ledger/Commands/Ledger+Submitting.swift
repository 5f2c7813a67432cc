import DealRecords
import Deals
import EventLog

extension Ledger {
  /// Takes a command, and answers once its events are durable or it is refused.
  public func handle(_ incoming: IncomingCommand) async throws(LedgerFault) -> CommandOutcome {
    while true {
      let prepared: PreparedCommand
      switch try prepare(incoming) {
      case .invalid(let outcome): return outcome
      case .ready(let ready): prepared = ready
      }
      let outcome: AppendOutcome
      do throws(LogFault) {
        outcome = try await store.append(prepared.submission)
      } catch {
        throw .log(error)
      }
      if let answer = prepared.answer(outcome) { return answer }
    }
  }

  /// Takes a command and calls back, on the writer's thread, when its events are durable or it is
  /// refused: commands are decided in the order of the calls.
  ///
  /// Calls back with nil where what was found before the queue no longer holds: submit it again.
  func submit(
    _ prepared: PreparedCommand,
    completion: @escaping @Sendable (Result<CommandOutcome?, LedgerFault>) -> Void
  ) {
    store.submit(prepared.submission) { result in
      completion(result.map { prepared.answer($0) }.mapError { LedgerFault.log($0) })
    }
  }
}

/// A command that is ready for the queue: read, its signature verified, its document hashed.
struct PreparedCommand: Sendable {
  let request: CommandRequest
  let findings: Findings
  let submission: Submission
  /// Whether its findings come from streams that commands before it may change.
  let looksAtOtherStreams: Bool

  enum Preparation {
    case ready(PreparedCommand)
    case invalid(CommandOutcome)
  }

  /// What the sender is told; nil where the command has to be prepared again.
  func answer(_ outcome: AppendOutcome) -> CommandOutcome? {
    switch outcome {
    case .appended(let receipt): .accepted(CommandReceipt(name: name, receipt: receipt))
    case .repeated(let receipt): .repeated(CommandReceipt(name: name, receipt: receipt))
    case .refused(let code, let message): .refused(name, code: code, message: message)
    case .reusedID(let id):
      .refused(
        name, code: "command-id-reused",
        message: "The id \(id.id) came before with another request. Give the command a new id.")
    case .conflict(_, let expected, let current):
      .refused(name, code: "wrong-revision", message: Self.conflict(expected, current))
    case .findAgain: nil
    }
  }

  var name: CommandName {
    CommandName(command: request.command, deal: request.wire.deal?.text)
  }

  private static func conflict(
    _ expected: ExpectedRevision, _ current: StreamRevision?
  ) -> String {
    let stands = current.map { "stands at revision \($0)" } ?? "does not exist yet"
    let wanted =
      switch expected {
      case .exactly(let revision): "\(revision)"
      case .noStream: "no event"
      case .any: "any"
      }
    return
      "The deal \(stands), and the command expects \(wanted). Look at the deal, and decide anew."
  }
}
