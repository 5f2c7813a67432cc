import Deals

/// Claims of parties against each other, from their raising to their end.
enum DisputesProjection: DealConcern {
  static let name = "disputes"
  static let version = 2
  static let highestClass = DisclosureClass.parties
  static let tables = [disputes]

  static let disputes = ModelTable(
    "disputes", "One row for each dispute, as it stands.", keyLength: 2,
    [
      .deal,
      .text("dispute", "Its id within the deal."),
      .text("raised_by", "The party that raised it.", optional: true),
      .text("raised_by_country", "That party's country, ISO 3166-1 alpha-2.", optional: true),
      .country("country", "Of the deal's side that belongs to ASEAN:"),
      .text("type", "The first of the deal's kinds of agreement."),
      .text(
        "ground",
        "Why the last notice was given that the deal will end; no dispute names a ground.",
        optional: true),
      .text(
        "claim_path", "The first place in the terms on which the claim rests.", optional: true,
        of: .parties),
      .day("raised_on", "When it was raised.", optional: false),
    ], .money("claimed", "What is claimed.", of: .parties),
    [
      .text(
        "tier", "Where it went last: negotiation, mediation, arbitration or court.",
        optional: true),
      .text("forum", "Before whom that is.", optional: true),
      .text("seat", "Where that is.", optional: true),
      .integer("escalations", "How often it went to a later tier."),
      .text("state", "raised, escalated, settled or awarded."),
      .text("outcome", "settled or awarded; null while it is open.", optional: true),
      .day("settled_on", "When the parties settled it."),
      .day("awarded_on", "When it was decided."),
      .day("ended_on", "The one or the other."),
      .integer("days", "From raised_on to ended_on.", optional: true),
    ], .money("settled", "For how much it was settled.", of: .parties),
    [
      .integer("ended_revision", "The event that ended it.", optional: true),
      .revision("that raised it"),
    ], indexes: [["raised_on", "country", "tier", "outcome"]])

  static func rows(of id: Identifier, _ deal: Deal) -> [ModelRow] {
    deal.disputes.map { row(of: id, $0, deal) }
  }

  private static func row(of id: Identifier, _ dispute: Dispute, _ deal: Deal) -> ModelRow {
    let (raising, step) = (dispute.raising, dispute.escalations.last?.fact)
    let (settled, awarded) = (dispute.settlement?.at.day, dispute.award?.at.day)
    let ended = settled ?? awarded
    let country = raising.by.party.flatMap { deal.members[$0]?.party.country }
    let first: [Cell] = [
      .id(id), .id(dispute.id), .id(raising.by.party), .country(country),
      .country(deal.aseanCountry), .code(deal.types.first),
      .code(deal.notices.last?.notice.fact.ground),
      .text(raising.fact.claimPaths.shown()?.first?.text), .day(raising.at.day),
    ]
    let middle: [Cell] = [
      .text(step?.tier.rawValue), .text(step?.forum.text), .text(step?.seat.text),
      .integer(dispute.escalations.count), .text(dispute.status.rawValue),
      .text(dispute.isOpen ? nil : dispute.status.rawValue), .day(settled), .day(awarded),
      .day(ended), .days(from: raising.at.day, to: ended),
    ]
    let last: [Cell] = [
      .integer(dispute.settlement?.revision ?? dispute.award?.revision),
      .integer(raising.revision),
    ]
    return ModelRow(
      disputes,
      first, .money(raising.fact.amount.shown()), middle,
      .money(dispute.settlement?.fact.amount.shown()), last)
  }
}
