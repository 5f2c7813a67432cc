import Deals
import EventLog
import Foundation
import GRDB
import Testing

@testable import Projections

@Suite struct `Read models` {
  /// So that an event costs the same however long the log is.
  @Test func `are found by their owner, and by no walk through a table`() throws {
    let log = try TemporaryLog()
    let models = ReadModels(folder: log.models)
    try models.catchUp(with: log.store)
    let file = try #require(try models.current())
    try file.read { db in
      for table in ReadModels.projections.flatMap({ $0.tables }) {
        let plan = try Row.fetchAll(
          db, sql: "EXPLAIN QUERY PLAN \(table.removal)", arguments: [nil]
        ).map(\.cells.last?.text)
        #expect(!plan.isEmpty)
        #expect(plan.allSatisfy { $0?.hasPrefix("SEARCH \(table.name)") ?? false }, "\(plan)")
      }
    }
  }

  /// Steps of any length, so that batches and what is kept in memory end anywhere.
  @Test(arguments: [UInt64.random(in: 0 ... .max)])
  func `are the same in steps, in one go, and rebuilt`(seed: UInt64) throws {
    let log = try TemporaryLog()
    var random = SeededRandom(seed)
    var stepwise = ReadModels(folder: log.models)
    var rest = try Scenarios.interleaved()[...]
    while !rest.isEmpty {
      let step = Int.random(in: 1...150, using: &random)
      try log.submit(Array(rest.prefix(step)))
      rest = rest.dropFirst(step)
      if Bool.random(using: &random) { stepwise = ReadModels(folder: log.models) }
      try stepwise.catchUp(with: log.store)
      #expect(try stepwise.position.rawValue == log.size)
      guard case .compared(let comparison) = try stepwise.compare(with: log.store) else {
        Issue.record("there was nothing to compare")
        return
      }
      #expect(comparison.holds)
    }
    let inSteps = try Tables.contents(of: log.models)
    try ReadModels(folder: log.models + "-2").catchUp(with: log.store)
    #expect(try Tables.contents(of: log.models + "-2") == inSteps)
    try stepwise.rebuild(from: log.store)
    #expect(try Tables.contents(of: log.models) == inSteps)
    #expect(try stepwise.parked() == [])
    #expect(inSteps["deals"]?.count == 23)
  }

