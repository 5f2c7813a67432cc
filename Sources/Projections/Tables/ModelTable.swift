public import Deals

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
    /// The class of what stands in it; a file that does not show the class has it null, or `sealed`.
    public let disclosure: DisclosureClass

    static func integer(
      _ name: String, _ comment: String, optional: Bool = false,
      of disclosure: DisclosureClass = .public
    ) -> Column {
      Column(
        name: name, comment: comment, kind: .integer, isOptional: optional, disclosure: disclosure)
    }

    static func text(
      _ name: String, _ comment: String, optional: Bool = false,
      of disclosure: DisclosureClass = .public
    ) -> Column {
      Column(
        name: name, comment: comment, kind: .text, isOptional: optional, disclosure: disclosure)
    }

    /// The comment, with the class where it is not for everybody.
    var note: String {
      disclosure == .public ? comment : "\(comment) Class \(disclosure.rawValue)."
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
  /// Indexes of some rows alone.
  let partialIndexes: [PartialIndex]
  /// Statements that make what follows this table, such as an index of words, over whatever the table
  /// holds by then: run once a new file has been filled.
  let companions: [String]
  let insertion: String
  /// Takes away all rows of an owner.
  let removal: String

  init(
    _ name: String, _ comment: String, keyLength: Int = 1, _ columns: [Column]...,
    indexes: [[String]] = [], partialIndexes: [PartialIndex] = [], companions: [String] = []
  ) {
    let columns = columns.flatMap(\.self)
    (self.name, self.comment, self.keyLength) = (name, comment, keyLength)
    (self.columns, self.indexes, self.companions) = (columns, indexes, companions)
    self.partialIndexes = partialIndexes
    let names = columns.map(\.name).joined(separator: ", ")
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    insertion = "INSERT INTO \(name) (\(names)) VALUES (\(places))"
    removal = "DELETE FROM \(name) WHERE \(columns[0].name) = ?"
  }

  public var key: [String] { columns.prefix(keyLength).map(\.name) }

  /// Whether an index has the values of this column in their order.
  public func isIndexed(by column: String) -> Bool { isIndexed(inOrderOf: [column]) }

  /// Whether an index has the rows in the order of these columns.
  public func isIndexed(inOrderOf columns: [String]) -> Bool {
    indexes.contains { $0.starts(with: columns) }
  }
}

/// An index of those rows of a table alone that meet a condition, for questions that have it too.
struct PartialIndex: Sendable {
  /// What follows the table's name.
  let name: String
  let columns: [String]
  /// As SQLite has it, without parameters.
  let condition: String
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
        + " -- \(column.note)"
    }
    return """
      CREATE TABLE \(name) (
        -- \(comment)
      \(lines.joined(separator: "\n"))
        PRIMARY KEY (\(key.joined(separator: ", ")))
      )
      """
  }

  /// What follows when the first rows of all tables are in: indexes, views, and what goes with a table.
  static func completion(of tables: [ModelTable]) -> [String] {
    tables.flatMap { $0.indexCreation + $0.companions } + LegalDateQuery.views(over: tables)
  }

  var indexCreation: [String] {
    indexes.map { columns in
      "CREATE INDEX \(name)_by_\(columns.joined(separator: "_"))"
        + " ON \(name) (\(columns.joined(separator: ", ")))"
    }
      + partialIndexes.map { index in
        "CREATE INDEX \(name)_\(index.name) ON \(name) (\(index.columns.joined(separator: ", ")))"
          + " WHERE \(index.condition)"
      }
  }

  /// The view that shows with each row of an export where the event that made it stands in the log.
  ///
  /// A deal's state knows an event by its revision within the deal; the audit trail, which exports have
  /// beside it, has its position.
  var viewName: String? {
    let names = Set(columns.map(\.name))
    return names.isSuperset(of: ["deal", "revision"]) && !names.contains("position")
      ? "\(name)_logged" : nil
  }

  var viewCreation: String? {
    viewName.map { view in
      """
      CREATE VIEW \(view) AS -- Each row of \(name) with the event that made it: where and when recorded.
      SELECT t.*, e.position, e.recorded_at FROM \(name) t
      JOIN \(AuditTrail.table.name) e ON e.subject = 'deal/' || t.deal AND e.revision = t.revision
      """
    }
  }

  /// All rows, as they lie.
  var scan: String { "SELECT \(columns.map(\.name).joined(separator: ", ")) FROM \(name)" }

  /// All rows in the order of their keys.
  var selection: String { "\(scan) ORDER BY \(key.joined(separator: ", "))" }
}
