import Deals
import EventLog
import Foundation
import GRDB
import Synchronization
import Testing

@testable import Projections

// In turn, since what cannot be applied is the same for all.
@Suite(.serialized) struct `A projection that cannot apply an event` {
  let log: TemporaryLog
  let projections: [any Projection.Type] = [
    DealsProjection.self, PoisonedDeals.self, PoisonedStreams.self,
  ]

  init() throws {
    log = try TemporaryLog()
    try log.submit(Scenarios.interleaved(["D01", "D06", "D02"]))
    Poison.position.withLock { $0 = nil }
  }

  private func models(_ name: String = "") -> ReadModels {
    ReadModels(folder: log.models + name, making: projections)
  }

  private func contents(_ name: String = "") throws -> [[String]] {
    try Tables.withDatabase(in: log.models + name) { db in
      try (projections.flatMap { $0.tables } + [ParkedStream.table]).map { table in
        try Row.fetchAll(db, sql: table.selection).map { row in
          row.databaseValues.map(\.description).joined(separator: "|")
        }
      }
    }
  }

  /// Where the events of D06 stand.
  private func positions() throws -> [UInt64] {
    try log.store.withSnapshot { snapshot throws(LogFault) in
      var positions: [UInt64] = []
      var lines = try snapshot.lines(of: StreamName("deal/D06"))
      while let line = try lines.next() { positions.append(line.position.rawValue) }
      return positions
    }
  }

  /// Makes an event in the middle of D06 one that cannot be applied.
  private func poison() throws -> UInt64 {
    try models("-whole").catchUp(with: log.store)
    let event = try positions()[20]
    Poison.position.withLock { $0 = event }
    return event
  }

  @Test func `parks the stream there, in its place, and goes on with the rest`() throws {
    let position = try poison()
    try models().catchUp(with: log.store)
    let parked = try models().parked()
    #expect(parked.map(\.projection) == ["poisoned_streams", "seeded"])
    #expect(parked.allSatisfy { $0.stream == "deal/D06" && $0.reason == "on purpose" })
    #expect(parked.allSatisfy { $0.position.rawValue == position })
    let (whole, found) = (try contents("-whole"), try contents())
    #expect(found[0] == whole[0])
    let streams = projections.dropLast().flatMap { $0.tables }.count
    let before = try positions()[19]
    #expect(found[streams].count == whole[streams].count)
    #expect(found[streams].contains { $0.contains("deal/D06") && $0.hasSuffix("|\(before)") })
  }

  @Test func `gives no row of a later event, also where a batch begins with that one`() throws {
    let position = try poison()
    var fold = ModelFold(projections, Exposure([.public], nil))
    let groups = try log.store.withSnapshot { snapshot throws(LogFault) in
      try fold.run(
        from: try LogPoint(before: position, in: snapshot), count: 1000,
        passingOver: ParkedSet([]), in: snapshot
      ).groups
    }
    let own = groups.filter { $0.owner == .text("D06") || $0.owner == .text("deal/D06") }
    #expect(own.map { $0.projection.name } == ["deals"])
  }

  /// Steps of any length on one side, the whole log at once on the other.
  @Test(arguments: [UInt64.random(in: 0 ... .max)])
  func `gives the same rows in steps and at once`(seed: UInt64) throws {
    _ = try poison()
    var random = SeededRandom(seed)
    let other = try TemporaryLog()
    var rest = try Scenarios.interleaved(["D01", "D06", "D02"])[...]
    while !rest.isEmpty {
      let step = Int.random(in: 1...25, using: &random)
      try other.submit(Array(rest.prefix(step)))
      rest = rest.dropFirst(step)
      try ReadModels(folder: log.models, making: projections).catchUp(with: other.store)
    }
    try ReadModels(folder: log.models + "-2", making: projections).catchUp(with: other.store)
    #expect(try contents() == contents("-2"))
    #expect(try models().parked().count == 2)
  }

  @Test func `fails a rebuild, which says where`() throws {
    try models().catchUp(with: log.store)
    let before = try contents()
    let position = try poison()
    let parked = ["poisoned_streams", "seeded"].map { projection in
      ParkedStream(
        projection: projection, stream: "deal/D06", position: GlobalPosition(position),
        reason: "on purpose")
    }
    #expect(throws: ProjectionFault.parked(parked)) { try models().rebuild(from: log.store) }
    #expect(try contents() == before)
    let names = try FileManager.default.contentsOfDirectory(atPath: log.models)
    #expect(!names.contains { $0.contains("models-2") })
  }

  @Test func `is taken up again once it is put right`() throws {
    _ = try poison()
    let models = models()
    try models.catchUp(with: log.store)
    #expect(try models.retry(with: log.store).count == 2)
    #expect(try models.parked().count == 2)
    Poison.position.withLock { $0 = nil }
    #expect(try models.retry(["seeded"], with: log.store) == [])
    #expect(try models.parked().map(\.projection) == ["poisoned_streams"])
    try log.submit(Scenarios.commands(of: "D03"))
    try models.catchUp(with: log.store)
    #expect(try models.retry(with: log.store) == [])
    try self.models("-again").catchUp(with: log.store)
    #expect(try contents() == contents("-again"))
  }

  @Test func `is parked anew where it now stops`() throws {
    let position = try poison()
    try models().catchUp(with: log.store)
    let later = try positions()[25]
    Poison.position.withLock { $0 = later }
    let parked = try models().retry(with: log.store)
    #expect(parked.map { $0.position.rawValue } == [later, later])
    #expect(later > position)
    try models("-again").catchUp(with: log.store)
    #expect(try contents() == contents("-again"))
  }
}
