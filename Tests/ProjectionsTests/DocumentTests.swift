import CanonicalJSON
import DealRecords
import Deals
import EventLog
import Foundation
import Projections
import Testing

@Suite struct `A deal's document` {
  private static let keys = [
    "deal", "state", "revision", "position", "title", "type", "parties", "terms", "signatures",
    "approvals", "cases", "obligations", "payments", "disputes", "audits", "amendments",
  ]

  private func object(_ json: [UInt8]) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any])
  }

  @Test(arguments: Scenarios.all.dropLast())
  func `has the keys that are promised, each once`(name: String) throws {
    let log = try TemporaryLog()
    try log.submit(Scenarios.commands(of: name))
    let deal = try #require(Identifier(text: name))
    let end = GlobalPosition(try log.size - 1)
    let json = DealDocument(of: deal, try log.deal(deal), lastEventAt: end).json()
    // Refuses keys that stand twice.
    _ = try Canonicalizer.canonicalize(json, limit: 1 << 24)
    let document = try object(json)
    for key in Self.keys { #expect(document[key] != nil, "\(key)") }
    #expect(document["position"] as? UInt64 == end.rawValue)
    // Line 0 is the ledger's own.
    #expect(document["revision"] as? UInt64 == end.rawValue - 1)
    let all = Set(DisclosureClass.allCases)
    let open = DealDocument(of: deal, try log.deal(deal, showing: all), lastEventAt: end)
    #expect(!String(decoding: open.json(), as: UTF8.self).contains("\"sealed\""))
  }

  @Test func `says who recorded a thing, when, and by which event`() throws {
    let (deal, document) = try folded("D01")
    let signature = try #require((document["signatures"] as? [[String: Any]])?.first)
    let made = try #require(deal.signatures.first)
    #expect(signature["by"] as? String == made.signature.by.text)
    #expect(signature["at"] as? String == made.signature.at.text)
    #expect(signature["revision"] as? Int == made.signature.revision)
    #expect(signature["party"] as? String == made.signature.fact.party.text)
    #expect(signature["voided"] as? Bool == false)
  }

  @Test func `shows the classes that its reader may see`() throws {
    let (deal, _) = try folded("D01")
    let id = try #require(Identifier(text: "D01"))
    let document = DealDocument(of: id, deal, lastEventAt: GlobalPosition(9))
    let open = try object(document.json(showing: [.statistical]))
    let shut = try object(document.json(showing: []))
    let proposal = try #require(open["proposal"] as? [String: Any])
    #expect(proposal["fundingSources"] is [String])
    #expect(proposal["mandate"] as? String == "sealed")
    #expect((shut["proposal"] as? [String: Any])?["fundingSources"] as? String == "sealed")
    #expect(shut["title"] as? [String: String] == open["title"] as? [String: String])
    #expect(open["state"] as? String == deal.phase.rawValue)
  }

  @Test func `says of closed values that they are sealed`() throws {
    var proposal = Proposal()
    proposal.mandate = .closed
    proposal.programme = .opened(nil)
    proposal.trl = .closed
    proposal.parties = try ["a", "b"].map { id in
      var party = Party()
      party.party = try #require(Identifier(text: id))
      party.contact = .closed
      return party
    }
    proposal.type = [.option]
    var deal = Deal()
    let proposer = Attribution(role: .party, party: proposal.parties[0].party)
    try deal.apply(.dealProposed(proposal), by: proposer, at: .blank, revision: 0)
    let id = try #require(Identifier(text: "X"))
    let document = try object(DealDocument(of: id, deal, lastEventAt: .first).json())
    let written = try #require(document["proposal"] as? [String: Any])
    #expect(written["mandate"] as? String == "sealed")
    #expect(written["trl"] as? String == "sealed")
    #expect(written["programme"] == nil)
    let party = try #require((document["parties"] as? [[String: Any]])?.first)
    #expect(party["contact"] as? String == "sealed")
  }

  private func folded(_ name: String) throws -> (Deal, [String: Any]) {
    let log = try TemporaryLog()
    try log.submit(Scenarios.commands(of: name))
    let id = try #require(Identifier(text: name))
    let deal = try log.deal(id, showing: Set(DisclosureClass.allCases))
    return (deal, try object(DealDocument(of: id, deal, lastEventAt: .first).json()))
  }
}
