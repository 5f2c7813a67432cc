import DealRecords
import EventLog

/// Levels 2 and 3 over the lines in their order: what a line has to do with those before it.
struct LinePass {
  private var lines: LineCheck
  private(set) var tree: TreeCheck
  private(set) var commands: CommandCheck
  private(set) var decisions: DecisionCheck?

  /// - Parameter opener: Nil where no keys are at hand.
  init(
    _ snapshot: borrowing Snapshot, _ draft: CertificateDraft, _ opener: Opener?
  ) throws(LogFault) {
    lines = LineCheck(draft.identity?.history)
    tree = TreeCheck(checkpointSizes: try CheckpointCheck.sizes(in: snapshot, draft.options))
    commands = CommandCheck(size: draft.size)
    decisions = draft.asks(.decisions) ? DecisionCheck(draft, opener) : nil
  }

  mutating func take(
    _ line: ReadLine, _ snapshot: borrowing Snapshot, _ draft: inout CertificateDraft
  ) throws(LogFault) {
    guard let leaf = line.leaf else { return tree.giveUp() }
    draft.counts.events += 1
    if !lines.take(line.position, &draft) { tree.giveUp() }
    try tree.take(leaf, snapshot, &draft)
    guard let envelope = line.envelope else {
      decisions?.breakOff()
      return
    }
    lines.take(envelope, at: line.position, &draft)
    if line.command != nil { commands.begin(at: line.position, &draft) }
    try decisions?.take(line, envelope, snapshot, &draft)
  }

  /// To be called after the last line.
  mutating func end(_ draft: inout CertificateDraft) {
    decisions?.endCommand(&draft)
  }
}
