import DealRecords
import EventLog
import Transparency

/// Level 2: every checkpoint is signed, and signs the tree that the lines give.
struct CheckpointCheck {
  private let tree: TreeCheck
  private let history: LedgerHistory?
  private let outsideKey: NoteVerifierKey?

  init(_ tree: TreeCheck, _ draft: CertificateDraft) {
    self.tree = tree
    history = draft.identity?.history
    outsideKey = draft.options.key
  }

  /// The sizes at which the root is wanted, those of the checkpoint from outside included.
  static func sizes(
    in snapshot: borrowing Snapshot, _ options: ReplayOptions
  ) throws(LogFault) -> Set<UInt64> {
    var sizes: Set<UInt64> = []
    var rows = try snapshot.rows(of: .checkpoints)
    while let row = try rows.next() {
      if let stored = try? StoredCheckpoint(row) { sizes.insert(stored.size) }
    }
    if let note = options.checkpoint, let checkpoint = try? parse(note) {
      sizes.insert(checkpoint.size)
    }
    return sizes
  }

  func run(
    _ snapshot: borrowing Snapshot, _ draft: inout CertificateDraft
  ) throws(LogFault) {
    var last: Checkpoint?
    var newest: (note: [UInt8], place: Place)?
    var rows = try snapshot.rows(of: .checkpoints)
    while let row = try rows.next() {
      guard let stored = try? StoredCheckpoint(row) else { continue }
      draft.counts.checkpoints += 1
      let place = Place.checkpoint(size: stored.size)
      newest = (stored.note, place)
      guard let checkpoint = check(stored.note, at: place, &draft) else { continue }
      if checkpoint.size != stored.size {
        draft.add(.log, .malformedCheckpoint, at: place, "it is for \(checkpoint.size) events")
      }
      if let last { try checkConsistency(from: last, to: checkpoint, at: place, snapshot, &draft) }
      last = checkpoint
    }
    checkOutside(&draft)
    checkCosigners(of: newest, &draft)
    note(last, &draft)
  }

  /// Those who are asked for by the caller must have cosigned; of those whom the ledger names it is
  /// told.
  private func checkCosigners(
    of newest: (note: [UInt8], place: Place)?, _ draft: inout CertificateDraft
  ) {
    if newest == nil, draft.options.checkpoint == nil, !draft.options.witnesses.isEmpty {
      draft.leaveOpen(.log, "there is no checkpoint that a witness could have cosigned")
    }
    let notes = [newest, draft.options.checkpoint.map { ($0, Place.outsideCheckpoint) }]
    for case let (note, place)? in notes {
      if let note = try? SignedNote(parsing: note.span.bytes) {
        draft.requireCosignatures(of: note, at: place)
      }
    }
    guard let newest, let history, let size = (try? Self.parse(newest.note))?.size else { return }
    let named = history.witnesses.compactMap { try? CosignatureVerifierKey(parsing: $0) }
    let names = missing(in: newest.note, named).map(\.witness.name)
    if !names.isEmpty { draft.note(.notCosigned(by: names, size: size)) }
  }

  private func missing(
    in note: [UInt8], _ witnesses: [CosignatureVerifierKey]
  ) -> [MissingCosignature] {
    (try? SignedNote(parsing: note.span.bytes))?.missingCosignatures(of: witnesses) ?? []
  }

  private func checkOutside(_ draft: inout CertificateDraft) {
    guard let note = draft.options.checkpoint else { return }
    let before = draft.divergenceCount
    let checkpoint = check(note, at: .outsideCheckpoint, &draft)
    guard let checkpoint, draft.divergenceCount == before else { return }
    draft.note(.outsideCheckpointHolds(size: checkpoint.size))
  }

  private func note(_ last: Checkpoint?, _ draft: inout CertificateDraft) {
    guard draft.counts.checkpoints > 0 else { return draft.note(.noCheckpoint) }
    if let last, last.size < draft.size { draft.note(.unsignedTail(draft.size - last.size)) }
    if draft.options.key == nil { draft.note(.ownKey) }
  }

  /// Checks a checkpoint by itself and against the lines; nil where nothing of it can be believed.
  private func check(
    _ note: [UInt8], at place: Place, _ draft: inout CertificateDraft
  ) -> Checkpoint? {
    let checkpoint: Checkpoint
    do {
      let signed = try SignedNote(parsing: note.span.bytes)
      checkpoint = try Checkpoint(parsing: signed.text)
      try key(for: checkpoint)?.verify(signed)
    } catch let fault as NoteFault where fault.isAboutSignature {
      draft.add(.log, .notSigned, at: place, "\(fault)")
      return nil
    } catch {
      draft.add(.log, .malformedCheckpoint, at: place, "it cannot be read: \(error)")
      return nil
    }
    if let history, checkpoint.origin != history.span(ofTreeSize: checkpoint.size).origin {
      draft.add(.log, .foreignCheckpoint, at: place, "it is for the log \(checkpoint.origin)")
      return nil
    }
    compare(checkpoint, at: place, &draft)
    return checkpoint
  }

  /// Whose signature a checkpoint has to bear: that of the key in force for its size, or else an old
  /// key could sign for what came after it.
  ///
  /// Where the ledger never changed its key, the one from outside is asked and not the ledger's word.
  private func key(for checkpoint: Checkpoint) throws(NoteFault) -> NoteVerifierKey? {
    guard let history else { return outsideKey }
    if let outsideKey, history.spans.count == 1 { return outsideKey }
    return try NoteVerifierKey(parsing: history.span(ofTreeSize: checkpoint.size).key)
  }

  private func compare(
    _ checkpoint: Checkpoint, at place: Place, _ draft: inout CertificateDraft
  ) {
    guard checkpoint.size <= draft.size else {
      return draft.add(
        .log, .checkpointBeyondLog, at: place,
        "it signs \(checkpoint.size) events, and the log has \(draft.size): positions \(draft.size)"
          + " to \(checkpoint.size - 1) are missing")
    }
    guard tree.isWhole, let root = tree.roots[checkpoint.size], root != checkpoint.root else {
      return
    }
    draft.add(
      .log, .checkpointDiffers, at: place,
      "it signs the root \(checkpoint.root.base64), and the lines give \(root.base64)")
  }

  private func checkConsistency(
    from older: Checkpoint, to newer: Checkpoint, at place: Place,
    _ snapshot: borrowing Snapshot, _ draft: inout CertificateDraft
  ) throws(LogFault) {
    guard tree.isWhole, older.size <= newer.size, newer.size <= tree.edge.size else { return }
    do {
      let proof = try tree.edge.consistencyProof(from: older.size, to: newer.size) { tile in
        try snapshot.tile(tile)
      }
      try proof.verify(older: older.root, newer: newer.root)
    } catch {
      draft.add(
        .log, .notConsistent, at: place,
        "it does not extend the checkpoint of \(older.size): \(error)")
    }
  }

  private static func parse(_ note: [UInt8]) throws -> Checkpoint {
    try Checkpoint(parsing: try SignedNote(parsing: note.span.bytes).text)
  }
}

extension NoteFault {
  var isAboutSignature: Bool {
    switch self {
    case .notSigned, .wrongSignature: true
    default: false
    }
  }
}
