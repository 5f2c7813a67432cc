import EventLog
import Foundation
import GRDB

/// How many rows were written into each table of a new file, and what they come to.
typealias FileTally = [ModelTable: RowTally]

extension ModelFile {
  /// Reads the log, as far as it goes now or to `limit`, into a file that is new and that nobody sees.
  ///
  /// Several threads fold, this one writes. Each row is written once and the indexes are made after
  /// the rows; the journal is off, so that a file that was not finished is to be thrown away. Where it
  /// is strict, an event that a projection cannot apply ends it.
  ///
  /// - Parameter isWanted: Which rows are written; where it is given, no indexes are made over them.
  func fill(
    from store: EventStore, _ projections: [any Projection.Type], _ exposure: Exposure,
    before limit: UInt64 = .max, isStrict: Bool,
    where isWanted: (@Sendable (ModelRow) -> Bool)? = nil, _ progress: (UInt64, UInt64) -> Void
  ) throws(ProjectionFault) -> FileTally {
    try stored(path) {
      let size = try store.size
      let fold = PartFold(projections, exposure, before: min(limit, size), where: isWanted)
      return try database.writeWithoutTransaction { db in
        try db.execute(sql: Self.haste)
        var writer = BulkWriter(db, projections)
        try db.inTransaction {
          try PartQueue<Result<ModelPart, LogFault>>(fold.parts).run { part in
            Result { () throws(LogFault) in
              try store.withSnapshot { snapshot throws(LogFault) in
                try fold.read(part, snapshot)
              }
            }
          } _: { (part, read) throws in
            try writer.write(read.get(), isStrict: isStrict)
            progress(fold.end(of: part), size)
          }
          if isWanted == nil { try complete(projections, db) }
          var meta = try ModelMeta(db)
          meta.point = try store.withSnapshot { snapshot throws(LogFault) in
            try LogPoint(before: fold.end, in: snapshot)
          }
          try meta.write(to: db)
          return .commit
        }
        return writer.tally
      }
    }
  }

  /// Makes what follows from the rows, which are there: indexes, and beside them that of words.
  private func complete(_ projections: [any Projection.Type], _ db: Database) throws {
    let tables = projections.flatMap { $0.tables }
    let hasWords = tables.contains(SearchProjection.texts)
    let entries = hasWords ? try SearchGrams.entries(in: db) : []
    try PartQueue<Result<WordIndex, any Error>?>(hasWords ? 2 : 1).run { part in
      part == 0 ? nil : Result { try WordIndex(of: entries) }
    } _: { (_, words) throws in
      if let words { return try words.get().write(to: db) }
      for statement in ModelTable.completion(of: tables) { try db.execute(sql: statement) }
    }
  }

  // In KiB. The cache holds the keys of tables, which come in any order; of more pages that are to be
  // written, more would be written at the end, while nobody folds.
  private static let haste = """
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32768;
    """

  /// Makes the file durable, opens it for everybody, and looks whether it holds what was written.
  func finished(_ tally: FileTally) throws(ProjectionFault) -> ModelFile {
    try stored(path) { try database.close() }
    let file = try ModelFile(opening: path, readOnly: false)
    let tables = Array(tally)
    // The disk takes the file while its tables are read.
    try PartQueue<Result<Void, ProjectionFault>>(1 + tables.count).run { part in
      Result { () throws(ProjectionFault) in
        guard part > 0 else { return try ModelFolder.sync(path) }
        try file.require(tables[part - 1].value, of: tables[part - 1].key)
      }
    } _: { (_, done) throws(ProjectionFault) in
      try done.get()
    }
    return file
  }

  /// Throws where a table has other rows than were written.
  func require(_ expected: RowTally, of table: ModelTable) throws(ProjectionFault) {
    // A connection of its own, which keeps few of the pages that are read but once.
    let found = try stored(path) {
      let reader = try DatabaseQueue(path: path, configuration: Self.configuration(readOnly: true))
      return try reader.read { db in
        try db.execute(sql: "PRAGMA cache_size = -2048")
        return try RowTally(of: table, in: db)
      }
    }
    guard found == expected else {
      throw .file(
        path: path,
        problem: "\(table.name) does not hold what was written: \(found.rows) rows of"
          + " \(expected.rows), with the sum \(found.sum) instead of \(expected.sum);"
          + " the read models were not replaced, see whether the disk is sound")
    }
  }
}

/// Writes what parts give, in their order.
private struct BulkWriter {
  private let db: Database
  private var statements: [ObjectIdentifier: Statement] = [:]
  private(set) var tally: FileTally

  init(_ db: Database, _ projections: [any Projection.Type]) {
    self.db = db
    tally = Dictionary(
      uniqueKeysWithValues: projections.flatMap { $0.tables }.map { ($0, RowTally()) })
  }

  mutating func write(_ part: ModelPart, isStrict: Bool) throws {
    if isStrict, !part.parked.isEmpty { throw ProjectionFault.parked(part.parked.sorted()) }
    for run in part.rows.runs {
      try part.rows.insert(run, by: statement(for: run.table), into: db)
      tally[run.table, default: RowTally()] += run.tally
    }
    for entry in part.parked {
      try db.cachedStatement(sql: ParkedStream.table.insertion).execute(entry.row.cells)
    }
  }

  private mutating func statement(for table: ModelTable) throws -> Statement {
    if let known = statements[ObjectIdentifier(table)] { return known }
    let statement = try db.makeStatement(sql: table.insertion)
    statements[ObjectIdentifier(table)] = statement
    return statement
  }
}
