import LMDB

extension StoredLine {
  /// A row of the table `events`.
  @_lifetime(copy row)
  public init(_ row: borrowing StoredRow) throws(LogFault) {
    guard let position = IntegerKey(row.key) else {
      throw .damaged("a key of events is no position")
    }
    guard (1...EventStore.longestLine).contains(row.value.byteCount) else {
      throw .lineTooLong(row.value.byteCount)
    }
    self.init(position: GlobalPosition(position.number), bytes: row.value)
  }
}
