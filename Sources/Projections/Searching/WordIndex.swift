import GRDB

/// The index of words of a file that is new, made beside it.
///
/// SQLite changes a file on one thread. An index of words is kept in tables of its own, so it can be
/// made in memory while that thread makes the other indexes, and its tables copied.
struct WordIndex: Sendable {
  /// The words of a row of `search_texts`.
  struct Entry: Sendable {
    let id: Int64
    let text: String
  }

  private let database: DatabaseQueue

  /// - Parameter entries: In the order of their numbers: at each that is less than the one before,
  ///   SQLite would write out what it has gathered, and merge it with the rest later.
  init(of entries: [Entry]) throws {
    database = try DatabaseQueue()
    try database.write { db in
      try db.execute(sql: SearchGrams.declaration)
      let insertion = try db.makeStatement(sql: SearchGrams.insertion)
      for entry in entries {
        try insertion.execute([
          .integer(entry.id), .text(SearchText.gramList(of: entry.text)),
        ])
      }
    }
  }

  /// Writes it into the file, where it is declared and empty.
  func write(to target: Database) throws {
    try database.read { db in
      let tables = try String.fetchAll(
        db,
        sql: "SELECT name FROM sqlite_schema WHERE name LIKE '\(SearchGrams.name)\\_%' ESCAPE '\\'")
      for table in tables {
        try target.execute(sql: "DELETE FROM \(table)")
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM \(table)")
        while let row = try rows.next() {
          let places = row.databaseValues.map { _ in "?" }.joined(separator: ", ")
          try target.cachedStatement(sql: "INSERT INTO \(table) VALUES (\(places))")
            .execute(arguments: StatementArguments(row.databaseValues))
        }
      }
    }
  }
}
