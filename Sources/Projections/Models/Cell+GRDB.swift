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
  ///
  /// The statement is stepped here: a cursor of GRDB's counts references for each row.
  func scan(_ sql: String, _ arguments: [Cell], _ body: (ScannedRow) -> Void) throws {
    let statement = try cachedStatement(sql: sql)
    let arguments = StatementArguments(arguments.map { $0.databaseValue })
    // Binds the arguments.
    let rows = try Row.fetchCursor(statement, arguments: arguments)
    let row = ScannedRow(statement: statement.sqliteStatement)
    try withExtendedLifetime(rows) {
      var state = sqlite3_step(row.statement)
      while state == SQLITE_ROW {
        body(row)
        state = sqlite3_step(row.statement)
      }
      guard state == SQLITE_DONE else {
        throw DatabaseError(
          resultCode: ResultCode(rawValue: state), message: lastErrorMessage, sql: sql)
      }
    }
  }
}

/// The row at which a statement stands: its values are taken where they lie, before the next one comes.
///
/// A connection of GRDB's is of one thread at a time and has no mutex, so that values may be looked at
/// without one.
public struct ScannedRow {
  fileprivate let statement: OpaquePointer

  /// The integer; nil where it is none.
  public func number(_ column: Int) -> Int? {
    let value = sqlite3_column_value(statement, Int32(column))
    return sqlite3_value_type(value) == SQLITE_INTEGER ? Int(sqlite3_value_int64(value)) : nil
  }

  /// The number that the value has.
  ///
  /// - Parameter guess: The number that it may well have, such as that in the row before.
  public func code(_ column: Int, in codes: CellCodes, guess: Int32 = 0) -> Int32 {
    let value = sqlite3_column_value(statement, Int32(column))
    switch sqlite3_value_type(value) {
    case SQLITE_NULL: return 0
    case SQLITE_INTEGER: return codes.code(Int(sqlite3_value_int64(value)))
    default:
      let text = UnsafeBufferPointer(
        start: sqlite3_value_text(value), count: Int(sqlite3_value_bytes(value)))
      return codes.code(text, guess: guess)
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
