import EventLog
import GRDB

/// What a file holds beside the rows of its tables: how everything is declared, the indexes, and the
/// index of words.
///
/// Queries read whole columns out of indexes alone, and views and triggers say what rows mean: rows
/// that are right are not enough.
struct Followers {
  let live: Database
  let projections: [any Projection.Type]

  /// Throws where something is declared otherwise than this program does, or an index is not of its
  /// table's rows.
  ///
  /// - Parameter aside: An empty file of the same projections.
  func require(asIn aside: ModelFile) throws {
    let expected = try aside.database.write { db in
      for statement in ModelTable.completion(of: projections.flatMap { $0.tables }) {
        try db.execute(sql: statement)
      }
      return try Self.declarations(in: db)
    }
    let found = try Self.declarations(in: live)
    let names = Set(expected.keys).union(found.keys).filter { expected[$0] != found[$0] }
    if let name = names.min() { throw ModelMismatch.otherDeclaration(of: name) }
    let problems = try String.fetchAll(live, sql: "PRAGMA integrity_check(1)")
    guard problems == ["ok"] else {
      throw ModelMismatch.unreadable(problems.first ?? "SQLite's check of it said nothing")
    }
  }

  /// The SQL of all tables, indexes, views and triggers by their names.
  private static func declarations(in db: Database) throws -> [String: String] {
    let rows = try Row.fetchAll(db, sql: "SELECT name, coalesce(sql, tbl_name) FROM sqlite_schema")
    return Dictionary(rows.map { ($0[0], $0[1]) }) { $1 }
  }
}

// MARK: The index of words

extension Followers {
  /// What the index of words has for one row, in no order.
  ///
  /// Grams are hashed with a seed that is drawn for each process: nobody can have made up others that
  /// come to the same.
  private struct Grams: Equatable {
    private var count = 0
    private var sum = 0

    mutating func add(_ gram: String) {
      var hasher = Hasher()
      hasher.combine(gram)
      count += 1
      sum &+= hasher.finalize()
    }
  }

  /// Where the index of words is not that of the rows there are.
  func wordDivergences() throws -> [ModelDivergence] {
    let table = SearchProjection.texts
    guard projections.contains(where: { $0.tables.contains(table) }) else { return [] }
    var found = try indexed()
    var divergences: [ModelDivergence] = []
    let rows = try Row.fetchCursor(
      live,
      sql:
        "SELECT deal, class, id, titles || char(10) || names || char(10) || texts FROM \(table.name)"
    )
    while let row = try rows.next() {
      var expected = Grams()
      // The same letters may stand in words of several kinds; the index has them once.
      for gram in Set(SearchText.grams(of: row[3])) { expected.add(gram) }
      let given = found.removeValue(forKey: row[2])
      guard given != expected else { continue }
      divergences.append(
        divergence(
          "\(row[0] as String) \(row[1] as String)", given == nil ? .missing : .changed, row[2]))
    }
    return divergences + found.keys.sorted().map { divergence("row \($0)", .extra, $0) }
  }

  private func indexed() throws -> [Int64: Grams] {
    try live.execute(
      sql: "CREATE VIRTUAL TABLE temp.grams USING fts5vocab('main', 'search_grams', 'instance')")
    defer { try? live.execute(sql: "DROP TABLE temp.grams") }
    var found: [Int64: Grams] = [:]
    let rows = try Row.fetchCursor(live, sql: "SELECT doc, term FROM temp.grams")
    while let row = try rows.next() { found[row[0], default: Grams()].add(row[1]) }
    return found
  }

  /// - Parameter id: The row's number, which says what was the deal's last event.
  private func divergence(
    _ key: String, _ kind: ModelDivergence.Kind, _ id: Int64
  ) -> ModelDivergence {
    ModelDivergence(
      projection: SearchProjection.name, table: SearchGrams.name, key: key, kind: kind,
      columns: kind == .changed ? [ModelDivergence.Column(unquoted: "grams")] : [],
      event: kind == .extra
        ? nil : GlobalPosition(UInt64(clamping: id >> SearchProjection.classBits)))
  }
}
