public import Transparency

/// The last tree head that was signed, as the folder of keys knows it: what a log has to hold that is
/// put back.
public struct SignedBefore: Sendable {
  public let note: SignedNote
  public let checkpoint: Checkpoint
  /// The log's key, which lies beside it.
  public let key: NoteVerifierKey
  /// The file that keeps the head.
  public let path: String

  /// Nil where nothing was signed yet.
  public init?(inKeys folder: String) throws(LedgerFault) {
    let highWater = HighWater(folder: folder)
    guard let (note, checkpoint) = try highWater.load() else { return nil }
    (self.note, self.checkpoint, path) = (note, checkpoint, highWater.path)
    key = try LogKey(folder: folder).load().verifierKey
  }
}
