import DealRecords
import Deals
import EventLog
import Keyring
import Replay
import Testing

@testable import Ledger

@Suite struct `A restriction` {
  @Test func `keeps the key, decides and replays with it, and shows nothing`() async throws {
    let bench = try ErasureBench()
    for line in Commands.offered("D1", by: "canary-p") { try await bench.submit(line) }
    try await bench.submit(Commands.erase("D1", "canary-p", mode: "restrict"))
    let offer = try await bench.shown().split(separator: "\n")[4]
    #expect(!offer.contains("canary-p"))
    let approval = Commands.approve("D1", by: "canary-p", at: "2021-10-02T02:00:00Z")
    #expect(try await bench.submit(approval).map(\.code) == ["four-eyes"])
    #expect(try await bench.open { try $0.epoch() } == 1)
    let replayed = try bench.replay()
    #expect(replayed.exitCode == 0, "\(replayed.problems)")
    #expect(replayed.counts.erasedLines == 0)
  }

  @Test func `holds for what comes later, and can become an erasure`() async throws {
    let bench = try ErasureBench()
    try await bench.submit(
      Commands.introduce("D1", "p-1", name: "canary-ann"),
      Commands.erase("D1", "p-1", mode: "restrict"),
      Commands.introduce("D2", "p-1", name: "canary-back"))
    #expect(!(try await bench.shown().contains("canary")))
    #expect(try await bench.submit(Commands.erase("D1", "p-1")).map(\.code) == ["accepted"])
    #expect(try await bench.open { try $0.epoch() } == 2)
    #expect(try bench.replay().exitCode == 0)
  }

  /// A hold: the deal in which it is placed, and what it covers.
  @Test(arguments: [
    ("D1", "D1", "D1/h-1"), ("D1", "p-1", "D1/h-1"), ("D2", "p-1", "D2/h-1"),
    ("D2", "all", "D2/h-1"), ("D2", "D2", "D2/h-1"), ("D3", "deal/D2", "D3/h-1"),
  ])
  func `is what becomes of an erasure under a legal hold`(
    deal: String, scope: String, reason: String
  ) async throws {
    let bench = try ErasureBench()
    try await bench.submit(
      Commands.introduce("D1", "p-1", name: "canary-ann"),
      Commands.introduce("D2", "p-1", name: "canary-ann"), Commands.propose("D3"),
      Commands.hold(deal, "h-1", upon: scope), Commands.erase("D1", "p-1"))
    try await bench.open { ledger async throws in
      let erasure = try #require(try ledger.lastErasure())
      #expect(erasure.applied == .restrict)
      #expect(erasure.mode == .erase)
      #expect(erasure.heldBy?.map(\.text) == [reason])
      #expect(try ledger.epoch() == 1)
    }
    #expect(!(try await bench.shown().contains("canary-ann")))
    let replayed = try bench.replay()
    #expect(replayed.exitCode == 0, "\(replayed.problems)")
  }

  @Test(arguments: [("D2", "p-2"), ("D2", "D2"), ("D1", "D3")])
  func `is not what becomes of it under a hold upon somebody or something else`(
    deal: String, scope: String
  ) async throws {
    let bench = try ErasureBench()
    try await bench.submit(
      Commands.introduce("D1", "p-1", name: "canary-ann"), Commands.propose("D2"),
      Commands.hold(deal, "h-1", upon: scope), Commands.erase("D1", "p-1"))
    #expect(try await bench.open { try $0.lastErasure()?.applied } == .erase)
  }

  @Test func `is what becomes of an erasure before the ledger's retention floor`() async throws {
    let bench = try ErasureBench(retentionDays: 365)
    try await bench.submit(
      Commands.introduce("D1", "p-1", name: "canary-ann", at: "2021-09-13T02:00:00Z"),
      Commands.erase("D1", "p-1", at: "2022-09-12T02:00:00Z"))
    try await bench.open { ledger async throws in
      let erasure = try #require(try ledger.lastErasure())
      #expect(erasure.applied == .restrict)
      #expect(erasure.retainedUntil == Day(text: "2022-09-13"))
    }
    #expect(!(try await bench.shown().contains("canary-ann")))
    let late = Commands.erase("D1", "p-1", at: "2022-09-13T02:00:00Z")
    #expect(try await bench.submit(late).map(\.code) == ["accepted"])
    #expect(try await bench.open { try $0.lastErasure()?.applied } == .erase)
    let replayed = try bench.replay()
    #expect(replayed.exitCode == 0, "\(replayed.problems)")
  }
}
