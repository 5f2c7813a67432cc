import DealRecords
import EventLog
import Transparency

/// Level 2: the heads that are served and kept are signed, and are those of the entries.
struct HeadCheck {
  /// A head that could be read, with the note that bears it.
  struct Head {
    let note: SignedNote
    let checkpoint: Checkpoint
  }

  private let key: NoteVerifierKey?

  init(_ options: ReplayOptions) { key = options.key }

  /// Reads a head; nil, and said so, where it is none.
  func read(_ bytes: [UInt8]?, at place: Place, _ draft: inout CertificateDraft) -> Head? {
    guard let bytes else {
      draft.add(.storage, .malformedCheckpoint, at: place, "it is no file that can be read")
      return nil
    }
    draft.counts.checkpoints += 1
    do {
      let note = try SignedNote(parsing: bytes.span.bytes)
      return Head(note: note, checkpoint: try Checkpoint(parsing: note.text))
    } catch {
      draft.add(.log, .malformedCheckpoint, at: place, "it cannot be read: \(error)")
      return nil
    }
  }

  func check(
    _ head: Head, at place: Place, against entries: EntryCheck, _ draft: inout CertificateDraft
  ) {
    let before = draft.divergenceCount
    let (checkpoint, history) = (head.checkpoint, entries.lines.history)
    checkSignature(of: head, history, at: place, &draft)
    draft.requireCosignatures(of: head.note, at: place)
    if let history, checkpoint.origin != history.span(ofTreeSize: checkpoint.size).origin {
      draft.add(.log, .foreignCheckpoint, at: place, "it is for the log \(checkpoint.origin)")
    }
    if checkpoint.size > draft.size {
      draft.add(
        .log, .checkpointBeyondLog, at: place,
        "it signs \(checkpoint.size) events, and \(draft.size) are served")
    } else if entries.isWhole, let root = entries.roots[checkpoint.size], root != checkpoint.root {
      draft.add(
        .log, .checkpointDiffers, at: place,
        "it signs the root \(checkpoint.root.base64), and the entries give \(root.base64)")
    }
    if !entries.isWhole { draft.leaveOpen(.log, "not all entries are there") }
    if place == .outsideCheckpoint, entries.isWhole, draft.divergenceCount == before {
      draft.note(.outsideCheckpointHolds(size: checkpoint.size))
    }
  }

  /// Asks the key from outside; where the ledger changed its key, the one in force for the size,
  /// since the last of them has to be the one from outside.
  private func checkSignature(
    of head: Head, _ history: LedgerHistory?, at place: Place, _ draft: inout CertificateDraft
  ) {
    if key == nil, place == .servedCheckpoint {
      draft.note(.ownKey)
      draft.leaveOpen(
        .log, "the key was not given from outside (--key), and nothing in a folder vouches for it")
    }
    do throws(NoteFault) {
      let asked = try asked(for: head.checkpoint.size, history)
      try asked?.verify(head.note)
      guard let asked, !asked.name.utf8.elementsEqual(head.checkpoint.origin.utf8) else { return }
      draft.add(
        .log, .foreignCheckpoint, at: place,
        "it is for the log \(head.checkpoint.origin), and its key is of \(asked.name)")
    } catch {
      draft.add(.log, .notSigned, at: place, "\(error)")
    }
  }

  private func asked(
    for size: UInt64, _ history: LedgerHistory?
  ) throws(NoteFault) -> NoteVerifierKey? {
    guard let history, key == nil || history.spans.count > 1 else { return key }
    return try NoteVerifierKey(parsing: history.span(ofTreeSize: size).key)
  }
}
