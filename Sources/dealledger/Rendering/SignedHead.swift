import Transparency

/// A signed note that is a checkpoint, read for showing.
struct SignedHead {
  private let note: SignedNote
  private let checkpoint: Checkpoint

  init(_ note: SignedNote) throws {
    self.note = note
    do throws(CheckpointFault) {
      checkpoint = try Checkpoint(parsing: note.text)
    } catch {
      throw Failure(
        .badData, "the note is no checkpoint: \(error)",
        next: "give what `dealledger checkpoint create` printed")
    }
  }

  init(_ bytes: [UInt8]) throws {
    let note: SignedNote
    do throws(NoteFault) {
      note = try SignedNote(parsing: bytes.span.bytes)
    } catch {
      throw Failure(
        .badData, "that is no signed note: \(error)",
        next: "give what `dealledger checkpoint create` printed")
    }
    try self.init(note)
  }

  /// Reads a note, and verifies it with a key that the caller trusts.
  init(_ bytes: [UInt8], signedWith text: String) throws {
    try self.init(bytes)
    let key = try NoteVerifierKey(trusted: text)
    do throws(NoteFault) {
      try key.verify(note)
    } catch {
      throw Failure(
        .fault, "the signature does not hold: \(error)",
        next: "ask where the file and the key came from; do not rely on this checkpoint")
    }
  }

  var size: UInt64 { checkpoint.size }
  var origin: String { checkpoint.origin }
  var root: String { checkpoint.root.base64 }

  var json: JSON {
    [
      "origin": .string(origin), "size": .integer(Int(size)), "root": .string(root),
      "note": .string(note.rendered),
    ]
  }
}

extension NoteVerifierKey {
  /// The key that a caller trusts, as it was given.
  init(trusted text: String) throws {
    do throws(NoteFault) {
      try self.init(parsing: text)
    } catch {
      throw Failure(
        .badData, "that is no verification key: \(error)",
        next: "give what `dealledger checkpoint key` printed, whole")
    }
  }
}
