public import Transparency

/// A tree head that somebody signed, with the note as it stands.
public struct SignedTree: Hashable, Sendable {
  public let note: SignedNote
  public let checkpoint: Checkpoint

  /// Reads a signed note that is a checkpoint; whose it is, is another question.
  public init(parsing bytes: [UInt8]) throws(HeadFault) {
    do throws(NoteFault) {
      note = try SignedNote(parsing: bytes.span.bytes)
    } catch {
      throw .malformed("\(error)")
    }
    do throws(CheckpointFault) {
      checkpoint = try Checkpoint(parsing: note.text)
    } catch {
      throw .malformed("\(error)")
    }
  }

  /// Holds, or throws why it is not what a log says of itself under a key and an origin.
  func verify(under key: String, origin: String) throws(HeadFault) {
    do throws(NoteFault) {
      try NoteVerifierKey(parsing: key).verify(note)
    } catch {
      throw .signature(error)
    }
    guard checkpoint.origin.utf8.elementsEqual(origin.utf8) else {
      throw .otherOrigin(checkpoint.origin, own: origin)
    }
  }
}
