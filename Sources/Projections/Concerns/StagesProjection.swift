import Deals

/// Where each deal stood and for how long, and what its negotiation came to in numbers.
enum StagesProjection: DealConcern {
  static let name = "stages"
  static let version = 3
  static let highestClass = DisclosureClass.public
  static let tables = [stages, negotiations]

  static let stages = ModelTable(
    "stages", "One row for each time that a deal came to a stage.", keyLength: 2,
    [
      .deal,
      .integer("place", "In the order in which it came to them, from 0."),
      .text("stage", "Proposed, Exploring, TermSheet, Negotiating ..."),
      .text("entered_at", "When it came to it, by legal time, with the offset that was given."),
      .day("entered_on", "The day of that.", optional: false),
      .day("left_on", "When it went on; null where it stands there."),
      .integer("days", "From the one to the other.", optional: true),
      .text("event", "The event that brought it there, by the first version of its type."),
      .revision("that brought it there"),
    ])

  static let negotiations = ModelTable(
    "negotiations", "One row for each deal: how it was negotiated, in numbers.",
    [
      .deal,
      .text("state", "Where the deal stands."),
      .text("type", "The first of its kinds of agreement."),
      .text(
        "country_pair", "The countries of both sides, by the alphabet: CN-TH.", optional: true),
      .integer("interests", "How often interest was expressed."),
      .integer("ndas", "Secrecy agreements beside the deal."),
      .integer("side_agreements", "All agreements beside the deal, those included."),
      .integer("due_diligences", "Examinations before the deal."),
      .day("term_sheet_on", "When the heads of terms were agreed."),
      .day("opened_on", "When it was first under negotiation."),
      .day("agreed_on", "When all parties had last agreed on a version."),
      .integer("days", "From opened_on to agreed_on.", optional: true),
      .integer("rounds", "How many versions were offered."),
      .integer("comments", "Remarks on them."),
      .integer("clauses_changed", "Changes that the offers name."),
      .integer("paths_changed", "Different places in the terms that they touch."),
      .integer("reopenings", "How often an agreement was given up for further negotiation."),
      .integer("approval_refusals", "How often a body refused its approval."),
      .integer("approvals_voided", "Approvals that new terms have overtaken."),
      .integer("signatures_voided", "Signatures that new terms have overtaken."),
    ],
    indexes: [
      [
        "type", "country_pair", "opened_on", "rounds", "days", "clauses_changed", "reopenings",
        "signatures_voided",
      ]
    ])

  static func rows(of id: Identifier, _ deal: Deal) -> [ModelRow] {
    let ends = deal.stages.dropFirst().map { Optional($0) } + [nil]
    var rows: [ModelRow] = []
    for (place, (stage, next)) in zip(deal.stages, ends).enumerated() {
      rows.append(
        ModelRow(
          stages, .id(id), .integer(place), .text(stage.phase.rawValue), .text(stage.at.text),
          .day(stage.at.day), .day(next?.at.day), .days(from: stage.at.day, to: next?.at.day),
          .text(stage.event.rawValue), .integer(stage.revision)))
    }
    return rows + [negotiation(of: id, deal)]
  }

  private static func negotiation(of id: Identifier, _ deal: Deal) -> ModelRow {
    let opened = deal.firstDay(in: .negotiating)
    let agreed = deal.stages.last { $0.phase == .termsAgreed }?.at.day
    let changes = deal.versions.flatMap { $0.offer.fact.redline ?? [] }
    return ModelRow(
      negotiations, .id(id), .code(deal.phase), .code(deal.types.first), .text(deal.countryPair),
      .integer(deal.interests.count),
      .integer(deal.sideAgreements.count { $0.fact.kind == .nda }),
      .integer(deal.sideAgreements.count), .integer(deal.dueDiligence.count),
      .day(deal.termSheet?.at.day), .day(opened), .day(agreed), .days(from: opened, to: agreed),
      .integer(deal.versions.count), .integer(deal.versions.reduce(0) { $0 + $1.comments.count }),
      .integer(changes.count), .integer(Set(changes.map(\.path.text)).count),
      .integer(deal.reopenings.count), .integer(deal.approvalRefusals.count),
      .integer(deal.approvals.count { $0.isVoided }),
      .integer(deal.signatures.count { $0.isVoided }))
  }
}
