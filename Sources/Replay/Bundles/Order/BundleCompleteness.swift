import Bundles
import DealRecords
import Deals
import EventLog
import Transparency

/// Level 2: that no event of a subject is missing before a line `ledger.heads.v1`.
struct BundleCompleteness {
  private let head: BundleHead
  private let place: Place
  private let header: BundleHeader
  private let checkpoint: Checkpoint

  init(_ head: BundleHead, at place: Place, _ header: BundleHeader, _ checkpoint: Checkpoint) {
    (self.head, self.place, self.header, self.checkpoint) = (head, place, header, checkpoint)
  }

  /// To be called when all events were taken.
  func finish(_ events: BundleEvents, _ draft: inout CertificateDraft) {
    guard case .subject(let subject) = header.filter else { return }
    do throws(Problem) {
      let (position, recorded) = try headsLine()
      try checkEntries(recorded)
      let count = try checkEnd(of: subject, before: position, recorded, events)
      if draft.holds(.log) {
        draft.note(.complete(subject.text, upTo: position, events: UInt64(count)))
      }
    } catch {
      draft.add(.log, error.code, at: place, error.message)
    }
  }

  private struct Problem: Error {
    var code = DivergenceCode.proofDiffers
    let message: String
  }

  /// The heads line, proven to be in the tree.
  private func headsLine() throws(Problem) -> (GlobalPosition, HeadsRecorded) {
    guard let view = try? LineView(head.line.span.bytes), let envelope = try? view.envelope(),
      envelope.stream == .ledger,
      case .ledger(.heads(let recorded))? = try? Fact(type: view.type, data: view.data)
    else { throw Problem(code: .malformedLine, message: "its line is no ledger.heads.v1") }
    guard envelope.source.hasPrefix("/ledgers/\(header.ledger)/") else {
      throw Problem(code: .wrongSource, message: "the source of its line is \(envelope.source)")
    }
    let proof = InclusionProof(
      leafIndex: envelope.position.rawValue, treeSize: checkpoint.size, hashes: head.path)
    try verify(proof, .leaf(head.line.span.bytes), checkpoint.root, "its line")
    return (envelope.position, recorded)
  }

  private func checkEntries(_ recorded: HeadsRecorded) throws(Problem) {
    guard let root = TreeHash(hex: recorded.root.hex) else {
      throw Problem(message: "the root of its line is no hash")
    }
    for entry in head.entries {
      let proof = InclusionProof(
        leafIndex: entry.index, treeSize: UInt64(recorded.streams.value), hashes: entry.path)
      try verify(proof, entry.head.leaf, root, "the entry \(entry.index)")
    }
  }

  private func verify(
    _ proof: InclusionProof, _ leaf: TreeHash, _ root: TreeHash, _ what: String
  ) throws(Problem) {
    do throws(ProofFault) {
      try proof.verify(leaf, under: root)
    } catch {
      throw Problem(message: "the path of \(what) does not lead to its root: \(error)")
    }
  }

  /// Holds the subject's events against its entry; answers how many there were before the line.
  private func checkEnd(
    of subject: StreamName, before end: GlobalPosition, _ recorded: HeadsRecorded,
    _ events: BundleEvents
  ) throws(Problem) -> Int {
    let hash = StreamHead.hash(of: subject)
    let before = events.positions.prefix { $0 < end }
    guard head.entries.count == 1, let entry = head.entries.first, entry.head.subject == hash else {
      try checkAbsence(of: hash, among: UInt64(recorded.streams.value))
      guard before.isEmpty else {
        throw Problem(message: "it says that \(subject) had no event before position \(end)")
      }
      return 0
    }
    guard let last = before.last, entry.head.position == last,
      entry.head.revision.rawValue == UInt64(before.count - 1)
    else {
      throw Problem(
        code: .eventWithheld,
        message: "before position \(end) the last event of \(subject) was revision"
          + " \(entry.head.revision) at position \(entry.head.position); the bundle holds"
          + (before.last.map { " \(before.count) events, the last at position \($0)" } ?? " none"))
    }
    return before.count
  }

  /// The entries stand side by side, or one at an end, and the subject's would be between them.
  private func checkAbsence(of hash: TreeHash, among streams: UInt64) throws(Problem) {
    let entries = head.entries
    let isAbsent: Bool
    switch entries.count {
    case 0: isAbsent = streams == 0
    case 1:
      isAbsent =
        entries[0].index == 0 && hash < entries[0].head.subject
        || entries[0].index == streams - 1 && entries[0].head.subject < hash
    default:
      isAbsent =
        entries[0].index + 1 == entries[1].index && entries[0].head.subject < hash
        && hash < entries[1].head.subject
    }
    guard isAbsent else {
      throw Problem(
        message: "its entries show neither where the subject ends, nor that it is absent")
    }
  }
}
