import LMDB

extension Snapshot {
  /// The checkpoint of the largest tree that was signed; nil where none was.
  public borrowing func newestCheckpoint() throws(LogFault) -> StoredCheckpoint? {
    var cursor = try transaction.walk(tables.checkpoints)
    guard let entry = try cursor.take(.last) else { return nil }
    let size = try GlobalPosition(key: entry.key).rawValue
    return StoredCheckpoint(size: size, note: entry.value.copied())
  }

  /// The checkpoint of a tree of this size; nil where it was not signed.
  public borrowing func checkpoint(ofSize size: UInt64) throws(LogFault) -> StoredCheckpoint? {
    let row = try transaction.lookUp(IntegerKey(size).bytes, in: tables.checkpoints)
    guard let row else { return nil }
    return StoredCheckpoint(size: size, note: row.copied())
  }
}
