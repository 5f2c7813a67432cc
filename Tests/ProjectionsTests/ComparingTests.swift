import Deals
import EventLog
import Foundation
import GRDB
import Projections
import Testing

@Suite struct `A comparison` {
  let log: TemporaryLog
  let models: ReadModels

  init() throws {
    log = try TemporaryLog()
    try log.submit(Scenarios.interleaved(["D01", "D02", "D05", "P01"]))
    models = ReadModels(folder: log.models)
    try models.catchUp(with: log.store)
  }

  private func compared() throws -> ModelComparison {
    guard case .compared(let comparison) = try models.compare(with: log.store) else {
      throw CocoaError(.featureUnsupported)
    }
    return comparison
  }

  private func found(after harm: String) throws -> ModelDivergence {
    try Tables.execute(harm, in: log.models)
    let comparison = try compared()
    #expect(!comparison.holds)
    #expect(comparison.tables.map(\.differing).reduce(0, +) == 1)
    return try #require(comparison.divergences.first)
  }

  private func count(of table: String) throws -> Int {
    try Tables.withDatabase(in: log.models) { db in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
    }
  }

  /// The positions of a deal's events.
  private func positions(of deal: String) throws -> [Int] {
    var filter = AuditFilter()
    filter.subject = try StreamName("deal/" + deal)
    return try AuditTrail(of: log.store).entries(matching: filter).map(\.position)
  }

  @Test func `of models that are as they should be holds`() throws {
    let comparison = try compared()
    #expect(comparison.holds)
    #expect(try comparison.position.rawValue == log.size)
    #expect(comparison.divergences == [])
    #expect(comparison.tables.first { $0.table == "deals" }?.found == 3)
  }

  @Test func `goes as far as models that lag`() throws {
    let position = try models.position
    try log.submit(Scenarios.commands(of: "D03"))
    let comparison = try compared()
    #expect(comparison.holds)
    #expect(comparison.position == position)
  }

  @Test func `finds a value that was right once, and the event that gave it the next`() throws {
    let divergence = try found(after: "UPDATE deals SET state = 'Signed' WHERE deal = 'D01'")
    #expect(divergence.table == "deals")
    #expect(divergence.key == "D01")
    #expect(divergence.kind == .changed)
    #expect(divergence.columns.map(\.name) == ["state"])
    #expect(divergence.columns.first?.expected == "Closed")
    #expect(divergence.columns.first?.found == "Signed")
    let stages = try Tables.rows(
      "SELECT stage, revision FROM stages WHERE deal = 'D01' ORDER BY place", in: log.models
    ).map { $0.split(separator: "|") }
    let signed = try #require(stages.firstIndex { $0[0] == "Signed" })
    let next = try #require(Int(stages[signed + 1][1]))
    #expect(divergence.event?.rawValue == UInt64(try positions(of: "D01")[next]))
  }

  @Test func `finds what was put into a table of many rows, and nothing beside it`() throws {
    let stageCount = try count(of: "stages")
    try Tables.execute(
      """
      UPDATE stages SET stage = 'x' WHERE deal = 'D01' AND place IN (1, 3);
      DELETE FROM stages WHERE deal = 'D02' AND place = 2;
      INSERT INTO deal_types VALUES ('D02', 'OPTION', 7)
      """, in: log.models)
    let comparison = try compared()
    #expect(
      comparison.tables.filter { $0.differing > 0 }.map(\.table) == ["deal_types", "stages"])
    let stages = try #require(comparison.tables.first { $0.table == "stages" })
    #expect(stages.expected == stageCount && stages.found == stageCount - 1)
    #expect(stages.differing == 3)
    #expect(
      comparison.divergences.filter { $0.table == "stages" }.map(\.key)
        == ["D01 1", "D01 3", "D02 2"])
  }

  @Test func `finds a value of another kind that looks the same`() throws {
    let divergence = try found(
      after: "UPDATE deal_types SET place = CAST('0' AS BLOB) WHERE deal = 'D02' AND place = 0")
    #expect(divergence.columns.map(\.name) == ["place"])
  }

  @Test func `finds the event that put a party's name right`() throws {
    let divergence = try found(
      after: "UPDATE deal_parties SET name = 'x' WHERE deal = 'D01' AND party = 'mahidol'")
    #expect(divergence.key == "D01 mahidol")
    #expect(divergence.event?.rawValue == UInt64(try positions(of: "D01")[0]))
  }

  @Test func `finds a row that is missing`() throws {
    let stage = "deal = 'D01' AND place = 2"
    let row = try Tables.rows("SELECT revision FROM stages WHERE \(stage)", in: log.models)
    let revision = try #require(row.first.flatMap { Int($0) })
    let divergence = try found(after: "DELETE FROM stages WHERE \(stage)")
    #expect(divergence.projection == "stages")
    #expect(divergence.kind == .missing)
    #expect(divergence.event?.rawValue == UInt64(try positions(of: "D01")[revision]))
    #expect(divergence.description.contains("is missing"))
  }

  @Test func `finds a row that no event gave`() throws {
    let divergence = try found(after: "INSERT INTO deal_types VALUES ('D02', 'OPTION', 7)")
    #expect(divergence.kind == .extra)
    #expect(divergence.key == "D02 OPTION")
    #expect(divergence.event == nil)
  }

  @Test func `finds a deal that stopped at an earlier event`() throws {
    let partial = try TemporaryLog()
    let commands = try Scenarios.commands(of: "D01")
    try partial.submit(Array(commands.prefix(9)))
    let early = ReadModels(folder: partial.models)
    try early.catchUp(with: partial.store)
    let revision = try #require(try early.deals().first?.revision)
    try partial.submit(Array(commands.dropFirst(9)))
    try Tables.withDatabase(in: partial.models) { db in
      try db.execute(sql: "CREATE TABLE kept AS SELECT * FROM deals")
    }
    try early.catchUp(with: partial.store)
    try Tables.withDatabase(in: partial.models) { db in
      try db.execute(
        sql: "DELETE FROM deals; INSERT INTO deals SELECT * FROM kept; DROP TABLE kept")
    }
    guard case .compared(let comparison) = try early.compare(with: partial.store) else {
      Issue.record("there was nothing to compare")
      return
    }
    let divergence = try #require(comparison.divergences.first)
    #expect(divergence.table == "deals")
    #expect(divergence.columns.map(\.name).contains("revision"))
    // Line 0 is the ledger's own, so that the deal's revision r stands at position r + 1.
    #expect(divergence.event?.rawValue == UInt64(revision + 2))
  }

  @Test func `counts all, and describes a few`() throws {
    try Tables.execute("UPDATE stages SET stage = 'x'", in: log.models)
    guard case .compared(let comparison) = try models.compare(with: log.store, limit: 3) else {
      Issue.record("there was nothing to compare")
      return
    }
    #expect(comparison.divergences.count == 3)
    #expect(
      try comparison.tables.first { $0.table == "stages" }?.differing == count(of: "stages"))
  }

  @Test func `tells a file of another log`() throws {
    let other = try TemporaryLog(ledger: "OTHER")
    #expect(
      try models.compare(with: other.store)
        == .foreign(.otherLedger(found: "TEST", expected: "OTHER")))
    try Tables.execute("DROP TABLE deals", in: log.models)
    #expect(
      try models.compare(with: log.store) == .foreign(.otherDeclaration(of: "deals")))
  }
}
