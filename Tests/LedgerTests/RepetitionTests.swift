import DealRecords
import Deals
import EventLog
import Foundation
import Ledger
import Testing
import Transparency

@Suite struct `A command that comes again` {
  @Test func `is answered as at first, a whole file as well`() async throws {
    let temporary = try TemporaryLedger()
    let commands = try ScenarioFile.merged(ScenarioFile.all()).enumerated().map { index, line in
      IncomingCommand(Array(line.utf8), origin: .init(digest: .empty, number: index))
    }
    let first = try await temporary.ledger.submit(commands)
    let lines = try temporary.ledger.lines().map(\.text)
    let second = try await temporary.ledger.submit(commands)
    #expect(first.allSatisfy { $0.name == "accepted" })
    #expect(second.allSatisfy { $0.name == "repeated" })
    #expect(second.map(\.receipt) == first.map(\.receipt))
    let same = zip(first, second).allSatisfy { first, second in
      second.json()
        == first.json().replacing(#""accepted""#, with: #""repeated""#)
    }
    #expect(same)
    #expect(try temporary.ledger.lines().map(\.text) == lines)
  }

  @Test func `is answered as at first by a ledger that was opened anew`() async throws {
    let folder = TemporaryFolder()
    let line = IncomingCommand(Array(Commands.propose("D1", id: "c-1").utf8))
    try Ledger.create(at: folder.path, LedgerPlan(origin: "example.org/test", clock: .history))
    let first = try await { try await Ledger(at: folder.path).handle(line) }()
    let second = try await Ledger(at: folder.path).handle(line)
    #expect(second.name == "repeated")
    #expect(second.receipt == first.receipt)
  }

  @Test func `is refused with another body under the same id, and its id stays as it was`()
    async throws
  {
    let temporary = try TemporaryLedger()
    let first = try await temporary.submit(Commands.propose("D1", id: "c-1"))
    let other = try await temporary.submit(Commands.propose("D2", id: "c-1"))
    #expect(other.code == "command-id-reused")
    // Even white space is another request: what was received is what counts.
    let spaced = try await temporary.submit(Commands.propose("D1", id: "c-1") + " ")
    #expect(spaced.code == "command-id-reused")
    let again = try await temporary.submit(Commands.propose("D1", id: "c-1"))
    #expect(again == first.receipt.map(CommandOutcome.repeated))
    #expect(try temporary.ledger.size == 2)
  }

  @Test func `is a new one where another sender sends it`() async throws {
    let temporary = try TemporaryLedger()
    let bytes = { Array(Commands.propose($0, id: "c-1").utf8) }
    #expect(
      try await temporary.ledger.handle(IncomingCommand(bytes("D1"), from: "a")).code == "accepted")
    #expect(
      try await temporary.ledger.handle(IncomingCommand(bytes("D2"), from: "b")).code == "accepted")
    let again = try await temporary.ledger.handle(IncomingCommand(bytes("D1"), from: "a"))
    #expect(again.code == "repeated")
    #expect(again.receipt?.last?.position == GlobalPosition(1))
  }

  @Test func `may try again under its id after a refusal`() async throws {
    let temporary = try TemporaryLedger()
    let early = Commands.interest("D1", at: "2021-09-14T02:00:00Z", id: "c-1")
    #expect(try await temporary.submit(early).code == "no-such-deal")
    _ = try await temporary.submit(Commands.propose("D1"))
    #expect(try await temporary.submit(early).code == "accepted")
  }

  @Test func `is known before its expected revision is looked at`() async throws {
    let temporary = try TemporaryLedger()
    _ = try await temporary.submit(Commands.propose("D1"))
    let expecting = Commands.propose("D2", id: "c-2", more: ["expectedRevision": 0])
    #expect(try await temporary.submit(expecting).code == "wrong-revision")
    let interest = Commands.interest("D1", at: "2021-09-14T02:00:00Z", id: "c-3")
      .replacing(#""deal":"D1""#, with: #""deal":"D1","expectedRevision":0"#)
    #expect(try await temporary.submit(interest).code == "accepted")
    #expect(try await temporary.submit(interest).code == "repeated")
    let other = interest.replacing("c-3", with: "c-4")
    let conflict = try await temporary.submit(other)
    #expect(conflict.code == "wrong-revision")
    guard case .refused(_, _, let message) = conflict else { return }
    #expect(message.contains("deal/D1 stands at revision 1, and the command expects 0"))
  }

  @Test func `leaves an attempt in the table of refusals where it was refused`() async throws {
    let temporary = try TemporaryLedger()
    let refused = Commands.interest("D1", at: "2021-09-14T02:00:00Z", id: "c-1")
    _ = try await temporary.ledger.handle(IncomingCommand(Array(refused.utf8), from: "ann"))
    _ = try await temporary.submit(Commands.propose("D1", id: "c-2"))
    _ = try await temporary.submit(Commands.propose("D3", id: "c-2"))
    _ = try await temporary.submit(Commands.propose("D4", id: "c-3", more: ["expectedRevision": 7]))
    _ = try await temporary.submit("no command at all")
    let attempts = try temporary.ledger.refusals()
    #expect(attempts.map(\.code) == ["no-such-deal", "command-id-reused", "wrong-revision"])
    let attempt = try #require(attempts.first)
    #expect(attempt.actor == "party:buyer")
    #expect(attempt.sender == "ann")
    #expect(attempt.commandID == "c-1")
    let kept = try temporary.ledger.requireVault().refusal(attempt).get()
    #expect(kept.request == refused)
    #expect(attempt.occurred == "2021-09-14T02:00:00Z")
    #expect(kept.message.hasSuffix("."))
    #expect(try temporary.ledger.size == 2)
  }
}
