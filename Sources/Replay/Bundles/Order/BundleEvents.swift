import Bundles
import DealRecords
import Deals
import EventLog
import Transparency

/// Level 2 over the events in their order: positions, revisions, times, sources, and the tree.
struct BundleEvents {
  struct StreamEnd {
    var revision: StreamRevision
    var position: GlobalPosition
  }

  let header: BundleHeader
  private let checkpoint: Checkpoint
  private let wanted: UInt64?
  private var last: ReadEvent?
  private var expected: GlobalPosition
  /// Where each stream ends, by the hash of its name.
  private var ends: [TreeHash: StreamEnd] = [:]
  private var tree: TreeFrontier
  /// Whether the leaves so far are those from the first position on.
  private var isWhole = true
  private var unproven: (position: GlobalPosition, leaf: TreeHash)?
  /// The root at the size that was asked for.
  private(set) var wantedRoot: TreeHash?
  /// Nil without line 0.
  private(set) var history: LedgerHistory?
  /// The key that a line named last, and where, in a bundle that does not hold all of the facts.
  private var named: (key: String, position: GlobalPosition)?
  /// The epoch of the last line, where the facts do not say it.
  private var epoch: UInt64?
  /// Where the events of the subject stand, the first at 0.
  private(set) var positions: [GlobalPosition] = []

  init(_ header: BundleHeader, _ checkpoint: Checkpoint, wanting size: UInt64?) {
    (self.header, self.checkpoint, wanted) = (header, checkpoint, size)
    expected = GlobalPosition(header.first)
    tree = header.frontier ?? TreeFrontier()
    if size == tree.size { wantedRoot = tree.root }
  }

  /// Whether the bundle holds all of the ledger's own facts.
  var knowsFacts: Bool {
    switch header.filter {
    case nil: header.first == 0
    case .subject(let stream): stream == .ledger
    case .type: false
    }
  }

  /// The root that the lines give; nil where not all are there.
  var root: TreeHash? {
    header.filter == nil && isWhole && tree.size == checkpoint.size ? tree.root : nil
  }

  /// Takes an event; answers whether a command begins with it.
  mutating func take(
    _ event: ReadEvent, _ leaf: TreeHash, _ draft: inout CertificateDraft
  ) -> Bool {
    checkPlace(event, leaf, &draft)
    let end = ends.updateValue(
      StreamEnd(revision: event.revision, position: event.position), forKey: event.subject)
    checkRevision(event, after: end, &draft)
    if let last, last.time != event.time, event.time < last.time {
      draft.add(
        .log, .timeGoesBack, at: event.place,
        "recorded at \(event.time), after a line of \(last.time)")
    }
    if let own = event.own { take(own.event, event, after: end, &draft) }
    checkSource(event, &draft)
    if case .subject(let subject)? = header.filter, subject == event.stream {
      positions.append(event.position)
    }
    defer { last = event }
    return last.map { $0.digest != event.digest || $0.commandID != event.commandID } ?? true
  }

  /// Takes a line that cannot be read.
  mutating func takeUnreadable(_ leaf: TreeHash) {
    guard header.filter == nil else { return unproven = nil }
    expected = expected.next
    append(leaf)
  }

  private mutating func append(_ leaf: TreeHash) {
    guard isWhole, tree.size < .max else { return }
    tree.append(leaf)
    if tree.size == wanted { wantedRoot = tree.root }
  }

  // MARK: Place

  private mutating func checkPlace(
    _ event: ReadEvent, _ leaf: TreeHash, _ draft: inout CertificateDraft
  ) {
    guard header.filter == nil else { return checkOrder(event, leaf, &draft) }
    if event.position != expected {
      draft.add(
        .log, .missingPosition, at: .position(expected),
        "there is no line; the next one stands at position \(event.position)")
      isWhole = false
    }
    expected = event.position.next
    append(leaf)
  }

  private mutating func checkOrder(
    _ event: ReadEvent, _ leaf: TreeHash, _ draft: inout CertificateDraft
  ) {
    unproven = (event.position, leaf)
    guard let last else {
      if event.position == .first { return }
      return draft.add(.log, .noFirstLine, at: event.place, "the bundle does not begin with line 0")
    }
    guard event.position <= last.position else { return }
    draft.add(.log, .wrongPosition, at: event.place, "it stands behind position \(last.position)")
  }

