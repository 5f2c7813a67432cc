import DealRecords
import Deals
import EventLog
import Ledger
import Testing

@Suite struct `A document that was signed or approved, and then overtaken` {
  @Test func `has signatures and approvals that do not stand, each at its event`() async throws {
    let temporary = try TemporaryLedger()
    _ = try await temporary.submit(try ScenarioFile.merged(ScenarioFile.all()))
    let voided = try temporary.ledger.lines().filter {
      ["deal.signature-voided.v1", "deal.approval-voided.v1"].contains($0["type"])
    }
    #expect(!voided.isEmpty)
    for line in voided {
      let what: DocumentUse.Act.What =
        line["type"] == "deal.signature-voided.v1" ? .signed : .approved
      let acts = try acts(upon: line, in: temporary.ledger)
      let fallen = acts.filter { $0.what == what && $0.party?.text == line.data["party"] }
      #expect(fallen.contains { !$0.stands })
    }
  }

  private func acts(upon line: Line, in ledger: Ledger) throws -> [DocumentUse.Act] {
    let deal = try #require(
      (line["subject"]?.dropFirst(5)).flatMap { Identifier(text: String($0)) })
    let hash = try #require(line.data["termsHash"].flatMap { Digest(text: $0) })
    guard case .deal(let state)? = try ledger.fold(.deal(deal), showing: [])?.state else {
      return []
    }
    let day = try #require(Day(text: "2026-01-01"))
    return state.uses(of: hash, on: day).flatMap(\.acts)
  }
}
