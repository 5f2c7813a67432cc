import DealRecords
public import EventLog
import Foundation
import GRDB

extension ReadModels {
  /// Folds the log again, and compares every row that it gives with the live ones.
  ///
  /// Rows are compared by their digests, and made aside, in a temporary place, only where tables
  /// differ.
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
    let followers = Followers(live: live, projections: projections)
    try followers.require(asIn: ModelFile(asideFor: store, exposure, projections))
    let end = meta.point.position
    let expected = try ModelDigests(of: projections, exposure, from: store, before: end) {
      progress($0, end)
    }
    var comparison = ModelComparison(position: GlobalPosition(end), generation: meta.generation)
    comparison.parked = expected.parked
    var differing: [ModelTable: Set<Int>] = [:]
    for (table, digest) in expected.tables {
      let found = try TableDigest(of: table, in: live, salt: expected.salt)
      let buckets = digest.differences(from: found)
      if !buckets.isEmpty { differing[table] = buckets }
    }
    let pairs = projections.flatMap { projection in projection.tables.map { (projection, $0) } }
    try withRows(in: differing, expected.salt) { made in
      for (projection, table) in pairs {
        try compare(table, of: projection, expected, made, differing[table], &comparison)
      }
      try compare(
        ParkedStream.table, of: nil, expected, made, differing[ParkedStream.table], &comparison)
    }
    try compareWords(of: followers, &comparison)
    return .compared(comparison)
  }

  /// The index of words counts as a table, whose rows are the deals and classes that have words.
  private func compareWords(
    of followers: Followers, _ comparison: inout ModelComparison
  ) throws {
    let differing = try followers.wordDivergences()
    guard !differing.isEmpty else { return }
    var counts = ModelComparison.Table(
      projection: SearchProjection.name, table: SearchGrams.name)
    counts.differing = differing.count
    comparison.tables.append(counts)
    comparison.divergences += differing.prefix(limit)
  }

  /// Makes the rows of some parts of tables aside, where there are any to be made.
  private func withRows(
    in parts: [ModelTable: Set<Int>], _ salt: [UInt8], _ body: (Database?) throws -> Void
  ) throws {
    guard !parts.isEmpty else { return try body(nil) }
    let aside = try ModelFile(asideFor: store, exposure, projections)
    _ = try aside.fill(
      from: store, projections, exposure, before: meta.point.position, isStrict: false,
      where: { row in parts[row.table]?.contains(RowBytes(row, salt: salt).bucket) ?? false },
      { _, _ in })
    try aside.database.read { made in try body(made) }
  }

  /// Takes tables of one digest to be alike, and of others walks the parts that differ, side by side.
  private func compare(
    _ table: ModelTable, of projection: (any Projection.Type)?, _ digests: ModelDigests,
    _ made: Database?, _ differing: Set<Int>?, _ comparison: inout ModelComparison
  ) throws {
    var counts = ModelComparison.Table(
      projection: projection?.name ?? table.name, table: table.name)
    counts.expected = digests.tables[table]?.rows ?? 0
    counts.found = counts.expected
    if let made, let differing {
      var rows = try SideBySide(table, expected: made, found: live) { row in
        differing.contains(RowBytes(row, of: table, salt: digests.salt).bucket)
      }
      while let (expected, found) = try rows.next() {
        if expected == nil { counts.found += 1 }
        if found == nil { counts.found -= 1 }
        guard expected != found else { continue }
        counts.differing += 1
        guard counts.differing <= limit else { continue }
        comparison.divergences.append(
          try divergence(table, projection, expected, found, before: comparison.position))
      }
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
      columns.append(
        exposure.isPublic
          ? ModelDivergence.Column(column.name, expected: one, found: other)
          : ModelDivergence.Column(unquoted: column.name))
    }
    let event = try projection.flatMap { projection in
      try store.withSnapshot { snapshot throws(LogFault) in
        let source = RowSource(of: key, in: table, projection, exposure, before: end.rawValue)
        return try RowHistory(of: source, in: snapshot)
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

/// The rows of one table in two databases, as far as they are wanted, paired by their keys.
private struct SideBySide {
  private let keyLength: Int
  private let isWanted: ([Cell]) -> Bool
  private let expectedRows: RowCursor
  private let foundRows: RowCursor
  private var expected: [Cell]?
  private var found: [Cell]?

  init(
    _ table: ModelTable, expected: Database, found: Database,
    where isWanted: @escaping ([Cell]) -> Bool
  ) throws {
    (keyLength, self.isWanted) = (table.keyLength, isWanted)
    expectedRows = try Row.fetchCursor(expected, sql: table.selection)
    foundRows = try Row.fetchCursor(found, sql: table.selection)
    self.expected = try next(in: expectedRows)
    self.found = try next(in: foundRows)
  }

  private func next(in rows: RowCursor) throws -> [Cell]? {
    while let cells = try rows.next()?.cells {
      if isWanted(cells) { return cells }
    }
    return nil
  }

  mutating func next() throws -> (expected: [Cell]?, found: [Cell]?)? {
    guard expected != nil || found != nil else { return nil }
    let (one, other) = (expected, found)
    let isFirst = comesFirst(one, other)
    let isSecond = comesFirst(other, one)
    if !isSecond { expected = try next(in: expectedRows) }
    if !isFirst { found = try next(in: foundRows) }
    return (isSecond ? nil : one, isFirst ? nil : other)
  }

  /// Whether a row stands before another, or there is no other.
  private func comesFirst(_ one: [Cell]?, _ other: [Cell]?) -> Bool {
    guard let one else { return false }
    guard let other else { return true }
    return one.prefix(keyLength).lexicographicallyPrecedes(other.prefix(keyLength))
  }
}
