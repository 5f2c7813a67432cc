import CanonicalJSON
import Deals
import EventLog

extension DocumentWriter {
  /// Writes the whole document: what the deal is, its terms, then what runs beside and after it.
  mutating func document(_ document: DealDocument) {
    json.beginObject()
    heading(document)
    let deal = document.state
    people(of: deal)
    exploration(of: deal)
    terms(of: deal)
    consent(to: deal)
    performance(of: deal)
    changes(of: deal)
    ending(of: deal)
    stewardship(of: deal)
    json.endObject()
  }

  private mutating func heading(_ document: DealDocument) {
    let deal = document.state
    member("deal", document.deal)
    member("state", text: deal.phase.rawValue)
    member("revision", document.revision)
    member("position", Int(document.position.rawValue))
    member("title", deal.title)
    member("type", deal.types)
    if let proposer = deal.proposedBy { member("proposer", text: proposer.text) }
    member("validUntil", deal.validUntil)
    member("effectiveOn", deal.effectiveOn)
    member("lastAt", deal.lastAt)
  }

  private mutating func people(of deal: Deal) {
    list("parties", deal.members) { writer, member in
      writer.fields(of: member.party)
      writer.arrival(of: member, in: deal)
    }
    guard let proposal = deal.proposal else { return }
    object("proposal") { $0.entry(proposal, omitting: ["parties", "title", "type"]) }
  }

  private mutating func arrival(of member: Member, in deal: Deal) {
    switch member.arrival {
    case .proposed:
      self.member("arrival", text: "proposed")
      if let proposer = deal.proposedBy { self.member("by", text: proposer.text) }
    case .acceded: self.member("arrival", text: "acceded")
    case .assigned(let predecessor):
      self.member("arrival", text: "assigned")
      self.member("predecessor", predecessor)
    }
    self.member("successor", member.successor)
    self.member("at", member.since)
    self.member("revision", member.revision)
  }

  private mutating func exploration(of deal: Deal) {
    entries("interests", deal.interests)
    entries("sideAgreements", deal.sideAgreements)
    entries("dataRooms", deal.dataRooms)
    entries("dueDiligence", deal.dueDiligence)
    entry("termSheet", deal.termSheet)
  }
}
