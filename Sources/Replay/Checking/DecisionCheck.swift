import DealRecords
import Deals
import EventLog

/// Level 3: every event is legal for its stream, and every command, decided again, comes to the
/// events that are recorded.
struct DecisionCheck {
  let identity: LedgerIdentity?
  private let since: UInt64
  /// Nil where no keys are at hand.
  let opener: Opener?
  let owners: KeyCheck?
  /// The version of the rules that is in force where the replay stands.
  var decider: Int?
  private var streams: [StreamName: ReplayedStream] = [:]
  var pending: PendingCommand?
  /// The record time of the last line.
  var lastTime: RecordTime?
  private var notDecidedAgain: UInt64 = 0

  init(_ draft: CertificateDraft, _ vault: Vault?) {
    opener = vault.map { Opener($0, for: .deciding) }
    owners = vault.map(KeyCheck.init)
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
    guard let identity, let (stored, keys) = decidable(kept, at: position, &draft) else { return }
    let place = Place.event(position, of: envelope.stream.text)
    let stream = stream(envelope.stream)
    guard let command = ReceivedCommand(stored, at: place, &draft),
      command.isReflected(in: envelope, identity.clock, &draft),
      isSealedForAll(command, under: keys, &draft),
      try command.hasDocument(snapshot, &draft), !stream.isBroken
    else { return }
    decide(command, in: stream, LedgerClock(identity.created), &draft)
  }

  /// Folds the next line, and compares it with what its command should have caused.
  ///
  /// - Parameters:
  ///   - row: What is sealed of it.
  ///   - isSound: Whether nothing stood against opening that.
  mutating func take(
    _ view: borrowing LineView, _ envelope: Envelope, at position: GlobalPosition,
    sealed row: RawSpan?, isSound: Bool, _ draft: inout CertificateDraft
  ) {
    let place = Place.event(position, of: envelope.stream.text)
    compareTime(of: envelope, at: place, &draft)
    let stream = stream(envelope.stream)
    // Read even where the stream cannot be told further, since what is sealed may be altered.
    let read = read(view, envelope, sealed: row, isSound: isSound, at: place, &draft)
    guard let read, !stream.isBroken else {
      stream.breakOff()
      return pending = nil
    }
    compare(read, at: place, &draft)
    fold(read, envelope, into: stream, at: place, &draft)
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
      draft.note(
        .erased(
          commands: counts.erasedCommands, lines: counts.erasedLines,
          decidedWithout: counts.decidedUponErased))
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
