import LMDB
import Transparency

extension AppendTransaction {
  /// Keeps a signed tree head, unless there is one for a larger tree already; the signatures of one
  /// that is there for the same tree stay.
  mutating func keep(_ checkpoint: StoredCheckpoint) throws(AppendFault) {
    do throws(LogFault) {
      let newest = try tables.newestCheckpoint(in: transaction)
      guard newest ?? 0 <= checkpoint.size, checkpoint.size <= sizeAtStart else {
        throw .checkpointOutOfPlace(size: checkpoint.size)
      }
    } catch {
      throw .beforeWriting(error)
    }
    do throws(LogFault) {
      let note = try tables.joining(checkpoint, in: transaction)
      try put(note, for: Keys.bigEndian(checkpoint.size), in: tables.checkpoints)
    } catch {
      throw .ofBatch(error)
    }
  }
}

extension Tables {
  fileprivate func newestCheckpoint(
    in transaction: borrowing some Reading & ~Copyable
  ) throws(LogFault) -> UInt64? {
    var cursor = try transaction.walk(checkpoints)
    guard let last = try cursor.take(.last) else { return nil }
    return try GlobalPosition(key: last.key).rawValue
  }
}

extension Tables {
  /// The note with the signatures that the one kept for the same tree bears already: whoever asks
  /// witnesses at the same time takes nothing from the other.
  fileprivate func joining(
    _ checkpoint: StoredCheckpoint, in transaction: borrowing some Reading & ~Copyable
  ) throws(LogFault) -> [UInt8] {
    let key = Keys.bigEndian(checkpoint.size)
    guard let note = try? SignedNote(parsing: checkpoint.note.span.bytes),
      let stored = try transaction.lookUp(key.span.bytes, in: checkpoints),
      let kept = try? SignedNote(parsing: stored), kept.text == note.text
    else { return checkpoint.note }
    return Array(kept.adding(note.signatures).rendered.utf8)
  }
}
