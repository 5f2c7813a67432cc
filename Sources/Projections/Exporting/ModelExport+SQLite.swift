import Deals
import EventLog
import GRDB

extension ModelExport {
  /// What the file says of itself, in one row.
  static let about = ModelTable(
    "export", "What this file was copied from. One row.",
    [
      .text("ledger", "The ledger's id."),
      .text("origin", "The log's name in its checkpoints."),
      .integer("epoch", "The ledger's epoch, which a restore after a loss raises."),
      .integer("position", "Every event before it is in the rows."),
      .text("root_hash", "RFC 6962 root over these events, hexadecimal."),
      .text("classes", "The disclosure classes whose values stand in the clear."),
      .integer("deals", "How many deals there are."),
      .integer("invented", "How many of them say of a title or a party that it is invented."),
      .integer("synthetic", "And how many that it is synthetic."),
    ])

  /// Writes all tables, their comments, indexes and views into an empty file.
  ///
  /// Nothing stands beside the file: it is in no WAL mode, and other programs open it as it is. The same
  /// rows give the same bytes with the same version of SQLite.
  public func writeSQLite(
    to path: String, _ origin: ExportOrigin, progress: (ModelTable) -> Void = { _ in }
  ) throws(ProjectionFault) {
    try stored(path) {
      var configuration = Configuration()
      // The caller syncs the file once; a draft that is broken off is thrown away.
      configuration.prepareDatabase { db in
        try db.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
      }
      let copy = try DatabaseQueue(path: path, configuration: configuration)
      try copy.write { target in
        try writeAbout(origin, to: target)
        for table in tables {
          progress(table)
          try self.copy(table, to: target)
        }
        for view in tables.compactMap(\.viewCreation) + LegalDateQuery.views(over: tables) {
          try target.execute(sql: view)
        }
      }
      try copy.close()
    }
  }

  private func writeAbout(_ origin: ExportOrigin, to target: Database) throws {
    let (about, versions) = (Self.about, ModelMeta.tables[1])
    let said = try labels()
    for table in [about, versions] {
      try target.execute(sql: table.creation)
    }
    try target.cachedStatement(sql: about.insertion).execute([
      .text(ledger), .text(origin.origin), .integer(epoch), .integer(position.rawValue),
      .text(origin.root), .text(classes.inWords), .integer(said.deals), .integer(said.invented),
      .integer(said.synthetic),
    ])
    for part in parts {
      try target.cachedStatement(sql: versions.insertion)
        .execute([.text(part.name), .integer(part.version)])
    }
  }

  private func copy(_ table: ModelTable, to target: Database) throws {
    try target.execute(sql: table.creation)
    let insertion = try target.makeStatement(sql: table.insertion)
    try forEachRow(of: table) { try insertion.execute($0) }
    for index in table.indexCreation { try target.execute(sql: index) }
  }
}

extension ModelExport {
  /// What titles and names of parties say of themselves.
  struct Labels: Hashable {
    let deals: Int
    let invented: Int
    let synthetic: Int
  }

  /// Whether values are real is for the data to say; an export counts what they say.
  func labels() throws -> Labels {
    func count(_ word: String) throws -> Int {
      try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM deals WHERE deal IN (
            SELECT deal FROM deal_titles WHERE title LIKE ?1
            UNION SELECT deal FROM deal_parties WHERE name LIKE ?1)
          """, arguments: ["%\(word)%"]) ?? 0
    }
    return Labels(
      deals: try Int.fetchOne(db, sql: "SELECT count(*) FROM deals") ?? 0,
      invented: try count("invented"), synthetic: try count("synthetic"))
  }
}
