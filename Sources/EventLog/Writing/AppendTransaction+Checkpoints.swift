import LMDB
import Transparency

extension AppendTransaction {
  /// Keeps a signed tree head, unless there is one for a larger tree already.
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
      try put(checkpoint.note, for: Keys.bigEndian(checkpoint.size), in: tables.checkpoints)
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
