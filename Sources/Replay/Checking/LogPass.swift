import DealRecords
import EventLog
import Transparency

/// Levels 2 and 3 in one pass over the lines, then over the tables that are derived from them.
struct LogPass {
  private let size: UInt64
  private var lines: LineCheck
  private var tree: TreeCheck
  private var commands: CommandCheck
  private var decisions: DecisionCheck?
  private var seals: SealCheck
  private let vault: Vault?

  init(
    _ snapshot: borrowing Snapshot, _ draft: CertificateDraft, _ vault: Vault?
  ) throws(LogFault) {
    (self.vault, seals) = (vault, SealCheck(vault))
    size = draft.size
    lines = LineCheck(source: draft.identity?.source)
    tree = TreeCheck(checkpointSizes: try CheckpointCheck.sizes(in: snapshot, draft.options))
    commands = CommandCheck(size: size)
    decisions = draft.asks(.decisions) ? DecisionCheck(draft, vault) : nil
  }

  mutating func run(
    _ snapshot: borrowing Snapshot, _ draft: inout CertificateDraft,
    _ progress: (ReplayProgress) -> Void
  ) throws(LogFault) {
    draft.checkFirstLine()
    try readLines(snapshot, &draft, progress)
    try tree.finish(snapshot, &draft)
    try CheckpointCheck(tree, draft).run(snapshot, &draft)
    progress(ReplayProgress(stage: .indexes, done: 0, total: size))
    try commands.finish(snapshot, &draft)
    var streams = StreamIndexCheck(size: size)
    try streams.run(snapshot, &draft)
    try DocumentCheck.run(snapshot, vault, &draft)
    try RefusalCheck.run(snapshot, vault, &draft)
    try seals.finish(snapshot, &draft)
    decisions?.finish(&draft)
  }

  private mutating func readLines(
    _ snapshot: borrowing Snapshot, _ draft: inout CertificateDraft,
    _ progress: (ReplayProgress) -> Void
  ) throws(LogFault) {
    var rows = try snapshot.rows(of: .events)
    while let row = try rows.next() {
      guard let line = try? StoredLine(row) else {
        tree.giveUp()  // Level 1 has named the row.
        continue
      }
      try take(line, snapshot, &draft)
      draft.counts.events += 1
      if draft.counts.events % 4096 == 0 {
        progress(ReplayProgress(stage: .lines, done: draft.counts.events, total: size))
      }
    }
    decisions?.endCommand(&draft)
  }

  private mutating func take(
    _ line: borrowing StoredLine, _ snapshot: borrowing Snapshot, _ draft: inout CertificateDraft
  ) throws(LogFault) {
    let position = line.position
    if !lines.take(position, &draft) { tree.giveUp() }
    try tree.take(line.bytes, snapshot, &draft)
    let view: LineView
    let envelope: Envelope
    do throws(LineFault) {
      view = try LineView(line.bytes)
      envelope = try view.envelope()
    } catch {
      draft.add(.log, .malformedLine, at: .position(position), "\(error)")
      decisions?.breakOff()
      return
    }
    lines.take(envelope, at: position, &draft)
    if commands.begins(with: envelope) {
      try begin(envelope, at: position, snapshot, &draft)
    }
    let row = try snapshot.vault(at: position)
    let isSound = seals.take(line, of: envelope.stream, row, &draft)
    decisions?.take(view, envelope, at: position, sealed: row, isSound: isSound, &draft)
  }

  private mutating func begin(
    _ envelope: Envelope, at position: GlobalPosition, _ snapshot: borrowing Snapshot,
    _ draft: inout CertificateDraft
  ) throws(LogFault) {
    decisions?.endCommand(&draft)
    let request = try snapshot.request(firstAt: position)
    seals.begin(request)
    commands.begin(envelope, at: position, &draft)
    let kept = KeptCommand(request, of: envelope, at: position, by: vault, &draft)
    try decisions?.begin(envelope, at: position, kept, snapshot, &draft)
  }
}
