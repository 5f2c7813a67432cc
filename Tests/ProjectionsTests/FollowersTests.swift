import Deals
import EventLog
import Foundation
import GRDB
import Projections
import Testing

/// Rows that are right are not enough: reports read indexes, and a search reads the index of words.
@Suite struct `A comparison of what follows the tables` {
  let log: TemporaryLog
  let models: ReadModels

  init() throws {
    log = try TemporaryLog()
    try log.submit(Scenarios.interleaved(["D01", "D02", "P01"]))
    models = ReadModels(folder: log.models)
    try models.catchUp(with: log.store)
  }

  private func compared() throws -> ModelComparison {
    guard case .compared(let comparison) = try models.compare(with: log.store) else {
      throw CocoaError(.featureUnsupported)
    }
    return comparison
  }

  @Test(arguments: [
    ("deals_by_state", "DROP INDEX deals_by_state"),
    ("now_due", "DROP VIEW now_due"),
    ("now_due", "DROP VIEW now_due; CREATE VIEW now_due AS SELECT * FROM obligations"),
    ("seen", "CREATE VIEW seen AS SELECT * FROM obligations"),
    ("search_texts_removed", "DROP TRIGGER search_texts_removed"),
    ("kept", "CREATE TABLE kept AS SELECT * FROM deals"),
    ("hidden", "CREATE TRIGGER hidden AFTER INSERT ON deals BEGIN DELETE FROM deals; END"),
  ])
  func `names what is declared otherwise`(name: String, harm: String) throws {
    try Tables.execute(harm, in: log.models)
    #expect(try models.compare(with: log.store) == .foreign(.otherDeclaration(of: name)))
  }

  @Test func `finds an index that says other than its table`() throws {
    // The index takes in the wrong state; then it is put out of the way while the row is put right.
    try Tables.execute("UPDATE deals SET state = 'Closed' WHERE deal = 'D02'", in: log.models)
    let state = try #require(try expectedState(of: "D02"))
    let known = "type = 'index' AND name = 'deals_by_state'"
    let index = try Tables.rows(
      "SELECT rootpage, sql FROM sqlite_schema WHERE \(known)", in: log.models)
    let parts = try #require(index.first).split(separator: "|", maxSplits: 1)
    try changeSchema("DELETE FROM sqlite_schema WHERE \(known)")
    try Tables.execute("UPDATE deals SET state = '\(state)' WHERE deal = 'D02'", in: log.models)
    try changeSchema(
      "INSERT INTO sqlite_schema VALUES ('index', 'deals_by_state', 'deals', \(parts[0]), '\(parts[1])')"
    )
    #expect(
      try Tables.rows("SELECT count(*) FROM deals WHERE state = 'Closed'", in: log.models)
        != Tables.rows(
          "SELECT count(*) FROM deals NOT INDEXED WHERE state = 'Closed'", in: log.models))
    guard case .foreign(.unreadable(let why)) = try models.compare(with: log.store) else {
      Issue.record("the index was not looked at")
      return
    }
    #expect(why.contains("deals_by_state"))
  }

  private func expectedState(of deal: String) throws -> String? {
    try compared().divergences.first { $0.table == "deals" && $0.key == deal }?
      .columns.first { $0.name == "state" }?.expected
  }

  private func changeSchema(_ statement: String) throws {
    try Tables.withDatabase(in: log.models) { db in
      try db.execute(sql: "PRAGMA writable_schema = ON")
      try db.execute(sql: statement)
      try db.execute(sql: "PRAGMA writable_schema = RESET")
    }
  }

  @Test(arguments: [
    (
      ModelDivergence.Kind.changed, "D01 public",
      "('delete', (SELECT id FROM search_texts WHERE deal = 'D01' AND class = 'public'), 'd 01')"
    ),
    (.changed, "D01 public", "(NULL, (SELECT id FROM search_texts WHERE deal = 'D01'), 'zzz')"),
    (.extra, "row 123456", "(NULL, 123456, 'zzz')"),
  ])
  func `finds words that are not those of the texts`(
    kind: ModelDivergence.Kind, key: String, entry: String
  ) throws {
    #expect(try compared().holds)
    try Tables.execute(
      "INSERT INTO search_grams (search_grams, rowid, grams) VALUES \(entry)", in: log.models)
    let comparison = try compared()
    #expect(!comparison.holds)
    let divergence = try #require(comparison.divergences.first)
    #expect(comparison.divergences.count == 1)
    #expect(divergence.table == "search_grams")
    #expect((divergence.kind, divergence.key) == (kind, key))
  }

  @Test func `finds a deal without words`() throws {
    try Tables.execute(
      "INSERT INTO search_grams (search_grams) VALUES ('delete-all')", in: log.models)
    let comparison = try compared()
    let texts = try #require(comparison.tables.first { $0.table == "search_texts" })
    #expect(comparison.tables.last?.differing == texts.found)
    #expect(comparison.divergences.allSatisfy { $0.kind == .missing && $0.event != nil })
  }
}
