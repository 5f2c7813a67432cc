import DealRecords
import Deals
import EventLog
import Foundation
import Keyring
import Testing
import Transparency

@testable import Ledger

@Suite struct `A check of the keys` {
  let bench: ErasureBench

  init() throws { bench = try ErasureBench() }

  private func check(keys: String? = nil, _ access: EventStore.Access = .readOnly) async throws
    -> KeyCheck
  {
    try await bench.open(access, keys: keys) { try $0.checkKeys() }
  }

  private func fill() async throws {
    for line in Commands.negotiating("D1") { try await bench.submit(line) }
    try await bench.submit(
      Commands.offer("D1", at: "2021-09-16T02:00:00Z", ["terms": ["a": 1]]),
      Commands.introduce("D2", "p-1", name: "ann"), Commands.introduce("D3", "p-2", name: "bob"),
      Commands.propose("D1"))
  }

  @Test func `counts the keys of every table, those that were erased among them`() async throws {
    try await fill()
    try await bench.submit(
      Commands.erase("D2", "p-1"), Commands.erase("D2", "p-2", mode: "restrict"))
    let check = try await check()
    #expect(check.isSound)
    #expect(check.logKey == nil)
    let vault = try #require(check.tables.first { $0.table == .vault })
    #expect((vault.erased, vault.restricted, vault.missing) == (1, 1, 0))
    #expect(check.tables.map(\.table) == [.vault, .requests, .documents, .refusals])
    #expect(check.tables.map(\.unreadable) == [0, 0, 0, 0])
    #expect(check.tables[2].present == 1)
    #expect(check.tables[3].present == 1)
    #expect(check.ring.epoch == 2)
  }

  @Test func `names the first place that needs a key which is nowhere`() async throws {
    let before = try bench.copy("keys")
    try await fill()
    let check = try await check(keys: before.path)
    #expect(!check.isSound)
    #expect(check.tables[0].firstMissing == "position 1")
    #expect(check.tables[1].firstMissing == "position 1")
    #expect(check.tables[2].firstMissing?.hasPrefix("deal/D1 sha256:") == true)
    #expect(check.tables[3].firstMissing == "refusal 0")
    #expect(check.tables.allSatisfy { $0.missing > 0 })
  }

  @Test func `finds an order that was not carried out`() async throws {
    try await fill()
    let before = try bench.copy("keys")
    try await bench.submit(Commands.erase("D2", "p-1"))
    let check = try await check(keys: before.path)
    #expect(check.ordersLeft == 1)
    #expect(!check.isSound)
  }

  @Test func `finds a signing key of another log`() async throws {
    let other = try ErasureBench()
    let (key, theirs) = (bench.keys + "/log.key", other.keys + "/log.key")
    try FileManager.default.removeItem(atPath: key)
    #expect(try await check().logKey?.contains("missing") == true)
    try FileManager.default.copyItem(atPath: theirs, toPath: key)
    #expect(try await check().logKey?.contains("does not fit") == true)
  }

  @Test func `finds what does not belong beside the keys`() async throws {
    try await fill()
    let stranger = bench.keys + "/notes.txt"
    let isMade = FileManager.default.createFile(
      atPath: stranger, contents: Data(), attributes: [.posixPermissions: 0o600])
    #expect(isMade)
    #expect(try await check().ring.strangers == ["notes.txt"])
  }
}
