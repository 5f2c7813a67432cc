import DealRecords
import Deals
public import EventLog

/// Commands decided one after the other upon what the ledger holds, without writing anything.
///
/// Each sees what those before it would have done. What others write meanwhile is not seen in the
/// streams that were looked at already.
public struct Rehearsal {
  private let ledger: Ledger
  private var streams: [Subject: FoldedStream] = [:]
  private var taken: [CommandID: (request: [UInt8], outcome: RehearsedOutcome)] = [:]
  private var end: GlobalPosition

  public init(_ ledger: Ledger) throws(LedgerFault) {
    self.ledger = ledger
    end = GlobalPosition(try ledger.size)
  }

  /// Tells what a command would come to.
  public mutating func take(
    _ incoming: IncomingCommand
  ) throws(LedgerFault) -> RehearsedOutcome {
    let command: PreparedCommand
    switch try ledger.prepare(incoming, folding: fold) {
    case .invalid(let outcome): return .ended(outcome)
    case .ready(let ready): command = ready
    }
    if let known = try repetition(of: command) { return known }
    let current = try fold(command.request.about)
    if let conflict = command.conflict(with: current?.head) { return .ended(conflict) }
    let outcome = try decide(command, upon: current)
    if case .accepted = outcome {
      taken[command.id] = (command.request.received, outcome)
    }
    return outcome
  }

  private mutating func decide(
    _ command: PreparedCommand, upon current: FoldedStream?
  ) throws(LedgerFault) -> RehearsedOutcome {
    let request = command.request
    guard var state = current?.state ?? StreamState(blankFor: request.about) else {
      throw .badValue("nothing is decided upon \(request.about.stream)")
    }
    let facts: [Fact]
    do throws(Refusal) {
      facts = try request.decide(
        command.findings, clock: LedgerClock(ledger.identity), given: state)
    } catch {
      return .ended(.refused(command.name, code: error.code.rawValue, message: error.message))
    }
    var revision = current?.head.next ?? .first
    var events: [RehearsedEvent] = []
    for fact in facts {
      let event = RehearsedEvent(fact, of: request, at: end, revision)
      do throws(FoldFault) {
        try state.apply(
          fact, by: request.actor.attribution, at: request.at, revision: Int(revision.rawValue))
      } catch {
        throw .log(.damaged("\(event.stream), a decision that does not follow: \(error)"))
      }
      events.append(event)
      streams[request.about] = FoldedStream(state: state, head: revision, position: end)
      (end, revision) = (end.next, revision.next)
    }
    return .accepted(command.name, events)
  }

  private func fold(_ subject: Subject) throws(LedgerFault) -> FoldedStream? {
    if let known = streams[subject] { return known }
    return try ledger.fold(subject)
  }

  private func repetition(of command: PreparedCommand) throws(LedgerFault) -> RehearsedOutcome? {
    let (id, request) = (command.id, command.request.received)
    if let known = taken[id] {
      return known.request == request
        ? known.outcome : command.answer(.reusedID(id), salt: nil).map(RehearsedOutcome.ended)
    }
    guard let (receipt, isSame) = try ledger.known(id, request) else { return nil }
    return command.answer(isSame ? .repeated(receipt) : .reusedID(id), salt: nil)
      .map(RehearsedOutcome.ended)
  }
}

extension PreparedCommand {
  /// How the command is refused where its stream stands elsewhere than it expects.
  fileprivate func conflict(with head: StreamRevision?) -> CommandOutcome? {
    for (stream, expected) in expecting where !expected.admits(head) {
      return answer(.conflict(stream: stream, expected: expected, current: head), salt: nil)
    }
    return nil
  }
}

/// What a command would come to.
public enum RehearsedOutcome: Hashable, Sendable {
  /// These events would be written.
  case accepted(CommandName, [RehearsedEvent])
  /// Nothing would be written.
  case ended(CommandOutcome)
}

/// An event that would be written, at the place that it would have.
public struct RehearsedEvent: Hashable, Sendable {
  public let position: GlobalPosition
  public let stream: StreamName
  public let revision: StreamRevision
  public let actor: String
  public let occurred: String
  public let type: String
  /// Canonical JSON, an object, with every value in the clear: the log would hold digests.
  public let data: [UInt8]

  init(
    _ fact: Fact, of request: CommandRequest, at position: GlobalPosition,
    _ revision: StreamRevision
  ) {
    (self.position, self.revision, stream) = (position, revision, request.about.stream)
    (actor, occurred) = (request.actor.attribution.text, request.at.text)
    (type, data) = (fact.type, fact.disclosed)
  }
}
