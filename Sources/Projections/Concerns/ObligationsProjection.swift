import Deals

/// What is owed under each deal, by whom, by when, and what was done about it.
enum ObligationsProjection: DealConcern {
  static let name = "obligations"
  static let version = 3
  static let highestClass = DisclosureClass.parties
  static let tables = [obligations, deliveries]

  static let obligations = ModelTable(
    "obligations", "One row for each obligation, as it stands.", keyLength: 2,
    [
      .deal,
      .text("obligation", "Its id within the deal."),
      .text("kind", "milestone, fixedPayment, minimumRoyalty, royaltyReport, training ..."),
      .text("debtor", "The party that owes it."),
      .text("creditor", "The party to which it is owed."),
      .country("debtor_country", "The country of the one."),
      .country("creditor_country", "The country of the other."),
      .day("scheduled_on", "When it was recorded as owed.", optional: false),
      .day("due_on", "The last day for it."),
      .text("recurrence", "How often it is owed: month, quarterly ...", optional: true),
      .text("clause", "The place in the terms that it follows from.", optional: true),
    ], .money("amount", "What is to be paid.", of: .parties),
    [
      .text("rate", "The rate, a decimal number.", optional: true, of: .parties),
      .text("state", "scheduled, delivered, rejected, accepted, settled or ended."),
      .integer("open", "1 while it is owed: scheduled, delivered or rejected."),
      .integer("deliveries", "How often it was delivered."),
      .integer("rejections", "How often a delivery was rejected."),
      .day("delivered_on", "When it was last delivered."),
      .day("accepted_on", "When a delivery was last accepted."),
      .day("rejected_on", "When a delivery was last rejected."),
      .day("cure_by", "The time given with the last rejection."),
      .day("performed_on", "When what was accepted had been delivered, or the sum was paid."),
      .integer(
        "days_late", "From due_on to performed_on; below 0 where it was early.",
        optional: true),
      .revision("that recorded it as owed"),
    ], indexes: [["due_on"], ["debtor"]])

  static let deliveries = ModelTable(
    "deliveries", "One row for each delivery, with its answer.", keyLength: 3,
    [
      .deal,
      .text("obligation", "The obligation under which it was made."),
      .integer("place", "In their order, from 0."),
      .day("delivered_on", "When it was made, as its debtor says.", optional: false),
      .integer("quantity", "How many, such as persons trained.", optional: true, of: .statistical),
      .text("answer", "accepted or rejected.", optional: true),
      .day("answered_on", "When it was."),
      .day("cure_by", "The time given with a rejection."),
      .revision("that recorded it"),
    ])

  static func rows(of id: Identifier, _ deal: Deal) -> [ModelRow] {
    deal.obligations.flatMap { [row(of: id, $0, deal)] + deliveryRows(of: id, $0) }
  }

  private static func row(of id: Identifier, _ owed: Obligation, _ deal: Deal) -> ModelRow {
    let schedule = owed.schedule.fact
    let performed = owed.performedOn(in: deal)
    let first: [Cell] = [
      .id(id), .id(owed.id), .text(owed.kind.rawValue), .id(owed.debtor), .id(owed.creditor),
      .country(deal.members[owed.debtor]?.party.country),
      .country(deal.members[owed.creditor]?.party.country),
      .day(owed.schedule.at.day), .day(schedule.dueOn), .text(schedule.recurrence?.rawValue),
      .text(schedule.clause?.text),
    ]
    let last: [Cell] = [
      .text(schedule.rate.shown()?.text), .text(owed.status.rawValue), .flag(owed.isOpen),
      .integer(owed.deliveries.count), .integer(owed.rejections.count),
      .day(owed.deliveries.last?.day), .day(owed.acceptances.last?.at.day),
      .day(owed.rejections.last?.at.day), .day(owed.rejections.last?.fact.cureBy),
      .day(performed), .days(from: schedule.dueOn, to: performed),
      .integer(owed.schedule.revision),
    ]
    return ModelRow(obligations, first, .money(schedule.amount.shown()), last)
  }

  private static func deliveryRows(of id: Identifier, _ owed: Obligation) -> [ModelRow] {
    owed.deliveries.enumerated().map { place, delivery in
      let next = place + 1 < owed.deliveries.count ? owed.deliveries[place + 1].revision : .max
      let answers = delivery.revision..<next
      let acceptance = owed.acceptances.first { answers.contains($0.revision) }
      let rejection = owed.rejections.first { answers.contains($0.revision) }
      return ModelRow(
        deliveries, .id(id), .id(owed.id), .integer(place), .day(delivery.day),
        .integer(delivery.fact.quantity.shown()),
        acceptance != nil ? .text("accepted") : .text(rejection.map { _ in "rejected" }),
        .day(acceptance?.at.day ?? rejection?.at.day), .day(rejection?.fact.cureBy),
        .integer(delivery.revision))
    }
  }
}

extension Entered<Delivery> {
  /// When it was made: as it says, or else when it was told.
  fileprivate var day: Day { fact.deliveredOn ?? at.day }
}

extension Obligation {
  /// When what was accepted had been delivered, or the sum was paid; nil before.
  func performedOn(in deal: Deal) -> Day? {
    switch status {
    case .accepted: deliveries.last?.day
    case .settled:
      payments.lazy.compactMap { deal.payments[$0]?.payment }
        .first { $0.fact.settles == true }?.day
    case .scheduled, .delivered, .rejected, .ended: nil
    }
  }
}

extension Entered<Payment> {
  /// When the money moved: as the payment says, or else when it was told.
  var day: Day { fact.paidOn ?? at.day }
}
