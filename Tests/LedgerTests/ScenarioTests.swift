import DealRecords
import Deals
import Foundation
import Ledger
import Testing

@Suite struct `The deals of the two articles` {
  @Test func `come to the states that are expected of them`() async throws {
    let files = try ScenarioFile.all()
    try #require(files.count >= 24)
    let temporary = try TemporaryLedger()
    let lines = try ScenarioFile.merged(files)
    let outcomes = try await temporary.submit(lines)
    for (line, outcome) in zip(lines, outcomes) where !outcome.isAccepted {
      Issue.record("\(outcome.json())\n\(line)")
    }
    for file in files {
      guard let expected = file.finalState, let id = Identifier(text: file.name) else { continue }
      let folded = try #require(try temporary.ledger.fold(.deal(id), showing: nil), "\(file.name)")
      guard case .deal(let deal) = folded.state else { continue }
      #expect(deal.phase.rawValue == expected, "\(file.name)")
    }
  }
}
