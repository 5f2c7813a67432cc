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
    let stream = try StreamName(entry.stream)
    switch projection.scope {
    case .stream:
      var fold = StreamFold(
        stream, [0], [projection], concerns: StreamFold.concerns(among: [projection]), reading,
        before: end)
      try fold.run(snapshot)
      (rows, stillParked) = (fold.given.rows.unpacked, fold.given.parked.first)
    case .event: try readOn(stream, before: end, snapshot)
    }
  }

  /// The rows of the events from the one that could not be applied on.
  private mutating func readOn(
    _ stream: StreamName, before end: UInt64, _ snapshot: borrowing Snapshot
  ) throws(LogFault) {
    var lines = try snapshot.lines(of: stream, from: try revision(snapshot))
    while stillParked == nil, let line = try lines.next(), line.position.rawValue < end {
      let view: LineView
      do throws(LineFault) {
        view = try LineView(trusting: line.bytes)
      } catch {
        throw .damaged("position \(line.position): \(error)")
      }
      let read = try reading.event(view, at: line.position, of: stream, in: snapshot)
      if let objection = projection.objection(to: read) {
        stillParked = ParkedStream(
          projection: entry.projection, stream: entry.stream, position: line.position,
          reason: objection)
      } else if case .success(let event) = read {
        rows += projection.rows(after: event, state: nil)
      }
    }
  }

  /// The revision of the event that could not be applied.
  private func revision(_ snapshot: borrowing Snapshot) throws(LogFault) -> StreamRevision {
    guard let line = try snapshot.line(at: entry.position) else {
      throw .damaged("position \(entry.position) is missing")
    }
    do throws(LineFault) {
      return StreamRevision(UInt64(try LineView(trusting: line).revision))
    } catch {
      throw .damaged("position \(entry.position): \(error)")
    }
  }

  func write(to db: Database) throws {
    try db.cachedStatement(
      sql: "DELETE FROM \(ParkedStream.table.name) WHERE projection = ? AND stream = ?"
    ).execute([.text(entry.projection), .text(entry.stream)])
    if projection.scope == .stream, let owner = rows.first?.key.first {
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
