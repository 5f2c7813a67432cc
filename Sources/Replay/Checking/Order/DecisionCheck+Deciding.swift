import DealRecords
import Deals
import EventLog

extension DecisionCheck {
  mutating func decide(
    _ command: ReceivedCommand, in stream: ReplayedStream, _ clock: LedgerClock,
    _ draft: inout CertificateDraft
  ) {
    do throws(Refusal) {
      guard let facts = try stream.decide(command, clock) else { return }
      pending = PendingCommand(
        facts, now: RecordTime(command.findings.now.text), at: command.place,
        upon: stream.gap)
    } catch {
      if let gap = stream.gap { return draft.pass(command.place, upon: gap) }
      draft.add(
        .decisions, .refusedAgain, at: command.place,
        "\(command.request.command) is recorded; decided again, it is refused: \(error)")
    }
  }

  /// Whether this program has the rules that decided there; if not, the level is left open.
  func isDecidable(at position: GlobalPosition, _ draft: inout CertificateDraft) -> Bool {
    if decider == CommandRequest.decider.value { return true }
    draft.leaveOpen(
      .decisions,
      "from position \(position) on version \(decider ?? 0) of the rules decided, and this"
        + " program has version \(CommandRequest.decider.value)")
    return false
  }

  mutating func compare(_ read: ReadFact, at place: Place, _ draft: inout CertificateDraft) {
    guard let command = pending else { return }
    pending?.taken += 1
    let expected = command.taken < command.facts.count ? command.facts[command.taken] : nil
    if let expected, expected == read.fact || read.gap != nil && expected.type == read.type {
      return
    }
    if let gap = command.gap {
      pending = nil
      return draft.pass(command.place, upon: gap)
    }
    guard let expected else {
      return draft.add(
        .decisions, .decidedOtherwise, at: place,
        "decided again, the command comes to \(command.facts.count) events, without this one")
    }
    let difference =
      expected.type == read.type
      ? "with other data" : "not \(read.type) but \(expected.type)"
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

  /// To be called after the last line of a command.
  mutating func endCommand(_ draft: inout CertificateDraft) {
    defer { pending = nil }
    guard let pending else { return }
    if pending.taken < pending.facts.count {
      if let gap = pending.gap { return draft.pass(pending.place, upon: gap) }
      draft.add(
        .decisions, .decidedOtherwise, at: pending.place,
        "decided again, the command comes to \(pending.facts.count) events, and"
          + " \(pending.taken) are recorded; \(pending.facts[pending.taken].type) is missing")
    }
    draft.counts.decidedAgain += 1
    if pending.gap == .erased { draft.counts.decidedUponErased += 1 }
  }
}

extension CertificateDraft {
  /// Passes over a command that comes out otherwise, since what it was decided upon is lacking.
  fileprivate mutating func pass(_ place: Place, upon gap: StateGap) {
    switch gap {
    case .erased: counts.erasedCommands += 1
    case .closed:
      leaveOpen(.decisions, "\(place): it was decided upon values that stay closed")
    }
  }
}
