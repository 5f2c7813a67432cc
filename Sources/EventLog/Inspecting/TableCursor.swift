import LMDB

/// A place in a table, which moves from row to row in the order of the keys.
public struct TableCursor: ~Copyable, ~Escapable {
  private var cursor: Cursor
  /// Where the first row is looked for; nil for the table's first.
  private var start: [UInt8]?

  @_lifetime(copy cursor)
  init(_ cursor: consuming Cursor, from start: [UInt8]? = nil) {
    self.cursor = cursor
    self.start = start
  }

  @_lifetime(copy self)
  public mutating func next() throws(LogFault) -> StoredRow? {
    guard let entry = try step() else { return nil }
    return StoredRow(key: entry.key, value: entry.value)
  }

  @_lifetime(copy self)
  private mutating func step() throws(LogFault) -> Entry? {
    guard let start else { return try cursor.take(.next) }
    self.start = nil
    return try cursor.find(start.span.bytes, .forward)
  }
}

extension Snapshot {
  /// The rows of a table as they are stored, whatever they are.
  @_lifetime(borrow self)
  public borrowing func rows(of table: LogTable) throws(LogFault) -> TableCursor {
    TableCursor(try transaction.walk(tables[table]))
  }

  /// The rows of a table that goes by position, from a position on.
  @_lifetime(borrow self)
  public borrowing func rows(
    of table: LogTable, from position: GlobalPosition
  ) throws(LogFault) -> TableCursor {
    TableCursor(
      try transaction.walk(tables[table]), from: Keys.bigEndian(position.rawValue))
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
