import DealRecords
import Deals
import EventLog

/// Level 3: every event is legal for its stream, and every command, decided again, comes to the
/// events that are recorded.
struct DecisionCheck {
  private let clock: LedgerClock?
  private let since: UInt64
  /// The version of the rules that is in force where the replay stands.
  var decider: Int?
  /// How often the ledger has been restored with a loss, where the replay stands.
  var epoch = 0
  private var streams: ReplayedStreams
  var pending: PendingCommand?
  /// The record time of the last line.
  var lastTime: RecordTime?
  private var notDecidedAgain: UInt64 = 0

  init(_ draft: CertificateDraft, _ opener: Opener?) {
    streams = ReplayedStreams(draft.options.streamsKept, opener: opener)
    clock = draft.identity.map { LedgerClock($0.created) }
    decider = draft.identity?.decider
    since = draft.options.since
  }

  /// Takes a line: decides the command that begins with it again, in the state that it met, folds
  /// the event, and compares it with what its command should have caused.
  mutating func take(
    _ line: ReadLine, _ envelope: Envelope, _ snapshot: borrowing Snapshot,
    _ draft: inout CertificateDraft
  ) throws(LogFault) {
    let place = Place.event(line.position, of: envelope.stream.text)
    var stream = try streams.take(envelope.stream, at: envelope.revision, snapshot)
    if let command = line.command {
      endCommand(&draft)
      begin(command, at: line.position, in: stream, &draft)
    }
    compareTime(of: envelope, at: place, &draft)
    if let read = line.fact, !stream.isBroken {
      compare(read, at: place, &draft)
      fold(read, line, envelope, into: &stream, at: place, &draft)
    } else {
      stream.breakOff()
      pending = nil
    }
    streams.put(stream, for: envelope.stream)
  }

  private mutating func begin(
    _ command: CommandReading, at position: GlobalPosition, in stream: ReplayedStream,
    _ draft: inout CertificateDraft
  ) {
    switch command {
    case .passed, .closed: break
    case .early: notDecidedAgain += 1
    case .missing:
      draft.leaveOpen(
        .decisions, "the command at position \(position) has no request to be decided from")
    case .contradicted(let problems):
      guard isDecidable(at: position, &draft) else { return }
      for problem in problems { draft.add(problem) }
    case .received(let received):
      guard let clock, isDecidable(at: position, &draft), !stream.isBroken else { return }
      decide(received, in: stream, clock, &draft)
    }
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
}
