import EventLog
import GRDB

extension ModelFile {
  /// Takes parked streams up again, each from the event at which it was parked.
  ///
  /// Rows and the end of the parking are one transaction. Answers those that stay parked, where they
  /// are parked now.
  func retry(
    _ names: Set<String>, with store: EventStore, _ projections: [any Projection.Type],
    _ exposure: Exposure
  ) throws(ProjectionFault) -> [ParkedStream] {
    try stored(path) {
      try database.write { db in
        let meta = try ModelMeta(db)
        let parked = try ParkedStream.fetchAll(db).filter { names.contains($0.projection) }
        return try store.withSnapshot { snapshot throws(LogFault) in
          if let mismatch = try meta.mismatch(with: snapshot, projections) {
            return Result<[ModelRetry], ModelMismatch>.failure(mismatch)
          }
          var retries: [ModelRetry] = []
          for entry in parked {
            guard let place = projections.firstIndex(where: { $0.name == entry.projection }) else {
              continue
            }
            var retry = ModelRetry(entry, projections[place], exposure)
            try retry.run(before: meta.point.position, snapshot)
            retries.append(retry)
          }
          return .success(retries)
        }.get().compactMap { retry in
          try retry.write(to: db)
          return retry.stillParked
        }
      }
    }
  }
}

/// One parked stream, read again in the projection that passed over it.
private struct ModelRetry {
  private let entry: ParkedStream
  private let projection: any Projection.Type
  private let reading: ModelReading
  private var rows: [ModelRow] = []
  private(set) var stillParked: ParkedStream?

  init(_ entry: ParkedStream, _ projection: any Projection.Type, _ exposure: Exposure) {
    (self.entry, self.projection) = (entry, projection)
    reading = ModelReading([projection], exposure.narrowed(to: projection))
  }

  mutating func run(
    before end: UInt64, _ snapshot: borrowing Snapshot
  ) throws(LogFault) {
    var fold = StreamFold(
      try StreamName(entry.stream), [0], [projection],
      concerns: StreamFold.concerns(among: [projection]), reading, before: end)
    try fold.run(snapshot)
    (rows, stillParked) = (fold.given.rows.unpacked, fold.given.parked.first)
  }

  func write(to db: Database) throws {
    try db.cachedStatement(
      sql: "DELETE FROM \(ParkedStream.table.name) WHERE projection = ? AND stream = ?"
    ).execute([.text(entry.projection), .text(entry.stream)])
    if let owner = rows.first?.key.first {
      for table in projection.tables {
        try db.cachedStatement(sql: table.removal).execute([owner])
      }
    }
    for row in rows { try db.cachedStatement(sql: row.table.insertion).execute(row.cells) }
    if let stillParked {
      try db.cachedStatement(sql: ParkedStream.table.insertion).execute(stillParked.row.cells)
    }
  }
}
