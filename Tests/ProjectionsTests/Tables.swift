import Foundation
import GRDB
import Projections

/// A look into files of read models from outside.
enum Tables {
  /// Every row of every projection, as text.
  static func contents(of folder: String) throws -> [String: [String]] {
    try withDatabase(in: folder) { db in
      var contents: [String: [String]] = [:]
      for table in ReadModels.projections.flatMap({ $0.tables }) {
        contents[table.name] = try Row.fetchAll(
          db, sql: "SELECT * FROM \(table.name) ORDER BY \(table.key.joined(separator: ","))"
        ).map { row in row.databaseValues.map(\.description).joined(separator: "|") }
      }
      return contents
    }
  }

  /// What a query answers, a line for each row: `a|b|-`.
  static func rows(
    _ sql: String, _ arguments: StatementArguments = [], in folder: String
  ) throws -> [String] {
    try withDatabase(in: folder) { db in
      try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
        row.databaseValues.map { $0.isNull ? "-" : String.fromDatabaseValue($0) ?? "\($0)" }
          .joined(separator: "|")
      }
    }
  }

  static func withDatabase<T>(in folder: String, _ body: (Database) throws -> T) throws -> T {
    try DatabaseQueue(path: folder + "/current").write(body)
  }

  static func execute(_ sql: String, in folder: String) throws {
    try withDatabase(in: folder) { db in try db.execute(sql: sql) }
  }
}
