import DealRecords
import Deals
import EventLog
import Foundation
import Keyring
import Replay
import Testing
import Transparency

@testable import Ledger

@Suite struct `An erasure` {
  let bench: ErasureBench

  init() throws { bench = try ErasureBench() }

  @Test func `destroys the person's key, and nothing else`() async throws {
    try await bench.submit(
      Commands.introduce("D1", "p-1", name: "canary-ann"),
      Commands.introduce("D2", "p-2", name: "canary-bob"))
    #expect(try await bench.shown().contains("canary-ann"))
    #expect(try await bench.submit(Commands.erase("D1", "p-1")).map(\.code) == ["accepted"])
    let shown = try await bench.shown()
    #expect(!shown.contains("canary-ann"))
    #expect(shown.contains("canary-bob"))
    #expect(try bench.keyFiles() == ["epoch-2.key", "erasures", "log.key", "ring-2.keys"])
    try await bench.open(.readOnly) { ledger async throws in
      let id = try #require(Identifier(text: "D1"))
      guard case .deal(let deal)? = try ledger.fold(.deal(id), showing: nil)?.state else { return }
      #expect(deal.members.map(\.party.contact) == [.closed, .opened(nil)])
      #expect(try ledger.lastErasure()?.applied == .erase)
      #expect(try ledger.lastErasure()?.subjectSeen == true)
    }
    let replayed = try bench.replay()
    #expect(replayed.exitCode == 0, "\(replayed.problems)")
    #expect(replayed.counts.erasedLines == 1)
    #expect(replayed.counts.erasedCommands == 1)
  }

  @Test func `leaves every line, proof and checkpoint as it was`() async throws {
    try await bench.submit(Commands.introduce("D1", "p-1", name: "canary-ann"))
    let (lines, note) = try await bench.open { ledger async throws in
      (try ledger.lines().map(\.text), try await ledger.createCheckpoint())
    }
    try await bench.submit(Commands.erase("D1", "p-1"))
    try await bench.open { ledger async throws in
      #expect(try ledger.lines().dropLast().map(\.text) == lines)
      try NoteVerifierKey(parsing: ledger.verifierKey).verify(note)
      let checkpoint = try Checkpoint(parsing: note.text)
      var edge = TreeEdge()
      for line in lines { edge.append(.leaf(Array(line.utf8).span.bytes)) { _, _ in } }
      #expect(edge.root == checkpoint.root)
      _ = try await ledger.createCheckpoint()
    }
    let replayed = try bench.replay()
    #expect(replayed.exitCode == 0, "\(replayed.problems)")
  }

  @Test func `leaves every command its first receipt, whatever is sent under its id`() async throws
  {
    let first = try await bench.submit(
      Commands.introduce("D1", "p-1", name: "canary-ann", id: "c-1"))
    let erasure = try await bench.submit(Commands.erase("D1", "p-1", id: "c-2"))
    let keys = try await bench.open { ledger async throws in try Self.keys(of: ledger) }
    let again = try await bench.submit(
      Commands.introduce("D1", "p-1", name: "canary-ann", id: "c-1"),
      Commands.introduce("D1", "p-1", name: "another", id: "c-1"),
      Commands.erase("D1", "p-1", id: "c-2"))
    #expect(again.map(\.code) == ["repeated", "repeated", "repeated"])
    #expect(again[0].receipt?.receipt == first[0].receipt?.receipt)
    #expect(again[1].receipt?.receipt == first[0].receipt?.receipt)
    #expect(again[0].receipt?.salt == nil)
    #expect(again[2].receipt == erasure[0].receipt)
    // Nor is there a key of the person again.
    #expect(try await bench.open { ledger async throws in try Self.keys(of: ledger) } == keys)
  }

  private static func keys(of ledger: Ledger) throws -> Int {
    try ledger.requireVault().keyring.check().keys
  }

  @Test func `of a person whom the ledger never saw is recorded, and changes no key`() async throws
  {
    try await bench.submit(Commands.propose("D1"))
    #expect(try await bench.submit(Commands.erase("D1", "nobody")).map(\.code) == ["accepted"])
    try await bench.open { ledger async throws in
      #expect(try ledger.lastErasure()?.subjectSeen == false)
      #expect(try ledger.epoch() == 1)
    }
    #expect(try bench.replay().exitCode == 0)
  }