  /// Takes the proof of the event before it.
  mutating func take(path: [TreeHash], at place: Place, _ draft: inout CertificateDraft) {
    guard let (position, leaf) = unproven else { return }
    unproven = nil
    let proof = InclusionProof(
      leafIndex: position.rawValue, treeSize: checkpoint.size, hashes: path)
    do throws(ProofFault) {
      try proof.verify(leaf, under: checkpoint.root)
    } catch {
      draft.add(
        .log, .proofDiffers, at: .position(position),
        "the path does not lead from this line to the root that is signed: \(error)")
    }
  }

  // MARK: Stream

  /// - Parameter before: Where the stream ended before the event.
  private func checkRevision(
    _ event: ReadEvent, after before: StreamEnd?, _ draft: inout CertificateDraft
  ) {
    let isRight: Bool
    switch (header.filter, before) {
    case (.type, let before?): isRight = event.revision > before.revision
    case (.type, nil): isRight = true
    case (_, let before?): isRight = event.revision == before.revision.next
    case (_, nil): isRight = event.revision == .first || header.first > 0
    }
    guard !isRight else { return }
    draft.add(
      .log, .wrongRevision, at: event.place,
      before.map { "revision \(event.revision) follows revision \($0.revision)" }
        ?? "the stream begins with revision \(event.revision)")
  }

  private mutating func take(
    _ own: LedgerEvent, _ event: ReadEvent, after before: StreamEnd?,
    _ draft: inout CertificateDraft
  ) {
    if history == nil, event.position == .first, case .created(let created) = own {
      history = LedgerHistory(created)
    }
    history?.apply(own, at: event.position)
    switch own {
    case .keyChanged(let change): named = (change.key.text, event.position)
    case .restored(let restored): named = (restored.key.text, event.position)
    case .created, .deciderChanged, .heads, .witnessesNamed: break
    }
    guard case .heads(let recorded) = own else { return }
    draft.counts.heads += 1
    guard header.filter == nil, header.first == 0 else { return }
    var ends = ends
    ends[event.subject] = before
    let heads = StreamHeads(
      ends.map { StreamHead(subject: $0, revision: $1.revision, position: $1.position) })
    guard HeadsRecorded(heads) != recorded else { return }
    draft.add(
      .log, .headsDiffer, at: event.place,
      "it records \(recorded.streams) streams with the root \(recorded.root), and the lines before"
        + " it give \(heads.heads.count) with the root sha256:\(heads.root.hex)")
  }

  private mutating func checkSource(_ event: ReadEvent, _ draft: inout CertificateDraft) {
    if let last, last.own == nil, event.own == nil, last.source == event.source { return }
    if knowsFacts, let history {
      let source = history.source(of: event.position)
      guard event.source != source else { return }
      return draft.add(
        .log, .wrongSource, at: event.place, "its source is \(event.source), not \(source)")
    }
    let prefix = "/ledgers/\(header.ledger)/"
    guard event.source.hasPrefix(prefix),
      let number = UInt64(event.source.dropFirst(prefix.count)), number >= epoch ?? 0,
      "\(number)" == event.source.dropFirst(prefix.count)
    else {
      return draft.add(
        .log, .wrongSource, at: event.place,
        "its source is \(event.source), not \(prefix) and an epoch that is no earlier")
    }
    epoch = number
  }

  // MARK: End

  func finish(_ draft: inout CertificateDraft) {
    draft.counts.streams = UInt64(ends.count)
    draft.identity = history.map(LedgerIdentity.init)
    if header.first == 0 { draft.checkFirstLine(knowingFacts: knowsFacts) }
    if draft.size == 1 { draft.note(.onlyFirstLine) }
    if !knowsFacts, let named, let given = draft.options.key, "\(given)" != named.key {
      draft.add(
        .log, .otherKey, at: .position(named.position),
        "here the key was replaced: ask for the one in force, \(named.key)")
    }
    if let history, history.created.ledger.text != header.ledger {
      draft.add(
        .log, .wrongFirstLine, at: .position(.first),
        "it begins the ledger \(history.created.ledger.text), not \(header.ledger)")
    }
    if header.filter == nil, isWhole, tree.size < checkpoint.size {
      draft.add(
        .log, .missingPosition, at: .position(GlobalPosition(tree.size)),
        "there is no line; the checkpoint signs \(checkpoint.size) events")
    }
  }
}
