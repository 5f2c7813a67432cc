import Deals
import EventLog
import Foundation
import GRDB
import Testing

@testable import Projections

@Suite struct `A new generation of read models` {
  let log: TemporaryLog

  init() throws {
    log = try TemporaryLog()
    try log.submit(Scenarios.interleaved(["D01", "D06", "D02"]))
  }

  private func models(_ projection: any Projection.Type = Sound.self) -> ReadModels {
    ReadModels(folder: log.models, making: [projection])
  }

  private func paid() throws -> Int? {
    try Tables.withDatabase(in: log.models) { db in
      try Int.fetchOne(db, sql: "SELECT paid FROM seeded WHERE deal = 'D06'")
    }
  }

  @Test func `of another version is built beside the old one, which answers meanwhile`() throws {
    try models().catchUp(with: log.store)
    let newer = models(Newer.self)
    var told = 0
    try newer.catchUp(with: log.store) { _, _ in
      told += 1
      let generation = try? newer.read { $0.generation }
      #expect(generation == 1)
      let paid = try? paid()
      #expect(paid == 5)
    }
    #expect(told > 0)
    #expect(try newer.read { $0.generation } == 2)
    #expect(try paid() == 1005)
  }

  @Test func `takes in what was written while it was built, before it takes over`() throws {
    try models().catchUp(with: log.store)
    var isGrown = false
    let before = try log.size
    try models(Newer.self).catchUp(with: log.store) { _, _ in
      guard !isGrown else { return }
      isGrown = true
      do { try log.submit(Scenarios.commands(of: "D03")) } catch { Issue.record(error) }
    }
    #expect(try log.size > before)
    #expect(try models(Newer.self).position.rawValue == log.size)
  }

  @Test func `does not take over where it lacks a row that was written`() throws {
    try models().catchUp(with: log.store)
    let file = try #require(try models().current())
    let tally = try Tables.withDatabase(in: log.models) { db in
      try RowTally(of: Sound.table, in: db)
    }
    #expect(tally.rows == 3)
    try file.require(tally, of: Sound.table)
    for harm in [
      "DELETE FROM seeded WHERE deal = 'D01'", "UPDATE seeded SET titles = ''",
      "UPDATE seeded SET paid = paid + 1 WHERE deal = 'D06'",
    ] {
      try Tables.execute(harm, in: log.models)
      #expect(throws: ProjectionFault.self) { try file.require(tally, of: Sound.table) }
      try models().rebuild(from: log.store)
    }
  }

  @Test func `is read back before it is finished, each of its tables`() throws {
    for harm in [RowTally(rows: 1, sum: 0), RowTally(rows: 0, sum: 1), RowTally()] {
      let (path, exposure) = (log.path + "/draft-\(UUID())", Exposure([.public], nil))
      let draft = try ModelFile(
        creating: path, generation: 1, of: log.store, exposure, [Sound.self])
      var tally = try draft.fill(from: log.store, [Sound.self], exposure, isStrict: true) { _, _ in
      }
      #expect(tally[Sound.table]?.rows == 3)
      tally[Sound.table]? += harm
      if harm == RowTally() {
        #expect(try draft.finished(tally).path == path)
      } else {
        #expect { try draft.finished(tally) } throws: { "\($0)".contains("what was written") }
      }
    }
  }

  /// What a process that was killed leaves: a file that was begun, a file that was finished and not
  /// named, and the draft of the link that would name it.
  @Test(arguments: ["half a file", "a whole file", "a draft of the link"])
  func `that was not named is not taken for one`(left: String) throws {
    try models().catchUp(with: log.store)
    let folder = ModelFolder(path: log.models)
    let whole = try Data(contentsOf: URL(filePath: folder.file(1)))
    let bytes = left == "half a file" ? whole.prefix(whole.count / 2) : whole
    try Data(bytes).write(to: URL(filePath: folder.file(2)))
    if left == "a draft of the link" {
      try FileManager.default.createSymbolicLink(
        atPath: log.models + "/.current-2", withDestinationPath: "models-2.sqlite")
    }
    #expect(try models().read { $0.generation } == 1)
    try models().rebuild(from: log.store)
    #expect(try models().read { $0.generation } == 3)
    #expect(try paid() == 5)
    let names = try FileManager.default.contentsOfDirectory(atPath: log.models)
    #expect(!names.contains { $0.contains("models-1.") || $0.contains("models-2.") })
  }
}
