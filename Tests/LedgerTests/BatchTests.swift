import DealRecords
import Deals
import Foundation
import Ledger
import Testing
import Transparency

@Suite struct `Commands in flight` {
  @Test func `come to the same lines as one by one`() async throws {
    let commands = try ScenarioFile.merged(ScenarioFile.all()).enumerated().map { index, line in
      IncomingCommand(Array(line.utf8), origin: .init(digest: .empty, number: index))
    }
    let (together, apart) = (try TemporaryLedger(), try TemporaryLedger())
    let outcomes = try await together.ledger.submit(commands)
    for (index, command) in commands.enumerated() {
      let outcome = try await apart.ledger.handle(command)
      #expect(outcome.json() == outcomes[index].json())
    }
    #expect(try comparable(together.ledger) == comparable(apart.ledger))
    #expect(try together.ledger.size > UInt64(commands.count))
  }

  @Test func `see those before them, refused ones among them`() async throws {
    let temporary = try TemporaryLedger()
    let lines =
      Commands.negotiating("D1") + Commands.negotiating("D1") + ["{"]
      + [Commands.offer("D1", at: "2021-09-16T02:00:00Z", ["termsHash": Commands.hash])]
    let codes = try await temporary.submit(lines).map(\.code)
    #expect(
      codes == [
        "accepted", "accepted", "accepted", "deal-exists", "time-goes-back", "wrong-state",
        "invalid", "accepted",
      ])
    #expect(try temporary.ledger.size == 5)
  }

  @Test func `stop at the first that is not accepted where that is asked for`() async throws {
    let temporary = try TemporaryLedger()
    let lines = [
      Commands.propose("D1"), Commands.propose("D1"), Commands.propose("D2"),
    ]
    for lines in [lines, [Commands.propose("D3"), "{", Commands.propose("D4")]] {
      var codes: [String] = []
      let commands = lines.map { IncomingCommand(Array($0.utf8)) }
      try await temporary.ledger.submit(commands, stopOnRefusal: true) { codes.append($1.code) }
      #expect(codes.count == 2)
      #expect(codes.first == "accepted")
    }
    #expect(try temporary.ledger.size == 3)
  }

  @Test func `from many senders at once leave no gap`() async throws {
    let temporary = try TemporaryLedger()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for sender in 0..<8 {
        group.addTask {
          for number in 0..<20 {
            let line = Commands.propose("D-\(sender)-\(number)", id: "c-\(number)")
            let command = IncomingCommand(Array(line.utf8), from: "sender-\(sender)")
            let outcome = try await temporary.ledger.handle(command)
            #expect(outcome.code == "accepted")
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try temporary.ledger.lines().map { $0["id"] } == (0...160).map { "\($0)" })
  }

  @Test func `never come to more events than one command may have`() async throws {
    let temporary = try TemporaryLedger()
    let lines = Commands.approved("D1", by: ["TTO", "board", "legal"], of: 64)
    let refused = try await temporary.submit(lines).filter { !$0.isAccepted }
    #expect(Set(refused.map(\.code)) == ["too-many-approvals"])
    let size = try temporary.ledger.size
    let reopen = Commands.reopen("D1", at: "2021-09-19T02:00:00Z")
    #expect(try await temporary.submit([reopen]).map(\.code) == ["accepted"])
    #expect(try temporary.ledger.size == size + 129)
  }

  /// The lines without what is random: the ledger's id and key, and digests over salts and nonces.
  private func comparable(_ ledger: Ledger) throws -> [String] {
    let source = "/ledgers/\(ledger.identity.ledger.text)/0"
    return try ledger.lines().dropFirst().map { line in
      line.text.replacing(source, with: "").replacing(/sha256:[0-9a-f]{64}/, with: "")
        .replacing(/"commandid":"[0-9a-f]{32}/, with: "")  // of a key of the ledger's own
        .replacing(/"_sd":\[[^\]]*\]/) { match in
          "\(match.output.count)"  // how many digests there are is the same
        }
    }
  }
}
