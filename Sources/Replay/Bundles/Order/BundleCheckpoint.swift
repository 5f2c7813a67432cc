import Bundles
import DealRecords
import Deals
import EventLog
import Transparency

/// Level 2: the checkpoint in a bundle's header, and one from outside.
struct BundleCheckpoint {
  let checkpoint: Checkpoint
  private let header: BundleHeader
  private let note: SignedNote
  private let options: ReplayOptions
  private let outside: (note: SignedNote, checkpoint: Checkpoint)?

  /// Nil, and said so, where the header's note cannot be read.
  init?(_ header: BundleHeader, _ draft: inout CertificateDraft) {
    (self.header, options) = (header, draft.options)
    do {
      (note, checkpoint) = try Self.read(Array(header.checkpoint.utf8))
    } catch {
      draft.breakOff(.malformedCheckpoint, at: 1, "its checkpoint cannot be read: \(error)")
      return nil
    }
    if note.signatures.map(\.keyName) != header.keys {
      draft.add(
        .storage, .malformedBundle, at: .line(1),
        "keys: these are not those that signed the checkpoint")
    }
    if header.first > checkpoint.size {
      draft.breakOff(
        .malformedBundle, at: 1, "first: the checkpoint signs \(checkpoint.size) events")
      return nil
    }
    outside = options.checkpoint.flatMap { try? Self.read($0) }
    guard options.key == nil else { return }
    draft.leaveOpen(
      draft.asks(.log) ? .log : .storage,
      "no key was given, so that nothing vouches for the bundle: give the log's key, from a source you"
        + " trust (--key)")
  }

  /// The size of the checkpoint from outside.
  var outsideSize: UInt64? { outside?.checkpoint.size }

  private static func read(_ bytes: [UInt8]) throws -> (note: SignedNote, checkpoint: Checkpoint) {
    let note = try SignedNote(parsing: bytes.span.bytes)
    return (note, try Checkpoint(parsing: note.text))
  }

  /// To be called when all events were taken.
  func finish(_ events: BundleEvents, _ draft: inout CertificateDraft) {
    draft.counts.checkpoints = 1
    let place = Place.checkpoint(size: checkpoint.size)
    guard let key = options.key else { return compareRoot(events, at: place, &draft) }
    guard
      checkSignatures(of: note, ofSize: checkpoint.size, key, events, at: place, &draft),
      checkOrigin(of: checkpoint, key, events, at: place, &draft)
    else { return }
    compareRoot(events, at: place, &draft)
    checkOutside(key, events, &draft)
  }

  /// Whether a note bears the signatures that it has to: this is where all of them are asked for.
  private func checkSignatures(
    of note: SignedNote, ofSize size: UInt64, _ given: NoteVerifierKey, _ events: BundleEvents,
    at place: Place, _ draft: inout CertificateDraft
  ) -> Bool {
    do throws(NoteFault) {
      try self.key(forSize: size, given, events).verify(note)
      draft.requireCosignatures(of: note, at: place)
      return true
    } catch {
      draft.add(
        .log, error.isAboutSignature ? .notSigned : .malformedCheckpoint, at: place, "\(error)")
      return false
    }
  }

  /// The key from outside; for a size at which the ledger had another one, that one, since the key
  /// from outside vouches for the lines that name it.
  private func key(
    forSize size: UInt64, _ given: NoteVerifierKey, _ events: BundleEvents
  ) throws(NoteFault) -> NoteVerifierKey {
    guard events.knowsFacts, size < checkpoint.size, let history = events.history,
      history.spans.count > 1
    else { return given }
    return try NoteVerifierKey(parsing: history.span(ofTreeSize: size).key)
  }

  private func checkOrigin(
    of checkpoint: Checkpoint, _ key: NoteVerifierKey, _ events: BundleEvents, at place: Place,
    _ draft: inout CertificateDraft
  ) -> Bool {
    guard !isOrigin(checkpoint.origin, ofSize: checkpoint.size, key, events) else { return true }
    draft.add(.log, .foreignCheckpoint, at: place, "it is for the log \(checkpoint.origin)")
    return false
  }

  /// Without the ledger's facts the epoch is not known, and without line 0 the key's name is asked.
  private func isOrigin(
    _ origin: String, ofSize size: UInt64, _ key: NoteVerifierKey, _ events: BundleEvents
  ) -> Bool {
    guard let history = events.history else { return origin == key.name }
    if events.knowsFacts { return origin == history.span(ofTreeSize: size).origin }
    let first = history.created.origin.text
    guard origin != first else { return true }
    guard origin.hasPrefix(first + "/"), let epoch = UInt64(origin.dropFirst(first.count + 1))
    else { return false }
    return epoch > 0 && origin == "\(first)/\(epoch)"
  }

  private func compareRoot(
    _ events: BundleEvents, at place: Place, _ draft: inout CertificateDraft
  ) {
    guard header.filter == nil else {
      if options.key == nil || draft.holds(.log) { draft.root = checkpoint.root }
      return
    }
    draft.root = events.root
    guard let root = events.root, root != checkpoint.root else { return }
    draft.add(
      .log, .checkpointDiffers, at: place,
      "it signs the root \(checkpoint.root.base64), and the lines give \(root.base64)")
  }

  // MARK: From outside

  private func checkOutside(
    _ key: NoteVerifierKey, _ events: BundleEvents, _ draft: inout CertificateDraft
  ) {
    guard options.checkpoint != nil else { return }
    let place = Place.outsideCheckpoint
    guard let outside else {
      return draft.add(.log, .malformedCheckpoint, at: place, "it is no signed checkpoint")
    }
    let size = outside.checkpoint.size
    guard checkSignatures(of: outside.note, ofSize: size, key, events, at: place, &draft),
      checkOrigin(of: outside.checkpoint, key, events, at: place, &draft)
    else { return }
    guard size <= checkpoint.size else {
      return draft.add(
        .log, .checkpointBeyondLog, at: place,
        "it signs \(size) events, and the bundle's checkpoint \(checkpoint.size): somebody knew of more"
      )
    }
    guard let root = size == checkpoint.size ? checkpoint.root : events.wantedRoot else {
      return draft.leaveOpen(
        .log,
        "the bundle does not hold the lines with which the checkpoint from outside, of \(size) events,"
          + " could be compared")
    }
    guard root == outside.checkpoint.root else {
      return draft.add(
        .log, .checkpointDiffers, at: place,
        "it signs the root \(outside.checkpoint.root.base64) for \(size) events, and the bundle gives"
          + " \(root.base64)")
    }
    if draft.holds(.log) { draft.note(.outsideCheckpointHolds(size: size)) }
  }
}
