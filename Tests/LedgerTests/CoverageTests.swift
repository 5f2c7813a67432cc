import DealRecords
import Foundation
import Ledger
import Testing

@Suite struct `The files of the scenarios and of the network` {
  @Test func `ask every command and record every event`() async throws {
    let lines = try ScenarioFile.merged(ScenarioFile.all() + ScenarioFile.network())
    let asked = try Set(lines.map { try CommandRequest(Array($0.utf8)).command })
    #expect(asked == Set(CommandRequest.allNames))
    #expect(asked.count == 69)

    let temporary = try TemporaryLedger()
    _ = try await temporary.submit(lines)
    let recorded = Set(try temporary.ledger.lines().compactMap { $0["type"] })
    #expect(
      recorded
        == Set(EventType.all.filter { $0.version == 1 }.map(\.name)).filter {
          !$0.hasPrefix("ledger.") || $0 == "ledger.created.v1"
        })
  }
}
