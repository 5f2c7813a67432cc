import GRDB

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
    return try Row.fetchAll(statement, arguments: arguments).map(\.cells)
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
