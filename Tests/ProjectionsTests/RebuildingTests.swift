import DealRecords
import Deals
import EventLog
import Foundation
import GRDB
import Projections
import Testing

@Suite struct `A rebuild` {
  @Test func `is never seen half done`() throws {
    let log = try TemporaryLog()
    try log.submit(Scenarios.interleaved())
    let models = ReadModels(folder: log.models)
    try models.catchUp(with: log.store)
    let outside = try DatabaseQueue(path: log.models + "/current")
    let expected = try Tables.contents(of: log.models)
    let count = expected["stages"]?.count
    func seen(_ db: Database) throws -> Int? {
      try Int.fetchOne(db, sql: "SELECT count(*) FROM stages")
    }
    try models.read { (before) throws(ProjectionFault) in
      try models.rebuild(from: log.store) { _, _ in
        let counted = try? outside.read(seen)
        #expect(counted == count)
        let deals = try? models.deals().count
        #expect(deals == 23)
      }
      #expect(before.generation == 1)
      #expect(try before.rows("SELECT 1 FROM stages").count == count)
    }
    #expect(try outside.read(seen) == count)
    #expect(try models.read { $0.generation } == 2)
    #expect(try Tables.contents(of: log.models) == expected)
  }

  @Test func `takes over by a link, and removes what it replaced`() throws {
    let log = try TemporaryLog()
    let models = ReadModels(folder: log.models)
    try models.catchUp(with: log.store)
    let reader = ReadModels(folder: log.models, access: .readOnly)
    #expect(try reader.read { $0.generation } == 1)
    for generation in 2...3 {
      try models.rebuild(from: log.store)
      let files = FileManager.default
      #expect(
        try files.destinationOfSymbolicLink(atPath: log.models + "/current")
          == "models-\(generation).sqlite")
      let names = try files.contentsOfDirectory(atPath: log.models)
      #expect(names.allSatisfy { $0.hasPrefix("models-\(generation)") || !$0.contains("models") })
      #expect(try reader.read { $0.generation } == generation)
    }
  }

  @Test func `fails on an event that cannot follow, which catching up parks`() throws {
    let log = try TemporaryLog()
    try log.submit(Array(Scenarios.commands(of: "D01").prefix(4)))
    let models = ReadModels(folder: log.models)
    try models.catchUp(with: log.store)
    let bad = try log.size
    let deal = try #require(Identifier(text: "D01"))
    try log.append(facts: [.deal(.dealClosed(Closing()))], to: .deal(deal))
    try log.submit(Scenarios.commands(of: "D02"))
    try models.catchUp(with: log.store)
    let parked = try models.parked()
    #expect(Set(parked.map(\.stream)) == ["deal/D01"])
    #expect(parked.map(\.projection) == ReadModels.projections.map { $0.name }.sorted())
    #expect(Set(parked.map(\.position)) == [GlobalPosition(bad)])
    #expect(try models.position.rawValue == log.size)
    #expect(try AuditTrail(of: log.store).entries().count == Int(log.size))
    #expect(try models.deals().first { $0.deal == deal.text }?.revision == 3)
    #expect {
      try models.rebuild(from: log.store)
    } throws: { error in
      guard case .parked(let found) = error as? ProjectionFault else { return false }
      return Set(found) == Set(parked)
    }
    #expect(try models.read { $0.generation } == 1)
  }

  @Test func `fails on a type that is not known`() throws {
    let log = try TemporaryLog()
    let deal = try #require(Identifier(text: "D01"))
    let models = ReadModels(folder: log.models)
    try log.submit(Array(Scenarios.commands(of: "D01").prefix(2)))
    try log.append([NewEvent(type: "deal.sung.v9", data: Array("{}".utf8))], to: .deal(deal))
    try log.submit(Array(Scenarios.commands(of: "D02").prefix(2)))
    try models.catchUp(with: log.store)
    #expect(
      try models.parked().map(\.projection) == ReadModels.projections.map { $0.name }.sorted())
    #expect(try models.parked().allSatisfy { $0.reason.contains("deal.sung.v9") })
    #expect(try models.deals().first { $0.deal == deal.text }?.revision == 1)
    #expect(throws: ProjectionFault.self) { try models.rebuild(from: log.store) }
    guard case .compared(let comparison) = try models.compare(with: log.store) else {
      Issue.record("there was nothing to compare")
      return
    }
    #expect(comparison.holds)
    #expect(comparison.parked.count == ReadModels.projections.count)
  }
}
