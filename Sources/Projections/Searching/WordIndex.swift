import GRDB

/// The index of words of a file that is new, made beside it.
///
/// SQLite changes a file on one thread. An index of words is kept in tables of its own, so it can be
/// made in memory while that thread makes the other indexes, and its tables copied.
struct WordIndex: Sendable {
  private let database: DatabaseQueue

  /// - Parameter path: A file with rows that were written and stay as they are.
  init(over path: String) throws {
    var configuration = Configuration()
    configuration.prepareDatabase { db in db.add(function: SearchGrams.function) }
    database = try DatabaseQueue(configuration: configuration)
    try database.writeWithoutTransaction { db in
      // Nobody changes the pages that are read here, and who writes others holds the file's locks.
      try db.execute(
        sql: "ATTACH ? AS made", arguments: [ModelFile.untouchedPlace(of: path)])
      try db.inTransaction {
        try db.execute(sql: SearchGrams.declaration)
        try db.execute(sql: SearchGrams.filling(from: "made.\(SearchProjection.texts.name)"))
        return .commit
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
