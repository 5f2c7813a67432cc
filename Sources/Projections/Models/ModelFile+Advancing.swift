import Deals
import EventLog
import GRDB

/// What one step of reading the log into a file came to.
enum ModelStep {
  case read(ModelBatch)
  /// The file is not of this log: discard it.
  case mismatch(ModelMismatch)
}

extension ModelFile {
  /// Reads the next run of lines into the file: rows and position in one transaction.
  ///
  /// Whether the file is of this log is checked in the same transaction, so that two processes may
  /// bring up one file. A file that is new holds nothing that was to be erased before it was made.
  func step(
    with store: EventStore, _ fold: inout ModelFold, isNew: Bool = false
  ) throws(ProjectionFault) -> ModelStep {
    do {
      return try database.write { db in
        var meta = try ModelMeta(db)
        let parked = ParkedSet(try ParkedStream.fetchAll(db))
        let step = try store.withSnapshot { snapshot throws(LogFault) -> ModelStep in
          if let mismatch = try meta.mismatch(with: snapshot, fold.projections) {
            return .mismatch(mismatch)
          }
          let batch = try fold.run(
            from: meta.point, count: ModelFold.batchSize, passingOver: parked, in: snapshot)
          guard !isNew, let erasure = batch.erasure, meta.classes.contains(.personal) else {
            return .read(batch)
          }
          return .mismatch(.erasure(position: erasure.rawValue))
        }
        if case .read(let batch) = step, batch.end != meta.point {
          guard fold.exposure.isAtHand else { throw ProjectionFault.noKeys(showing: meta.classes) }
          try batch.write(to: db)
          meta.point = batch.end
          try meta.write(to: db)
        }
        return step
      }
    } catch let mismatch as ModelMismatch {
      return .mismatch(mismatch)
    } catch let error as DatabaseError where error.isOfTheFile {
      return .mismatch(.unreadable(error.message ?? "\(error.extendedResultCode)"))
    } catch {
      return try stored(path) { throw error }
    }
  }

  /// Reads what was written to the log while the file was filled, before anybody sees it.
  func catchUp(
    with store: EventStore, _ fold: inout ModelFold, isStrict: Bool,
    _ progress: (UInt64, UInt64) -> Void
  ) throws(ProjectionFault) {
    while true {
      switch try step(with: store, &fold, isNew: true) {
      case .mismatch(let mismatch): throw .file(path: path, problem: "\(mismatch)")
      case .read(let batch):
        if isStrict, !batch.parked.isEmpty { throw .parked(batch.parked) }
        progress(batch.end.position, batch.logSize)
        if batch.end.position >= batch.logSize { return }
      }
    }
  }
}

extension ModelBatch {
  func write(to db: Database) throws {
    for group in groups {
      for table in group.projection.tables {
        try db.cachedStatement(sql: table.removal).execute([group.owner])
      }
      for row in group.rows {
        try db.cachedStatement(sql: row.table.insertion).execute(row.cells)
      }
    }
    for stream in parked {
      try db.cachedStatement(sql: ParkedStream.table.insertion).execute(stream.row.cells)
    }
  }
}

extension ParkedStream {
  static func fetchAll(_ db: Database) throws -> [ParkedStream] {
    try db.cells(table.selection).map { row in
      ParkedStream(
        projection: row[0].text, stream: row[1].text,
        position: GlobalPosition(UInt64(clamping: row[2].number ?? 0)), reason: row[3].text)
    }
  }
}

extension ProjectionFault {
  /// Whether what stands where the file should be is no database, or a damaged one.
  var isOfTheFile: Bool {
    guard case .database(_, let code, _) = self else { return false }
    let primary = ResultCode(rawValue: code).primaryResultCode
    return primary == .SQLITE_NOTADB || primary == .SQLITE_CORRUPT
  }
}

extension DatabaseError {
  /// Whether the file is not what a projection ever leaves: damaged, of another shape, or with rows
  /// where new ones belong.
  var isOfTheFile: Bool {
    switch extendedResultCode {
    case .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID, .SQLITE_CONSTRAINT_UNIQUE: true
    default:
      [.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR, .SQLITE_MISMATCH].contains(resultCode)
    }
  }
}
