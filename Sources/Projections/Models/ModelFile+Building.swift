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
  func fill(
    from store: EventStore, _ projections: [any Projection.Type], _ exposure: Exposure,
    before limit: UInt64 = .max, isStrict: Bool, _ progress: (UInt64, UInt64) -> Void
  ) throws(ProjectionFault) -> FileTally {
    try stored(path) {
      let size = try store.size
      let fold = PartFold(projections, exposure, before: min(limit, size))
      return try database.writeWithoutTransaction { db in
        try db.execute(sql: Self.haste)
        var writer = BulkWriter(db, projections)
        try db.inTransaction {
          try PartQueue<Result<BuiltPart, LogFault>>(fold.parts).run { part in
            Result { () throws(LogFault) in
              try store.withSnapshot { snapshot throws(LogFault) in
                BuiltPart(try fold.read(part, snapshot))
              }
            }
          } _: { (part, read) throws in
            try writer.write(read.get(), isStrict: isStrict)
            progress(fold.end(of: part), size)
          }
          for statement in projections.flatMap({ $0.tables }).flatMap(\.completion) {
            try db.execute(sql: statement)
          }
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

  // The cache holds the tables whose rows do not come in the order of their keys, in KiB.
  private static let haste = """
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -131072;
    """

  /// Makes the file durable, opens it for everybody, and looks whether it holds what was written.
  func finished(_ tally: FileTally) throws(ProjectionFault) -> ModelFile {
    try stored(path) { try database.close() }
    try ModelFolder.sync(path)
    let file = try ModelFile(opening: path, readOnly: false)
    try file.require(tally)
    return file
  }

  /// Throws where a table has other rows than were written.
  func require(_ tally: FileTally) throws(ProjectionFault) {
    try stored(path) {
      try read { db in
        for (table, expected) in tally {
          let row = try db.cells(RowTally.query(of: table))[0]
          let found = RowTally(rows: row[0].number ?? 0, sum: row[1].number ?? 0)
          guard found == expected else {
            throw ProjectionFault.file(
              path: path,
              problem: "\(table.name) does not hold what was written: \(found.rows) rows of"
                + " \(expected.rows), with the sum \(found.sum) instead of \(expected.sum);"
                + " the read models were not replaced, see whether the disk is sound")
          }
        }
      }
    }
  }
}

/// Writes what parts give, in their order.
private struct BulkWriter {
  private let db: Database
  private let projections: [any Projection.Type]
  private var statements: [ObjectIdentifier: Statement] = [:]
  private var parked = ParkedSet([])
  private var hasParked = false
  private(set) var tally: FileTally

  init(_ db: Database, _ projections: [any Projection.Type]) {
    (self.db, self.projections) = (db, projections)
    tally = Dictionary(
      uniqueKeysWithValues: projections.flatMap { $0.tables }.map { ($0, RowTally()) })
  }

  mutating func write(_ part: BuiltPart, isStrict: Bool) throws {
    var found: [ParkedStream] = []
    for item in part.items {
      switch item {
      case .rows(let rows, let place, let stream):
        guard !hasParked || !parked.holds(stream, in: projections[place]) || isOfStream(place)
        else { continue }
        for row in rows { try write(row) }
      case .parked(let entry, let stream):
        if take(entry, stream) { found.append(entry) }
      }
    }
    if isStrict, !found.isEmpty {
      throw ProjectionFault.parked(
        found.sorted { ($0.projection, $0.stream) < ($1.projection, $1.stream) })
    }
    for entry in found {
      try db.cachedStatement(sql: ParkedStream.table.insertion).execute(entry.row.cells)
    }
  }

  /// A stream's own rows come once, and stand also where the stream was parked later.
  private func isOfStream(_ place: Int) -> Bool { projections[place].scope == .stream }

  private mutating func take(_ entry: ParkedStream, _ stream: StreamName) -> Bool {
    hasParked = true
    return parked.insert(entry)
  }

  private mutating func write(_ row: BuiltRow) throws {
    let id = ObjectIdentifier(row.table)
    let statement: Statement
    if let known = statements[id] {
      statement = known
    } else {
      statement = try db.makeStatement(sql: row.table.insertion)
      statements[id] = statement
    }
    statement.setUncheckedArguments(row.arguments)
    try statement.execute()
    tally[row.table, default: RowTally()] += row.tally
  }
}
