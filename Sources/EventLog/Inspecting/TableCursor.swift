import LMDB

/// A place in a table, which moves from row to row in the order of the keys.
public struct TableCursor: ~Copyable, ~Escapable {
  private var cursor: Cursor

  @_lifetime(copy cursor)
  init(_ cursor: consuming Cursor) {
    self.cursor = cursor
  }

  @_lifetime(copy self)
  public mutating func next() throws(LogFault) -> StoredRow? {
    guard let entry = try cursor.take(.next) else { return nil }
    return StoredRow(key: entry.key, value: entry.value)
  }
}

extension Snapshot {
  /// The rows of a table as they are stored, whatever they are.
  @_lifetime(borrow self)
  public borrowing func rows(of table: LogTable) throws(LogFault) -> TableCursor {
    TableCursor(try transaction.walk(tables[table]))
  }

  /// How many rows the store counts in a table.
  public borrowing func rowCount(of table: LogTable) throws(LogFault) -> UInt64 {
    do throws(LMDBError) {
      return UInt64(try transaction.entries(in: tables[table]))
    } catch {
      throw .storage(StorageFault(error))
    }
  }
}