  @Test func `tell how far they are, batch after batch`() throws {
    let log = try TemporaryLog()
    let models = ReadModels(folder: log.models)
    try models.catchUp(with: log.store)
    let deals = try Scenarios.interleaved().filter { $0.contains("deal") }
    let others = deals.map { $0.replacing(#/("deal": ?")D/#) { "\($0.1)E" } }
    try log.submit(deals.filter { !$0.contains("PartyKey") })
    try log.submit(others.filter { !$0.contains("PartyKey") })
    var told: [UInt64] = []
    try models.catchUp(with: log.store) { done, _ in told.append(done) }
    #expect(try told == [1001, log.size])
    let caughtUp = try Tables.contents(of: log.models)
    #expect(caughtUp["deals"]?.count == 46)
    try models.rebuild(from: log.store)
    #expect(try Tables.contents(of: log.models) == caughtUp)
  }

  @Test func `keep rows and position together when a transaction fails half-way`() throws {
    let log = try TemporaryLog()
    try log.submit(Scenarios.commands(of: "D01"))
    let models = ReadModels(folder: log.models)
    try models.catchUp(with: log.store)
    let (before, position) = (try Tables.contents(of: log.models), try models.position)
    try log.submit(Scenarios.commands(of: "D02"))
    try Tables.execute(
      """
      CREATE TRIGGER fail BEFORE INSERT ON stages WHEN NEW.deal = 'D02' AND NEW.place = 2
      BEGIN SELECT RAISE(ABORT, 'killed'); END
      """, in: log.models)
    #expect(throws: ProjectionFault.self) { try models.catchUp(with: log.store) }
    #expect(try Tables.contents(of: log.models) == before)
    #expect(try models.position == position)
    try Tables.execute("DROP TRIGGER fail", in: log.models)
    try models.catchUp(with: log.store)
    #expect(try models.position.rawValue == log.size)
  }

  @Test func `of another ledger are discarded`() throws {
    let (mine, other) = (try TemporaryLog(), try TemporaryLog(ledger: "OTHER"))
    try mine.submit(Scenarios.commands(of: "D01"))
    try other.submit(Scenarios.commands(of: "D02"))
    let models = ReadModels(folder: mine.models)
    try models.catchUp(with: other.store)
    try models.catchUp(with: mine.store)
    #expect(try models.deals().map(\.deal) == ["D01"])
    #expect(try models.read { $0.generation } == 2)
  }

  @Test(arguments: [
    "UPDATE meta SET leaf_hash = replace(leaf_hash, substr(leaf_hash, 1, 1), 'x')",
    "UPDATE meta SET position = position + 1", "UPDATE meta SET position = 4000000",
    "UPDATE meta SET epoch = 1", "UPDATE meta SET ledger = 'x'", "DELETE FROM meta",
    "UPDATE projections SET version = 99 WHERE name = 'deals'", "PRAGMA user_version = 99",
    "DROP TABLE parked", "DROP TABLE deal_parties",
  ])
  func `that are not of the log are discarded`(harm: String) throws {
    let log = try TemporaryLog()
    try log.submit(Array(Scenarios.commands(of: "D01").prefix(20)))
    let models = ReadModels(folder: log.models)
    try models.catchUp(with: log.store)
    try Tables.execute(harm, in: log.models)
    try log.submit(Array(Scenarios.commands(of: "D01").dropFirst(20)))
    try models.catchUp(with: log.store)
    #expect(try models.read { $0.generation } == 2)
    #expect(try models.position.rawValue == log.size)
    let names = try FileManager.default.contentsOfDirectory(atPath: log.models).filter {
      $0.hasPrefix("models-1")
    }
    #expect(names == [])
  }

  @Test func `that are no database are discarded`() throws {
    let log = try TemporaryLog()
    try FileManager.default.createDirectory(atPath: log.models, withIntermediateDirectories: true)
    try Data(repeating: 7, count: 9000).write(to: URL(filePath: log.models + "/models-4.sqlite"))
    try FileManager.default.createSymbolicLink(
      atPath: log.models + "/current", withDestinationPath: "models-4.sqlite")
    let models = ReadModels(folder: log.models)
    #expect(throws: ProjectionFault.self) { try models.deals() }
    try models.catchUp(with: log.store)
    #expect(try models.read { $0.generation } == 5)
  }

  @Test func `are not there until they are made`() throws {
    let log = try TemporaryLog()
    let models = ReadModels(folder: log.models, access: .readOnly)
    #expect(throws: ProjectionFault.missing(folder: log.models)) { try models.deals() }
    #expect(throws: ProjectionFault.notWritable(folder: log.models)) {
      try models.catchUp(with: log.store)
    }
    #expect(try models.compare(with: log.store) == .absent)
  }

  @Test func `are read where nothing can be written`() throws {
    let log = try TemporaryLog()
    try log.submit(Scenarios.commands(of: "D01"))
    let models = ReadModels(folder: log.models)
    try models.catchUp(with: log.store)
    let reader = ReadModels(folder: log.models, access: .readOnly)
    try log.submit(Scenarios.commands(of: "D02"))
    #expect(try reader.deals().map(\.deal) == ["D01"])
    #expect(try reader.position < GlobalPosition(log.size))
    #expect(throws: ProjectionFault.notWritable(folder: log.models)) {
      try reader.rebuild(from: log.store)
    }
  }

  @Test func `are read from a copy where SQLite can make no files of its own`() throws {
    let log = try TemporaryLog()
    try log.submit(Scenarios.commands(of: "D01"))
    do { try ReadModels(folder: log.models).catchUp(with: log.store) }
    // SQLite wants a file of this name.
    let shared = log.models + "/models-1.sqlite-shm"
    try? FileManager.default.removeItem(atPath: shared)
    try FileManager.default.createDirectory(atPath: shared, withIntermediateDirectories: true)
    let reader = ReadModels(folder: log.models, access: .readOnly)
    #expect(try reader.deals().map(\.deal) == ["D01"])
    #expect(try reader.position.rawValue == log.size)
  }

  @Test func `say in their schema what the columns are`() throws {
    let log = try TemporaryLog()
    try ReadModels(folder: log.models).catchUp(with: log.store)
    let schema = try Tables.withDatabase(in: log.models) { db in
      try String.fetchAll(db, sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
    }
    #expect(schema.joined().contains("-- The revision of the last event, from 0."))
  }
}
