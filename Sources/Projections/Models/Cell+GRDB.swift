import GRDB
import GRDBSQLite

extension Cell {
  init(_ value: DatabaseValue) {
    switch value.storage {
    case .null: self = .null
    case .int64(let number): self = .integer(number)
    case .string(let text): self = .text(text)
    case .double, .blob: self = .other("\(value)")
    }
  }

  var databaseValue: DatabaseValue {
    switch self {
    case .null: .null
    case .integer(let number): number.databaseValue
    case .text(let text), .other(let text): text.databaseValue
    }
  }
}

extension Cell {
  /// A value of the row at which a statement stands.
  fileprivate init(_ statement: OpaquePointer, _ column: Int32) {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_NULL: self = .null
    case SQLITE_INTEGER: self = .integer(sqlite3_column_int64(statement, column))
    case SQLITE_TEXT:
      let bytes = UnsafeBufferPointer(
        start: sqlite3_column_text(statement, column),
        count: Int(sqlite3_column_bytes(statement, column)))
      self = .text(String(decoding: bytes, as: UTF8.self))
    default: self = Cell(DatabaseValue(sqliteStatement: statement, index: column))
    }
  }
}

extension Statement {
  func execute(_ cells: some Sequence<Cell>) throws {
    setUncheckedArguments(StatementArguments(cells.map { $0.databaseValue }))
    try execute()
  }
}

extension Database {
  /// Rows as cells.
  ///
  /// A row of GRDB's own traps where a value is of another kind than was asked for.
  func cells(
    _ sql: String, _ arguments: [Cell] = []
  ) throws -> [[Cell]] {
    let statement = try cachedStatement(sql: sql)
    let arguments = StatementArguments(arguments.map { $0.databaseValue })
    let rows = try Row.fetchCursor(statement, arguments: arguments)
    let (handle, width) = (statement.sqliteStatement, Int32(statement.columnCount))
    var found: [[Cell]] = []
    // Each value is taken from SQLite once, where it lies.
    while try rows.next() != nil { found.append((0..<width).map { Cell(handle, $0) }) }
    return found
  }

  /// Hands on each row while the statement stands at it.
  func scan(_ sql: String, _ arguments: [Cell], _ body: (ScannedRow) -> Void) throws {
    let statement = try cachedStatement(sql: sql)
    let arguments = StatementArguments(arguments.map { $0.databaseValue })
    let rows = try Row.fetchCursor(statement, arguments: arguments)
    let row = ScannedRow(statement: statement.sqliteStatement)
    while try rows.next() != nil { body(row) }
  }
}

/// The row at which a statement stands: its values are taken where they lie, before the next one comes.
public struct ScannedRow {
  fileprivate let statement: OpaquePointer

  /// The integer; nil where it is none.
  public func number(_ column: Int) -> Int? {
    sqlite3_column_type(statement, Int32(column)) == SQLITE_INTEGER
      ? Int(sqlite3_column_int64(statement, Int32(column))) : nil
  }

  /// The number that the value has.
  public func code(_ column: Int, in codes: CellCodes) -> Int32 {
    let column = Int32(column)
    switch sqlite3_column_type(statement, column) {
    case SQLITE_NULL: return 0
    case SQLITE_INTEGER: return codes.code(Int(sqlite3_column_int64(statement, column)))
    default:
      return codes.code(
        UnsafeBufferPointer(
          start: sqlite3_column_text(statement, column),
          count: Int(sqlite3_column_bytes(statement, column))))
    }
  }
}

extension Row {
  var cells: [Cell] { databaseValues.map(Cell.init) }
}

extension Cell {
  /// The text; empty where it is none.
  var text: String {
    if case .text(let text) = self { text } else { "" }
  }

  /// The number; nil where it is none.
  var number: Int? {
    if case .integer(let number) = self { Int(number) } else { nil }
  }
}
