import DealRecords
import Deals
import EventLog

extension DecisionCheck {
  mutating func decide(
    _ command: ReceivedCommand, in stream: ReplayedStream, _ clock: LedgerClock,
    _ draft: inout CertificateDraft
  ) {
    guard let state = stream.state else { return }
    do throws(Refusal) {
      let facts = try command.request.decide(command.findings, clock: clock, given: state)
      pending = PendingCommand(
        facts, now: RecordTime(command.findings.now.text), at: command.place,
        isOnErased: stream.holdsErased)
      draft.counts.decidedAgain += 1
    } catch {
      guard !stream.holdsErased else { return draft.counts.erasedCommands += 1 }
      draft.add(
        .decisions, .refusedAgain, at: command.place,
        "\(command.request.command) is recorded; decided again, it is refused: \(error)")
    }
  }

  /// Whether a command can be decided again by this program; if not, the level is left open.
  func isDecidable(
    _ kept: KeptCommand, at position: GlobalPosition, _ draft: inout CertificateDraft
  ) -> Bool {
    guard decider == CommandRequest.decider.value else {
      draft.leaveOpen(
        .decisions,
        "from position \(position) on version \(decider ?? 0) of the rules decided, and this"
          + " program has version \(CommandRequest.decider.value)")
      return false
    }
    if case .missing = kept {
      draft.leaveOpen(
        .decisions, "the command at position \(position) has no request to be decided from")
      return false
    }
    return true
  }

  mutating func compare(
    _ fact: Fact, in stream: ReplayedStream, at place: Place, _ draft: inout CertificateDraft
  ) {
    guard let command = pending else { return }
    pending?.taken += 1
    let isSame = command.taken < command.facts.count && command.facts[command.taken] == fact
    if !isSame, command.isOnErased {
      // What it was decided upon was erased since: that it comes out otherwise tells nothing.
      pending = nil
      return draft.counts.erasedCommands += 1
    }
    guard command.taken < command.facts.count else {
      return draft.add(
        .decisions, .decidedOtherwise, at: place,
        "decided again, the command comes to \(command.facts.count) events, without this one")
    }
    let expected = command.facts[command.taken]
    guard expected != fact else { return }
    let difference =
      expected.type == fact.type ? "with other data" : "not \(fact.type) but \(expected.type)"
    draft.add(
      .decisions, .decidedOtherwise, at: place, "decided again, the event comes out \(difference)")
  }

  /// The record time is the clock of the command's findings, unless the line before is later.
  mutating func compareTime(
    of envelope: Envelope, at place: Place, _ draft: inout CertificateDraft
  ) {
    defer { lastTime = envelope.time }
    guard let now = pending?.now else { return }
    let expected = lastTime.map { max($0, now) } ?? now
    guard envelope.time != expected else { return }
    draft.add(
      .decisions, .attributeDiffers, at: place,
      "it was recorded at \(envelope.time); the findings of its command give \(expected)")
  }
}
