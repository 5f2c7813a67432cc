import Foundation
import Transparency

/// The last tree head that was signed, in a file beside the keys: a log that was put back from a copy
/// does not know what it has lost.
struct HighWater {
  static let fileName = "high-water"

  let folder: String
  var path: String { folder + "/" + Self.fileName }

  /// Nil where nothing was signed yet.
  func load() throws(LedgerFault) -> (note: SignedNote, checkpoint: Checkpoint)? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let bytes = try Files.read(path)
    guard let note = try? SignedNote(parsing: bytes.span.bytes),
      let checkpoint = try? Checkpoint(parsing: note.text)
    else { throw .badHighWater(path: path) }
    return (note, checkpoint)
  }

  /// Keeps a head, durably, before anybody sees it; a larger one of the same origin stays.
  ///
  /// One at a time keeps one, be it of this process or of another: they write the same draft.
  func keep(_ note: SignedNote, _ checkpoint: Checkpoint) throws(LedgerFault) {
    try Files.locking(folder: folder) { () throws(LedgerFault) in
      if let kept = try load()?.checkpoint, kept.origin == checkpoint.origin,
        kept.size >= checkpoint.size
      {
        return
      }
      try Files.replace(path, with: Array(note.rendered.utf8))
      try Files.sync(folder: folder)
    }
  }
}

extension HighWater {
  /// What a log lacks of what was signed.
  struct Loss: Hashable {
    let size: UInt64
    let root: TreeHash
  }
}
