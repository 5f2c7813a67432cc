import DealRecords
import Deals
import EventLog
import Keyring

extension DecisionCheck {
  mutating func decide(
    _ command: ReceivedCommand, in stream: ReplayedStream, _ clock: LedgerClock,
    _ draft: inout CertificateDraft
  ) {
    guard let state = stream.state else { return }
    do throws(Refusal) {
      let facts = try command.request.decide(command.findings, clock: clock, given: state)
      pending = PendingCommand(
        facts, now: RecordTime(command.findings.now.text), at: command.place, upon: stream.gap)
    } catch {
      if let gap = stream.gap { return draft.pass(command.place, upon: gap) }
      draft.add(
        .decisions, .refusedAgain, at: command.place,
        "\(command.request.command) is recorded; decided again, it is refused: \(error)")
    }
  }

  /// The record of a command that this program can decide again; if it is there and cannot be, the
  /// level is left open.
  func decidable(
    _ kept: KeptCommand, at position: GlobalPosition, _ draft: inout CertificateDraft
  ) -> (record: CommandRecord, keys: [KeyID])? {
    switch kept {
    case .closed: return nil
    case .missing:
      draft.leaveOpen(
        .decisions, "the command at position \(position) has no request to be decided from")
      return nil
    case .opened(let record, let keys):
      if decider == CommandRequest.decider.value { return (record, keys) }
      draft.leaveOpen(
        .decisions,
        "from position \(position) on version \(decider ?? 0) of the rules decided, and this"
          + " program has version \(CommandRequest.decider.value)")
      return nil
    }
  }

  /// Whether nobody can read the command any more once a person in it was erased.
  func isSealedForAll(
    _ command: ReceivedCommand, under keys: [KeyID], _ draft: inout CertificateDraft
  ) -> Bool {
    let (stream, persons) = (command.request.about.stream, command.request.dataSubjects)
    guard owners?.belong(keys, to: stream, and: persons) == false else { return true }
    draft.add(
      .decisions, .requestDiffers, at: command.place,
      "the request is not sealed under the keys of its stream and of the persons in it")
    return false
  }

  mutating func compare(_ read: ReadFact, at place: Place, _ draft: inout CertificateDraft) {
    guard let command = pending else { return }
    pending?.taken += 1
    let expected = command.taken < command.facts.count ? command.facts[command.taken] : nil
    if let expected, expected == read.fact || read.gap != nil && expected.type == read.fact.type {
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
      expected.type == read.fact.type
      ? "with other data" : "not \(read.fact.type) but \(expected.type)"
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
