import DealRecords
import Deals
import EventLog

/// Level 3: every event is legal for its stream, and every command, decided again, comes to the
/// events that are recorded.
struct DecisionCheck {
  let identity: LedgerIdentity?
  private let since: UInt64
  let opener: Opener
  /// The version of the rules that is in force where the replay stands.
  var decider: Int?
  private var streams: [StreamName: ReplayedStream] = [:]
  var pending: PendingCommand?
  /// The record time of the last line.
  var lastTime: RecordTime?
  private var notDecidedAgain: UInt64 = 0

  init(_ draft: CertificateDraft, _ vault: Vault?) {
    opener = Opener(vault, for: .deciding)
    identity = draft.identity
    decider = draft.identity?.decider
    since = draft.options.since
  }

  /// Decides a command again, in the state that it met.
  mutating func begin(
    _ envelope: Envelope, at position: GlobalPosition, _ kept: KeptCommand,
    _ snapshot: borrowing Snapshot, _ draft: inout CertificateDraft
  ) throws(LogFault) {
    if envelope.stream == .ledger {
      return position == .first ? checkFounding(kept, envelope, &draft) : ()
    }
    guard position.rawValue >= since else { return notDecidedAgain += 1 }
    guard let identity, isDecidable(kept, at: position, &draft), case .opened(let stored) = kept,
      let command = ReceivedCommand(
        stored, at: .event(position, of: envelope.stream.text), &draft),
      command.isReflected(in: envelope, identity.clock, &draft),
      try command.hasDocument(snapshot, &draft)
    else { return }
    let stream = stream(envelope.stream)
    guard !stream.isBroken, stream.state != nil else { return }
    decide(command, in: stream, LedgerClock(identity.created), &draft)
  }

  /// Folds the next line, and compares it with what its command should have caused.
  mutating func take(
    _ view: borrowing LineView, _ envelope: Envelope, at position: GlobalPosition,
    sealed row: RawSpan?, _ draft: inout CertificateDraft
  ) {
    let place = Place.event(position, of: envelope.stream.text)
    compareTime(of: envelope, at: place, &draft)
    let stream = stream(envelope.stream)
    guard !stream.isBroken else { return pending = nil }
    let opened = open(row, of: envelope, stream, at: place, &draft)
    guard let fact = fact(of: view, opened, at: place, &draft) else {
      stream.breakOff()
      return pending = nil
    }
    compare(fact, in: stream, at: place, &draft)
    fold(fact, envelope, into: stream, at: place, &draft)
  }

  /// To be called after the last line of a command.
  mutating func endCommand(_ draft: inout CertificateDraft) {
    defer { pending = nil }
    guard let pending, pending.taken < pending.facts.count else { return }
    guard !pending.isOnErased else { return draft.counts.erasedCommands += 1 }
    draft.add(
      .decisions, .decidedOtherwise, at: pending.place,
      "decided again, the command comes to \(pending.facts.count) events, and"
        + " \(pending.taken) are recorded; \(pending.facts[pending.taken].type) is missing")
  }

  /// To be called where a line cannot be read.
  mutating func breakOff() { pending = nil }

  func finish(_ draft: inout CertificateDraft) {
    if draft.size <= 1 { draft.leaveOpen(.decisions, "no command has been decided yet") }
    if since > draft.size {
      draft.leaveOpen(.decisions, "the log has \(draft.size) events, fewer than --since asks for")
    }
    let counts = draft.counts
    if counts.erasedCommands + counts.erasedLines > 0 {
      draft.note(.erased(commands: counts.erasedCommands, lines: counts.erasedLines))
    }
    if notDecidedAgain > 0 { draft.note(.notDecidedAgain(notDecidedAgain, before: since)) }
  }

  private mutating func stream(_ name: StreamName) -> ReplayedStream {
    if let known = streams[name] { return known }
    let stream = ReplayedStream(name)
    streams[name] = stream
    return stream
  }
}
