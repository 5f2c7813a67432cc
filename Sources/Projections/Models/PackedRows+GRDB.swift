import GRDB
import GRDBSQLite

extension PackedRows {
  /// Writes a run of rows by their table's statement, whose values are bound where they lie.
  func insert(_ run: Run, by statement: Statement, into db: Database) throws {
    let handle = statement.sqliteStatement
    try bytes.withUnsafeBufferPointer { texts in
      var next = run.firstCell
      for _ in 0..<run.tally.rows {
        for column in run.table.columns.indices {
          bind(cells[next], at: Int32(column + 1), texts, to: handle)
          next += 1
        }
        let code = sqlite3_step(handle)
        sqlite3_reset(handle)
        guard code == SQLITE_DONE else { throw db.lastFault(code, in: run.table) }
      }
      // What was bound lies where it may not be read once this ends.
      sqlite3_clear_bindings(handle)
    }
  }

  private static let empty: StaticString = ""

  private func bind(
    _ cell: PackedCell, at place: Int32, _ texts: UnsafeBufferPointer<UInt8>,
    to statement: OpaquePointer
  ) {
    switch cell {
    case .null: sqlite3_bind_null(statement, place)
    case .integer(let number): sqlite3_bind_int64(statement, place, number)
    case .text(let start, let count):
      // A pointer to nothing would be bound as null.
      let text = texts.baseAddress.map { $0 + start } ?? Self.empty.utf8Start
      sqlite3_bind_text(
        statement, place, UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self),
        Int32(count), nil)
    }
  }
}

extension Database {
  func lastFault(_ code: Int32, in table: ModelTable) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: code),
      message: sqliteConnection.map { String(cString: sqlite3_errmsg($0)) },
      sql: table.insertion)
  }
}

extension RowTally {
  /// Of a whole table, as it stands in a file.
  init(of table: ModelTable, in db: Database) throws {
    self.init()
    let statement = try db.makeStatement(sql: table.scan)
    let handle = statement.sqliteStatement
    let kinds = table.columns.enumerated().map { (Int32($0), $1.kind) }
    var code = sqlite3_step(handle)
    while code == SQLITE_ROW {
      var sum = 0
      for (place, column) in kinds {
        // Null is 0 to both.
        let value = sqlite3_column_value(handle, place)
        switch column {
        case .integer: sum += Self.share(of: sqlite3_value_int64(value))
        case .text: sum += Int(sqlite3_value_bytes(value))
        }
      }
      self += RowTally(rows: 1, sum: sum)
      code = sqlite3_step(handle)
    }
    sqlite3_reset(handle)
    guard code == SQLITE_DONE else { throw db.lastFault(code, in: table) }
  }
}