  @Test func `is done again where the person came back, and only then`() async throws {
    try await bench.submit(
      Commands.introduce("D1", "p-1", name: "canary-ann"), Commands.erase("D1", "p-1"))
    #expect(
      try await bench.submit(Commands.erase("D1", "p-1")).map(\.code) == ["nothing-to-change"])
    try await bench.submit(Commands.introduce("D2", "p-1", name: "canary-back"))
    #expect(try await bench.shown().contains("canary-back"))
    #expect(!(try await bench.shown().contains("canary-ann")))
    let again = Commands.erase("D1", "p-1", at: "2021-11-01T02:00:00Z")
    #expect(try await bench.submit(again).map(\.code) == ["accepted"])
    #expect(!(try await bench.shown().contains("canary")))
    #expect(try await bench.open { try $0.epoch() } == 3)
    let replayed = try bench.replay()
    #expect(replayed.exitCode == 0, "\(replayed.problems)")
  }

  @Test func `of who made an offer leaves four eyes unchecked`() async throws {
    for line in Commands.offered("D1", by: "p-1") { try await bench.submit(line) }
    let approval = { Commands.approve("D1", by: "p-1", at: $0) }
    let before = try await bench.submit(approval("2021-09-18T02:00:00Z"))
    #expect(before.map(\.code) == ["four-eyes"])
    try await bench.submit(Commands.erase("D1", "p-1"))
    let after = try await bench.submit(approval("2021-10-02T02:00:00Z"))
    #expect(after.map(\.code) == ["accepted"])
    let data = try await bench.open { try #require(try $0.lines().last).text }
    #expect(data.contains("four-eyes"))
    let replayed = try bench.replay()
    #expect(replayed.exitCode == 0, "\(replayed.problems)")
  }

  @Test func `takes a decision's memory with it`() async throws {
    try await bench.open { ledger async throws in
      for line in Commands.offered("D1", by: "p-1") { _ = try await ledger.handle(line) }
      _ = try await ledger.handle(Commands.erase("D1", "p-1"))
      let approval = Commands.approve("D1", by: "p-1", at: "2021-10-02T02:00:00Z")
      #expect(try await ledger.handle(approval).code == "accepted")
    }
  }

  @Test func `reaches a party who is a natural person`() async throws {
    try await bench.submit(
      Commands.propose("D1", byInventor: "inventor-1", name: "canary-ida"),
      Commands.interest("D1", at: "2021-09-14T02:00:00Z"))
    #expect(try await bench.shown().contains("canary-ida"))
    try await bench.submit(Commands.erase("D1", "inventor-1"))
    #expect(!(try await bench.shown().contains("canary-ida")))
    let next = Commands.openNegotiation("D1", at: "2021-10-02T02:00:00Z")
    #expect(try await bench.submit(next).map(\.code) == ["accepted"])
    let replayed = try bench.replay()
    #expect(replayed.exitCode == 0, "\(replayed.problems)")
  }

  @Test func `reaches a person who only sent a command, refused ones among them`() async throws {
    let by = { (line: String) in
      line.replacing(#""role":"party"}"#, with: #""person":"canary-p","role":"party"}"#)
    }
    let outcomes = try await bench.submit(
      by(Commands.propose("D1", id: "c-1")), by(Commands.propose("D1", id: "c-2")))
    #expect(outcomes.map(\.code) == ["accepted", "deal-exists"])
    try await bench.submit(Commands.erase("D1", "canary-p"))
    try await bench.open { ledger async throws in
      #expect(try ledger.lastErasure()?.subjectSeen == true)
      #expect(try ledger.record(firstAt: GlobalPosition(1), id: "c-1") == nil)
      let attempt = try #require(try ledger.refusals().first)
      guard case .failure(.erased) = try ledger.requireVault().refusal(attempt) else {
        Issue.record("the attempt can be opened")
        return
      }
    }
    let replayed = try bench.replay()
    #expect(replayed.exitCode == 0, "\(replayed.problems)")
  }

  @Test func `reaches the second registrar of a correction`() async throws {
    try await bench.submit(
      Commands.propose("D1"), Commands.correct("D1", by: "canary-r1", and: "canary-r2"),
      Commands.erase("D1", "canary-r2"))
    let shown = try await bench.shown().split(separator: "\n")
    #expect(!shown[2].contains("canary-r2"))
    try await bench.open { ledger async throws in
      let correction = try #require(try ledger.lines().dropFirst(2).first?["commandid"])
      #expect(try ledger.record(firstAt: GlobalPosition(2), id: correction) == nil)
    }
    let replayed = try bench.replay()
    #expect(replayed.exitCode == 0, "\(replayed.problems)")
  }
}
