import Deals

/// How deals under a permit for restricted technology are carried out: what Vietnam's yearly report
/// asks for.
enum PerformanceProjection: DealConcern {
  static let name = "performance"
  static let version = 1
  static let highestClass = DisclosureClass.public
  static let tables = [performance]

  static let performance = ModelTable(
    "deal_performance",
    "One row for each deal with a case of Vietnam's permit for restricted technology, or of the"
      + " approval before it. What was paid is in payments, by permit_rule.",
    [
      .deal,
      .text("permit_rule", "The rule of the case: the permit's, or else the approval's."),
      .text("permit_state", "open, filed, or what was decided."),
      .day("permit_on", "When it was last decided."),
      .day("permit_until", "How long the decision holds."),
      .text("state", "Where the deal stands."),
      .text("type", "The first of its kinds of agreement."),
      .text("field", "The technology field by the national scheme.", optional: true),
      .text("from_party", "The first party that gives technology.", optional: true),
      .country("from_country", "Its country."),
      .text("to_party", "The first party that takes technology.", optional: true),
      .country("to_country", "Its country."),
      .day("opened_on", "When the case was opened.", optional: false),
      .day("effective_on", "The day from which the deal binds."),
      .day("ended_on", "When it ended, or its winding up began; of a term the last day."),
      .integer("obligations", "How many things are owed under it."),
      .integer("performed", "How many of them were performed."),
      .integer("deliveries", "How often something was delivered."),
      .integer("accepted", "How many deliveries were accepted."),
      .integer("rejected", "How many were rejected."),
      .text(
        "results",
        "Of what is to be delivered: accepted, partly accepted, rejected, delivered where the"
          + " answer is still to come, none where nothing was, or null where nothing is owed.",
        optional: true),
      .integer("payments", "How many payments there were."),
      .day("last_paid_on", "When the last of them moved."),
      .revision("that opened the case"),
    ], indexes: [["to_country", "effective_on"]])

  static func rows(of id: Identifier, _ deal: Deal) -> [ModelRow] {
    guard let permit = deal.vietnamesePermit else { return [] }
    let (from, to) = deal.flow
    let decision = permit.decisions.last
    let deal: [[Cell]] = [
      [
        .id(id), .text(permit.opening.fact.rule.text), .code(permit.status),
        .day(decision?.at.day), .day(decision?.fact.validUntil), .code(deal.phase),
        .code(deal.types.first), .text(deal.proposal?.fact.field?.national?.text),
        .id(from?.party), .country(from?.country), .id(to?.party), .country(to?.country),
        .day(permit.opening.at.day), .day(deal.effectiveOn), .day(deal.endedOn),
      ], progress(of: deal),
    ]
    return [ModelRow(performance, deal[0], deal[1], [.integer(permit.opening.revision)])]
  }

  private static func progress(of deal: Deal) -> [Cell] {
    let owed = deal.obligations
    return [
      .integer(owed.count), .integer(owed.count { $0.performedOn(in: deal) != nil }),
      .integer(owed.reduce(0) { $0 + $1.deliveries.count }),
      .integer(owed.reduce(0) { $0 + $1.acceptances.count }),
      .integer(owed.reduce(0) { $0 + $1.rejections.count }),
      .text(results(of: owed.filter(\.kind.isDelivered))), .integer(deal.payments.count),
      .day(deal.payments.map(\.payment.day).max()),
    ]
  }

  private static func results(of owed: [Obligation]) -> String? {
    guard !owed.isEmpty else { return nil }
    if owed.allSatisfy({ $0.status == .accepted }) { return "accepted" }
    if owed.contains(where: { $0.status == .accepted }) { return "partly accepted" }
    if owed.contains(where: { $0.status == .rejected }) { return "rejected" }
    return owed.contains { !$0.deliveries.isEmpty } ? "delivered" : "none"
  }
}
