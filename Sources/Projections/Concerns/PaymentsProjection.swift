import Deals

/// What was stated, paid, withheld and confirmed: side by side, and never made equal.
enum PaymentsProjection: DealConcern {
  static let name = "payments"
  static let version = 1
  static let highestClass = DisclosureClass.parties
  static let tables = [payments, royalties]

  static let payments = ModelTable(
    "payments", "One row for each payment, with the payee's word on it.", keyLength: 3,
    [
      .deal,
      .text("payer", "Who paid."),
      .text("payment", "The payment's reference, which is the payer's own."),
      .text("payee", "To whom."),
      .text("obligation", "The obligation that it names.", optional: true),
      .day(
        "period_from",
        "Of royalties: the period that was last stated under the obligation before it was paid."),
      .day("period_to", "The end of that period."),
      .day("paid_on", "When the money moved.", optional: false),
    ], .money("amount", "What was paid.", of: .parties),
    .money("withheld", "Tax that was withheld.", of: .parties),
    [
      .integer("settles", "1 where it settled its obligation.", optional: true),
      .integer("confirmed", "1 where the payee has confirmed it."),
      .day("received_on", "When it arrived, as the payee says."),
    ], .money("received", "What arrived, as the payee says.", of: .parties),
    [
      .integer("confirmed_revision", "The event that confirmed it.", optional: true),
      .revision("that recorded it"),
    ], indexes: [["paid_on"], ["deal", "obligation"]])

  static let royalties = ModelTable(
    "royalties",
    "One row for each period stated under an obligation. Sums count what is in the currency stated.",
    keyLength: 4,
    [
      .deal,
      .text("obligation", "The obligation under which it was stated."),
      .day("period_from", "The first day of the period.", optional: false),
      .day("period_to", "The last day of the period.", optional: false),
      .day("first_stated_on", "When it was first stated.", optional: false),
      .day("stated_on", "When it was last stated.", optional: false),
      .integer("statements", "How often it was stated: more than 1 where it was corrected."),
      .integer("days_to_state", "From period_to to first_stated_on."),
      .text("currency", "Of what was last stated: ISO 4217.", optional: true, of: .parties),
    ], .sum("net_sales", "The sales last stated.", of: .parties),
    [.integer("units", "The units last stated.", optional: true, of: .parties)],
    .money("first_stated", "What was first said to be due.", of: .parties),
    .sum("stated", "What was last said to be due.", of: .parties),
    .sum(
      "paid", "What was paid for it; see payments.period_from.", of: .parties),
    .sum("withheld", "Tax withheld from that.", of: .parties),
    .sum("confirmed", "What of it the payee says has arrived.", of: .parties),
    [
      .integer("payments", "How many payments count for it."),
      .integer(
        "other_currencies", "How many of them are in another currency.", optional: true,
        of: .parties),
      .day("last_paid_on", "When the last of them moved."),
      .integer("audits", "How many audits look at days of it; see audits."),
      .revision("that last stated it"),
    ], indexes: [["period_from"]])

  static func rows(of id: Identifier, _ deal: Deal) -> [ModelRow] {
    deal.payments.map { row(of: id, $0, deal) }
      + deal.obligations.flatMap { owed in
        owed.periods.map { row(of: id, $0, owed, deal) }
      }
  }

  private static func row(of id: Identifier, _ made: RecordedPayment, _ deal: Deal) -> ModelRow {
    let payment = made.payment.fact
    let period = payment.obligation.flatMap { deal.obligations[$0] }?.period(of: made.payment)
    let first: [Cell] = [
      .id(id), .id(payment.payer), .id(payment.payment), .id(payment.payee),
      .id(payment.obligation), .day(period?.from), .day(period?.to), .day(made.payment.day),
    ]
    let confirmation: [Cell] = [
      .flag(payment.settles), .flag(made.confirmation != nil),
      .day(made.confirmation.map { $0.fact.receivedOn ?? $0.at.day }),
    ]
    return ModelRow(
      payments,
      first, .money(payment.amount.value), .money(payment.withholdingTax.shown()),
      confirmation, .money(made.confirmation?.fact.amountReceived.shown()),
      [.integer(made.confirmation?.revision), .integer(made.payment.revision)])
  }

  private static func row(
    of id: Identifier, _ period: Period, _ owed: Obligation, _ deal: Deal
  ) -> ModelRow {
    let stated = owed.statements.filter { $0.fact.period == period }
    let (first, last) = (stated[0], stated[stated.count - 1])
    let made = owed.payments.compactMap { deal.payments[$0] }
      .filter { owed.period(of: $0.payment) == period }
    let sums = RoyaltySums(last.fact, made)
    let dates: [Cell] = [
      .id(id), .id(owed.id), .day(period.from), .day(period.to), .day(first.at.day),
      .day(last.at.day), .integer(stated.count), .days(from: period.to, to: first.at.day),
    ]
    let due = last.fact.royaltyDue.value
    let ends: [Cell] = [
      .integer(made.count), .integer(sums.otherCurrencies), .day(made.map(\.payment.day).max()),
      .integer(deal.audits.count { $0.opening.fact.period.overlaps(period) }),
      .integer(last.revision),
    ]
    return ModelRow(
      royalties,
      dates, [.text(due?.currency.text)], .sum(last.fact.netSales.value?.value),
      [.integer(last.fact.units.shown())], .money(first.fact.royaltyDue.value), .sum(due?.value),
      .sum(sums.paid), .sum(sums.withheld), .sum(sums.confirmed), ends)
  }
}

/// What payments come to in the currency of a statement; nil where their amounts are closed.
private struct RoyaltySums {
  var paid: Decimal?
  var withheld: Decimal?
  var confirmed: Decimal?
  var otherCurrencies: Int?

  init(_ statement: RoyaltyStatement, _ made: [RecordedPayment]) {
    guard let currency = statement.royaltyDue.value?.currency else { return }
    paid = .zero
    (withheld, confirmed, otherCurrencies) = (.zero, .zero, 0)
    for payment in made {
      let fact = payment.payment.fact
      let moneys = [fact.amount.value, fact.withholdingTax.shown()].compactMap(\.self)
      if moneys.contains(where: { $0.currency != currency }) { otherCurrencies? += 1 }
      paid = paid?.adding(fact.amount.value, in: currency)
      withheld = withheld?.adding(fact.withholdingTax.shown(), in: currency)
      confirmed = confirmed?.adding(
        payment.confirmation?.fact.amountReceived.shown(), in: currency)
    }
  }
}

extension Decimal {
  /// Nil where the sum has too many digits; what is in another currency is left out.
  fileprivate func adding(_ money: Money?, in currency: Currency) -> Decimal? {
    guard let money, money.currency == currency else { return self }
    return self + money.value
  }
}

extension Obligation {
  /// The periods that were stated, in the order in which each first was.
  fileprivate var periods: [Period] {
    statements.enumerated().filter { place, statement in
      !statements[..<place].contains { $0.fact.period == statement.fact.period }
    }.map(\.element.fact.period)
  }

  /// The period for which a payment counts: no payment names one, so the last that was stated before.
  fileprivate func period(of payment: Entered<Payment>) -> Period? {
    statements.last { $0.revision < payment.revision }?.fact.period
  }
}

extension Period {
  fileprivate func overlaps(_ other: Period) -> Bool { from <= other.to && other.from <= to }
}
