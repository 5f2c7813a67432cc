public import Deals
public import EventLog
import GRDB

/// Read models at one position, to be copied for other programs.
///
/// It lasts as long as the call that gives it.
public struct ModelExport {
  let db: Database
  let meta: ModelMeta
  let projections: [any Projection.Type]
  let path: String
  /// Of the same events; no file keeps it.
  private let trail: AuditTrail

  /// What can be exported: all but the index for searching, which shows nothing that is not elsewhere.
  public static let projections = ReadModels.projections.filter { $0 != SearchProjection.self }

  init(_ db: Database, path: String, from store: EventStore) throws {
    (self.db, self.path, projections) = (db, path, Self.projections)
    meta = try ModelMeta(db)
    trail = AuditTrail(of: store, before: GlobalPosition(meta.point.position))
  }

  /// Every event before it is in the rows.
  public var position: GlobalPosition { GlobalPosition(meta.point.position) }
  public var ledger: String { meta.point.ledger }
  public var epoch: Int { meta.point.epoch }
  /// Whose values stand in the clear.
  public var classes: Set<DisclosureClass> { meta.classes }

  /// In the order of the declarations; the audit trail and what a projection passes over come last.
  public var tables: [ModelTable] {
    projections.flatMap { $0.tables } + [AuditTrail.table, ParkedStream.table]
  }

  /// The names and versions of what it consists of.
  var parts: [(name: String, version: Int)] {
    projections.map { ($0.name, $0.version) } + [(AuditTrail.name, AuditTrail.version)]
  }

  /// Hands on the rows of a table, in the order of its key.
  func forEachRow(of table: ModelTable, _ body: ([Cell]) throws -> Void) throws {
    guard table != AuditTrail.table else { return try trail.forEach { try body($0.cells) } }
    let rows = try Row.fetchCursor(db, sql: table.selection)
    while let row = try rows.next() { try body(row.cells) }
  }
}

/// What an export says of where its rows come from, beside what the models know.
public struct ExportOrigin: Hashable, Sendable {
  /// The log's name in its checkpoints.
  public let origin: String
  /// The RFC 6962 root over the events before the export's position, in lower-case hexadecimal.
  public let root: String

  public init(origin: String, root: String) { (self.origin, self.root) = (origin, root) }
}

extension ReadModels {
  /// Gives the models as they stand; or, where another position or other classes are asked for, such as
  /// are made aside for this call, in a temporary place.
  ///
  /// What shows more than public values needs keys, and lies in memory meanwhile. Only what is made
  /// aside is told to `progress`.
  public func export<Answer>(
    from store: EventStore, asOf position: GlobalPosition? = nil,
    showing classes: Set<DisclosureClass>? = nil, progress: (UInt64, UInt64) -> Void = { _, _ in },
    _ body: (ModelExport) throws -> Answer
  ) throws -> Answer {
    try chosen(from: store, asOf: position, showing: classes, progress) { db, path in
      try body(ModelExport(db, path: path, from: store))
    }
  }

  /// As `export`, for questions to the models.
  public func read<Answer>(
    from store: EventStore, asOf position: GlobalPosition?, showing classes: Set<DisclosureClass>?,
    progress: (UInt64, UInt64) -> Void, _ body: (ModelReader) throws -> Answer
  ) throws -> Answer {
    try chosen(from: store, asOf: position, showing: classes, progress) { db, path in
      try body(ModelReader(db, path: path))
    }
  }

  private func chosen<Answer>(
    from store: EventStore, asOf position: GlobalPosition?, showing classes: Set<DisclosureClass>?,
    _ progress: (UInt64, UInt64) -> Void, _ body: (Database, String) throws -> Answer
  ) throws -> Answer {
    guard let file = try current() else { throw ProjectionFault.missing(folder: folder.path) }
    let live = try self.classes
    guard position != nil || classes.map({ $0.union([.public]) != live }) ?? false else {
      return try file.read { db in try body(db, file.path) }
    }
    let exposure = Exposure(classes ?? live, vault)
    try exposure.require()
    let aside = try ModelFile(asideFor: store, exposure, ModelExport.projections)
    let limit = position?.rawValue ?? .max
    _ = try aside.fill(
      from: store, ModelExport.projections, exposure, before: limit, isStrict: false
    ) { done, size in
      progress(done, min(size, limit))
    }
    return try aside.read { db in try body(db, file.path) }
  }
}
