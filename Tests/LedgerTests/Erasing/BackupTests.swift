import DealRecords
import Deals
import EventLog
import Foundation
import Keyring
import LMDB
import Replay
import Testing

@testable import Ledger

@Suite struct `A backup from before an erasure` {
  let bench: ErasureBench

  init() throws { bench = try ErasureBench() }

  private func fill() async throws {
    try await bench.submit(
      Commands.introduce("D1", "p-1", name: "canary-ann"),
      Commands.introduce("D2", "p-2", name: "canary-bob"))
  }

  private func erase() async throws {
    #expect(try await bench.submit(Commands.erase("D1", "p-1")).map(\.code) == ["accepted"])
  }

  @Test func `of the log shows nothing of the person under today's keys`() async throws {
    try await fill()
    let log = try bench.copy("log")
    try await erase()
    try bench.putBack("log", from: log)
    for access in [EventStore.Access.readOnly, .readWrite] {
      try await bench.open(access) { ledger async throws in
        let shown = try ledger.shown()
        #expect(!shown.contains("canary-ann"))
        #expect(shown.contains("canary-bob"))
        #expect(try ledger.lastErasure() == nil)
      }
    }
    let replayed = try bench.replay()
    #expect(replayed.exitCode == 0, "\(replayed.problems)")
    #expect(replayed.counts.erasedLines == 1)
  }

  @Test func `of the keys shows nothing under today's log, and is brought up to it by a writer`()
    async throws
  {
    try await fill()
    let keys = try bench.copy("keys")
    try await erase()
    let shown = try await bench.shown(keys: keys.path)
    #expect(!shown.contains("canary-ann"))
    #expect(shown.contains("canary-bob"))
    #expect(try bench.keyFiles(in: keys.path).contains("epoch-1.key"))
    try await bench.open(.readWrite, keys: keys.path) { ledger async throws in
      #expect(!(try ledger.shown().contains("canary-ann")))
      #expect(try ledger.epoch() == 2)
    }
    #expect(
      try bench.keyFiles(in: keys.path) == ["epoch-2.key", "erasures", "log.key", "ring-2.keys"])
    let replayed = try bench.replay(keys: keys.path)
    #expect(replayed.exitCode == 0, "\(replayed.problems)")
  }

  @Test func `of the keys hides what was restricted since`() async throws {
    try await fill()
    let keys = try bench.copy("keys")
    try await bench.submit(Commands.erase("D1", "p-1", mode: "restrict"))
    let shown = try await bench.shown(keys: keys.path)
    #expect(!shown.contains("canary-ann"))
    #expect(shown.contains("canary-bob"))
  }

  @Test func `of log and keys cannot know, and the report names it`() async throws {
    try await fill()
    let backup = TemporaryFolder()
    let log = try bench.copy("log")
    try await bench.open { ledger async throws in
      try ledger.requireVault().keyring.backup(to: backup.path, at: "2021-09-30T00:00:00Z")
    }
    try await erase()
    try await bench.open { ledger async throws in
      let report = try ledger.erasureReport(of: try #require(Person(text: "p-1")))
      #expect(report.backups.map(\.record.path) == [backup.path])
      #expect(report.backups.map(\.finding) == [.holdsKey])
      #expect(!report.isGone)
      let other = try ledger.erasureReport(of: try #require(Person(text: "nobody")))
      #expect(other.backups.isEmpty)
    }
    try bench.putBack("log", from: log)
    #expect(try await bench.shown(keys: backup.path).contains("canary-ann"))
  }

  @Test func `in a compacted copy holds no ciphertext that opens`() async throws {
    try await fill()
    try await erase()
    let copy = TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: copy.path, withIntermediateDirectories: true)
    try compact(bench.path + "/log", to: copy.path)
    let bytes = try Data(contentsOf: URL(filePath: copy.path + "/data.mdb"))
    #expect(bytes.range(of: Data("canary".utf8)) == nil)
    try bench.putBack("log", from: copy)
    try await bench.open(.readOnly) { ledger async throws in
      let shown = try ledger.shown()
      #expect(!shown.contains("canary-ann"))
      #expect(shown.contains("canary-bob"))
      #expect(try ledger.record(firstAt: GlobalPosition(1), id: try id(in: ledger)) == nil)
    }
    #expect(try bench.replay().exitCode == 0)
  }

  private func id(in ledger: Ledger) throws -> String {
    try #require(try ledger.lines()[1]["commandid"])
  }

  private func compact(_ log: String, to folder: String) throws {
    let environment = try Environment(folder: log, mapSize: 0, access: .readOnly)
    try environment.copy(to: folder, compacting: true)
  }
}
