import Deals

/// Changes of terms in force, from their proposal to their conclusion.
enum AmendmentsProjection: DealConcern {
  static let name = "amendments"
  static let version = 1
  static let highestClass = DisclosureClass.public
  static let tables = [amendments]

  static let amendments = ModelTable(
    "amendments", "One row for each amendment, as it stands. Its changes are in redlines.",
    keyLength: 2,
    [
      .deal,
      .text("amendment", "Its id within the deal."),
      .text("proposed_by", "The party that proposed it.", optional: true),
      .day("proposed_on", "When it was proposed.", optional: false),
      .text("base_hash", "The terms that it changes."),
      .text("new_hash", "The terms that it makes of them."),
      .day("effective_from", "The day from which it is to bind; null for that of its conclusion."),
      .integer("redlines", "How many changes it names."),
      .integer("signatures", "How many parties have signed it."),
      .text("state", "proposed, concluded or rejected."),
      .day("ended_on", "When it was concluded or rejected."),
      .integer("ended_revision", "The event by which it was.", optional: true),
      .revision("that proposed it"),
    ])

  static func rows(of id: Identifier, _ deal: Deal) -> [ModelRow] {
    deal.amendments.map { amendment in
      let (proposal, fact) = (amendment.proposal, amendment.proposal.fact)
      return ModelRow(
        amendments, .id(id), .id(amendment.id), .id(proposal.by.party), .day(proposal.at.day),
        .text(fact.baseTermsHash.text), .text(fact.newTermsHash.text), .day(fact.effectiveFrom),
        .integer(fact.redline?.count ?? 0), .integer(amendment.signatures.count),
        .text(amendment.status.rawValue), .day(amendment.end?.at.day),
        .integer(amendment.end?.revision), .integer(proposal.revision))
    }
  }
}
