import DealRecords
public import EventLog
import Foundation
import GRDB

extension ReadModels {
  /// Makes the models aside, in a temporary place, and compares every row with the live ones.
  ///
  /// Models that lag are compared at their own position. Nothing is written in the ledger's folder.
  /// The classes are those that the file names: where these are more than public keys are needed, and
  /// without them it throws `noKeys`, which is no fault of the models. What differs in such a file is
  /// named and not quoted. All rows that differ are counted, and at most `limit` of each table
  /// described. `progress` is told how many events were folded, and how many will be.
  public func compare(
    with store: EventStore, limit: Int = 20, progress: (UInt64, UInt64) -> Void = { _, _ in }
  ) throws(ProjectionFault) -> ModelCheck {
    let file: ModelFile?
    do throws(ProjectionFault) {
      file = try current()
    } catch {
      guard error.isOfTheFile else { throw error }
      return .foreign(.unreadable("\(error)"))
    }
    guard let file else { return .absent }
    do {
      return try file.read { db in
        let comparer = try Comparer(store, db, vault, projections, limit: limit)
        try comparer.requireGeneration(of: file)
        return try comparer.compare(progress)
      }
    } catch let mismatch as ModelMismatch {
      return .foreign(mismatch)
    } catch let error as DatabaseError where error.isOfTheFile {
      return .foreign(.unreadable(error.message ?? "\(error.extendedResultCode)"))
    } catch {
      return try stored(file.path) { throw error }
    }
  }
}

/// Compares a file of read models with what the log gives.
private struct Comparer {
  let store: EventStore
  let limit: Int
  let live: Database
  let meta: ModelMeta
  let exposure: Exposure
  let projections: [any Projection.Type]

  init(
    _ store: EventStore, _ live: Database, _ vault: Vault?, _ projections: [any Projection.Type],
    limit: Int
  ) throws {
    (self.store, self.live, self.limit, self.projections) = (store, live, limit, projections)
    meta = try ModelMeta(live)
    exposure = Exposure(meta.classes, vault)
  }

  func requireGeneration(of file: ModelFile) throws {
    let name = URL(filePath: file.path).lastPathComponent
    guard let number = ModelFolder.number(of: name), number != meta.generation else { return }
    throw ModelMismatch.otherGeneration(found: meta.generation, expected: number)
  }

  func compare(_ progress: (UInt64, UInt64) -> Void) throws -> ModelCheck {
    let mismatch = try store.withSnapshot { snapshot throws(LogFault) in
      try meta.mismatch(with: snapshot, projections)
    }
    if let mismatch { return .foreign(mismatch) }
    try exposure.require()
    let end = meta.point.position
    let aside = try ModelFile(asideFor: store, exposure, projections)
    _ = try aside.fill(from: store, projections, exposure, before: end, isStrict: false) {
      done, _ in progress(done, end)
    }
    var comparison = ModelComparison(position: GlobalPosition(end), generation: meta.generation)
    try aside.database.read { made in
      comparison.parked = try ParkedStream.fetchAll(made)
      for projection in projections {
        for table in projection.tables {
          try compare(table, of: projection, made, &comparison)
        }
      }
      try compare(ParkedStream.table, of: nil, made, &comparison)
    }
    return .compared(comparison)
  }

  /// Walks both tables side by side, in the order of their keys.
  private func compare(
    _ table: ModelTable, of projection: (any Projection.Type)?, _ made: Database,
    _ comparison: inout ModelComparison
  ) throws {
    var counts = ModelComparison.Table(
      projection: projection?.name ?? table.name, table: table.name)
    var rows = try SideBySide(table, expected: made, found: live)
    while let (expected, found) = try rows.next() {
      counts.expected += expected == nil ? 0 : 1
      counts.found += found == nil ? 0 : 1
      guard expected != found else { continue }
      counts.differing += 1
      guard counts.differing <= limit else { continue }
      comparison.divergences.append(
        try divergence(table, projection, expected, found, before: comparison.position))
    }
    comparison.tables.append(counts)
  }

  private func divergence(
    _ table: ModelTable, _ projection: (any Projection.Type)?, _ expected: [Cell]?,
    _ found: [Cell]?, before end: GlobalPosition
  ) throws -> ModelDivergence {
    let key = Array((expected ?? found ?? []).prefix(table.keyLength))
    var columns: [ModelDivergence.Column] = []
    for (place, column) in table.columns.enumerated() {
      let (one, other) = (expected?[place] ?? .null, found?[place] ?? .null)
      guard place >= table.keyLength, one != other else { continue }
      columns +=
        exposure.isPublic
        ? ModelDivergence.Column.differences(in: column.name, expected: one, found: other)
        : [ModelDivergence.Column(unquoted: column.name)]
    }
    let event = try projection.flatMap { projection in
      try store.withSnapshot { snapshot throws(LogFault) in
        try RowHistory(of: key, in: table, projection, exposure, before: end.rawValue, snapshot)
          .firstEvent(expected: expected, found: found)
      }
    }
    return ModelDivergence(
      projection: projection?.name ?? table.name, table: table.name,
      key: key.map(\.description).joined(separator: " "),
      kind: found == nil ? .missing : expected == nil ? .extra : .changed, columns: columns,
      event: event)
  }
}

/// The rows of one table in two databases, paired by their keys.
private struct SideBySide {
  private let keyLength: Int
  private let expectedRows: RowCursor
  private let foundRows: RowCursor
  private var expected: [Cell]?
  private var found: [Cell]?

  init(_ table: ModelTable, expected: Database, found: Database) throws {
    keyLength = table.keyLength
    expectedRows = try Row.fetchCursor(expected, sql: table.selection)
    foundRows = try Row.fetchCursor(found, sql: table.selection)
    self.expected = try expectedRows.next()?.cells
    self.found = try foundRows.next()?.cells
  }

  mutating func next() throws -> (expected: [Cell]?, found: [Cell]?)? {
    guard expected != nil || found != nil else { return nil }
    let (one, other) = (expected, found)
    let isFirst = comesFirst(one, other)
    let isSecond = comesFirst(other, one)
    if !isSecond { expected = try expectedRows.next()?.cells }
    if !isFirst { found = try foundRows.next()?.cells }
    return (isSecond ? nil : one, isFirst ? nil : other)
  }

  /// Whether a row stands before another, or there is no other.
  private func comesFirst(_ one: [Cell]?, _ other: [Cell]?) -> Bool {
    guard let one else { return false }
    guard let other else { return true }
    return one.prefix(keyLength).lexicographicallyPrecedes(other.prefix(keyLength))
  }
}
