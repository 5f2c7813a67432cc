/// A table of a read model, declared once: the SQL that makes it follows, with its comments, and so
/// do the statements that fill and compare it.
///
/// A class, since each of a million rows names its table.
public final class ModelTable: Sendable {
  public struct Column: Hashable, Sendable {
    enum Kind: String { case integer = "INTEGER", text = "TEXT" }

    public let name: String
    /// For whoever opens the file with another program.
    public let comment: String
    let kind: Kind
    let isOptional: Bool

    static func integer(_ name: String, _ comment: String, optional: Bool = false) -> Column {
      Column(name: name, comment: comment, kind: .integer, isOptional: optional)
    }

    static func text(_ name: String, _ comment: String, optional: Bool = false) -> Column {
      Column(name: name, comment: comment, kind: .text, isOptional: optional)
    }
  }

  public let name: String
  public let comment: String
  /// How many of the first columns are the key.
  ///
  /// The first of them names what owns the row: the rows of an owner are replaced together.
  let keyLength: Int
  public let columns: [Column]
  /// What reports look rows up by, beside the key.
  let indexes: [[String]]
  let insertion: String
  /// Takes away all rows of an owner.
  let removal: String

  init(
    _ name: String, _ comment: String, keyLength: Int = 1, _ columns: [Column],
    indexes: [[String]] = []
  ) {
    (self.name, self.comment, self.keyLength) = (name, comment, keyLength)
    (self.columns, self.indexes) = (columns, indexes)
    let names = columns.map(\.name).joined(separator: ", ")
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    insertion = "INSERT INTO \(name) (\(names)) VALUES (\(places))"
    removal = "DELETE FROM \(name) WHERE \(columns[0].name) = ?"
  }

  public var key: [String] { columns.prefix(keyLength).map(\.name) }
}

extension ModelTable: Hashable {
  /// A table is declared once.
  public static func == (one: ModelTable, other: ModelTable) -> Bool { one === other }

  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

// MARK: SQL

extension ModelTable {
  /// `CREATE TABLE` with its comments, which SQLite keeps.
  var creation: String {
    let lines = columns.map { column in
      "  \(column.name) \(column.kind.rawValue)\(column.isOptional ? "" : " NOT NULL"),"
        + " -- \(column.comment)"
    }
    return """
      CREATE TABLE \(name) (
        -- \(comment)
      \(lines.joined(separator: "\n"))
        PRIMARY KEY (\(key.joined(separator: ", ")))
      )
      """
  }

  /// The indexes, for when the first rows are in.
  var indexCreation: [String] {
    indexes.map { columns in
      "CREATE INDEX \(name)_by_\(columns.joined(separator: "_"))"
        + " ON \(name) (\(columns.joined(separator: ", ")))"
    }
  }

  /// All rows in the order of their keys.
  var selection: String {
    "SELECT \(columns.map(\.name).joined(separator: ", ")) FROM \(name)"
      + " ORDER BY \(key.joined(separator: ", "))"
  }
}
