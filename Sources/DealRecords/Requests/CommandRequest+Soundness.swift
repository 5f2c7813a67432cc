import Deals
import EventLog

// What a command can be seen to get wrong by itself, whatever has happened before it.
extension CommandRequest.Asked {
  func requireSound() throws(FieldFault) {
    guard case .deal(let request) = self else { return }
    switch request.command {
    case .proposeDeal(let proposal): try requireSound(proposal)
    case .offerTerms(let offer): try requireSound(offer)
    default: break
    }
  }

  private func requireSound(_ proposal: Proposal) throws(FieldFault) {
    guard !proposal.type.isEmpty else {
      throw FieldFault(.invalid("a list of at least one agreement type")).inside("type")
    }
    guard (2...64).contains(proposal.parties.count) else {
      throw FieldFault(.invalid("a list of 2 to 64 parties")).inside("parties")
    }
    var seen: Set<Identifier> = []
    for (index, party) in proposal.parties.enumerated()
    where !seen.insert(party.party).inserted {
      throw FieldFault(.invalid("a party that stands here once"))
        .inside("party").inside("\(index)").inside("parties")
    }
  }

  private func requireSound(_ offer: Offer) throws(FieldFault) {
    guard offer.terms == nil || offer.givenHash == nil else {
      throw FieldFault(.invalid("left out where terms are given: the ledger computes their hash"))
        .inside("termsHash")
    }
  }
}

extension LegalTime {
  /// The record time of a history follows it, and a record time has four digits for the year.
  func requireRecordable() throws(FieldFault) {
    guard RecordTime(instant.text) == nil else { return }
    throw FieldFault(.invalid("a time in the years 0000 to 9999 of UTC")).inside("at")
  }
}
