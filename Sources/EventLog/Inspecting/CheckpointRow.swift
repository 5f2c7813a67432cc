import LMDB

extension StoredCheckpoint {
  /// A row of the table `checkpoints`.
  public init(_ row: borrowing StoredRow) throws(LogFault) {
    guard let size = IntegerKey(row.key) else {
      throw .damaged("a key of checkpoints is no size")
    }
    self.init(size: size.number, note: row.value.copied())
  }
}
