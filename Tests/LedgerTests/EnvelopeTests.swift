import Foundation
import Ledger
import Testing

@Suite struct `A line` {
  @Test func `says who asked, by which command, and what that belongs to`() async throws {
    let temporary = try TemporaryLedger()
    let links = ["causationid": "c-0", "correlationid": "talks"]
    _ = try await temporary.submit([
      Commands.propose("D1", id: "c-1", more: links), Commands.propose("D2"),
    ])
    let lines = try temporary.ledger.lines()
    #expect(lines[1]["causationid"] == "c-0")
    #expect(lines[1]["correlationid"] == "talks")
    #expect(lines[1]["commandid"] == "c-1")
    #expect(lines[1]["actor"] == "party:seller")
    #expect(lines[1]["subject"] == "deal/D1")
    #expect(lines[2]["causationid"] == nil)
    #expect(lines[2]["correlationid"] == nil)
  }

  @Test func `has an id that sorts by time where the command has none`() async throws {
    let temporary = try TemporaryLedger()
    _ = try await temporary.submit([
      Commands.propose("D1", at: "2020-01-01T00:00:00Z"),
      Commands.propose("D2", at: "2021-01-01T00:00:00Z"),
    ])
    let ids = try temporary.ledger.lines().dropFirst().compactMap { $0["commandid"] }
    #expect(ids == ids.sorted())
    for id in ids {
      let uuid = try #require(UUID(uuidString: id)).uuid
      #expect(uuid.6 >> 4 == 7)
      #expect(uuid.8 >> 6 == 2)
    }
  }

  @Test func `names no person`() async throws {
    let temporary = try TemporaryLedger()
    let line = Commands.propose("D1").replacing(
      #""role":"party"}"#, with: #""role":"party","person":"Luz Halimbawa"}"#)
    #expect(try await temporary.submit(line).code == "accepted")
    let recorded = try #require(try temporary.ledger.lines().last)
    #expect(!recorded.text.contains("Luz"))
  }
}
