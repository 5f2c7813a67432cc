import Deals

/// What was stated, paid, withheld and confirmed: side by side, and never made equal.
enum PaymentsProjection: DealConcern {
  static let name = "payments"
  static let version = 5
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
      .integer("confirmed_revision", "The event that confirmed it.", optional: true)
    ], counting, [.revision("that recorded it")],
    indexes: [
      [
        "paid_on", "payee_side", "channel", "from_party", "payer", "seller_kind", "amount_currency",
        "amount_millionths", "exclusivity", "buyer_size", "is_royalty", "deal",
      ]
    ],
    partialIndexes: [
      PartialIndex(
        name: "under_permits",
        columns: ["paid_on", "permit_rule", "deal", "amount_currency", "amount_millionths"],
        condition: "permit_rule IS NOT NULL"),
      PartialIndex(
        name: "of_public_research",
        columns: [
          "paid_on", "funding_country", "payee_side", "funding_agency", "from_party", "type",
          "payer", "amount_currency", "amount_millionths",
        ], condition: "funding_country IS NOT NULL"),
    ])

  /// What reports count payments by: all of it but the first three is the deal's.
  private static let counting: [ModelTable.Column] = [
    .text(
      "payee_side", "Whether the payee gives technology, takes it, or stands between.",
      optional: true),
    .text("obligation_kind", "Of the obligation: fixedPayment, royaltyReport ...", optional: true),
    .integer("is_royalty", "1 where royalties are stated under the obligation."),
    .text("from_party", "The first party that gives technology.", optional: true),
    .text(
      "seller_kind", "What it is: enterprise, university ...", optional: true, of: .statistical),
    .text(
      "buyer_kind", "The same of the first party that takes it.", optional: true,
      of: .statistical),
    .country("to_country", "Where the technology goes."),
    .text("type", "The first of the deal's kinds of agreement."),
    .text("contract_type", "The first contract type among its components.", optional: true),
    .text("exclusivity", "exclusive, sole, nonexclusive or none; see flow."),
    .text("channel", "licence, contract R&D, collaboration ...; see flow.", optional: true),
    .text("field", "The technology field by the national scheme.", optional: true),
    .integer(
      "publicly_funded", "1 where a source of funds is named.", optional: true, of: .statistical),
    .text(
      "funding_country",
      "The first country among those that paid for the technology, ISO 3166-1 alpha-2.",
      optional: true, of: .statistical),
    .text("funding_agency", "Who gave the programme's money.", optional: true, of: .statistical),
    .text(
      "buyer_size", "How large the party is that takes it: startup, small or large.",
      optional: true, of: .statistical),
    .text(
      "permit_rule",
      "The rule of Vietnam's permit for restricted technology, where there is a case.",
      optional: true),
  ]

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
      .day("first_paid_on", "When the first of them moved."),
      .day("last_paid_on", "When the last of them moved."),
      .integer("days_to_pay", "From first_stated_on to first_paid_on.", optional: true),
      .integer(
        "days_late",
        "From the obligation's last day to first_paid_on; null where it has none or recurs.",
        optional: true),
      .integer("audits", "How many audits look at days of it; see audits."),
    ],
    .sum(
      "difference",
      "What was stated less what was paid and withheld; null where currencies differ.",
      of: .parties),
    .sum(
      "audit_delta",
      "What audits found to be owed, less what they found overpaid: at the last period stated that"
        + " an audit looks at, so that it adds up once.", of: .parties),
    [.revision("that last stated it")], indexes: [["period_to"]])

  static func rows(of id: Identifier, _ deal: Deal) -> [ModelRow] {
    let dimensions = deal.payments.isEmpty ? [] : counting(deal)
    let audits = RoyaltyAudits(deal)
    return deal.payments.map { row(of: id, $0, dimensions, deal) }
      + deal.obligations.flatMap { owed in
        owed.periods.map { row(of: id, $0, owed, audits, deal) }
      }
  }

  private static func row(
    of id: Identifier, _ made: RecordedPayment, _ dimensions: [Cell], _ deal: Deal
  ) -> ModelRow {
    let payment = made.payment.fact
    let owed = payment.obligation.flatMap { deal.obligations[$0] }
    let period = owed?.period(of: made.payment)
    let first: [Cell] = [
      .id(id), .id(payment.payer), .id(payment.payment), .id(payment.payee),
      .id(payment.obligation), .day(period?.from), .day(period?.to), .day(made.payment.day),
    ]
    let confirmation: [Cell] = [
      .flag(payment.settles), .flag(made.confirmation != nil),
      .day(made.confirmation.map { $0.fact.receivedOn ?? $0.at.day }),
    ]
    let purpose: [Cell] = [
      .code(deal.members[payment.payee]?.party.role.side), .code(owed?.kind),
      .flag(owed?.kind.isStated ?? false),
    ]
    return ModelRow(
      payments,
      first, .money(payment.amount.value), .money(payment.withholdingTax.shown()),
      confirmation, .money(made.confirmation?.fact.amountReceived.shown()),
      [.integer(made.confirmation?.revision)], purpose, dimensions,
      [.integer(made.payment.revision)])
  }

  /// What stands in the row of each payment, since it is the deal's.
  private static func counting(_ deal: Deal) -> [Cell] {
    let (from, to) = deal.flow
    return [
      .id(from?.party), .code(from?.kind.shown()), .code(to?.kind.shown()), .country(to?.country),
      .code(deal.types.first), .code(deal.contractType), .code(deal.exclusivity),
      .code(deal.channel), .text(deal.proposal?.fact.field?.national?.text),
      .flag(deal.isPubliclyFunded), .country(deal.fundingCountry),
      .text(deal.proposal?.fact.fundingAgency.shown()?.text),
      .text(to?.size.shown()?.rawValue),
      .text(deal.vietnamesePermit?.opening.fact.rule.text),
    ]
  }

  private static func row(
    of id: Identifier, _ period: Period, _ owed: Obligation, _ audits: RoyaltyAudits, _ deal: Deal
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
    let paidOn = made.map(\.payment.day).min()
    let ends: [Cell] = [
      .integer(made.count), .integer(sums.otherCurrencies), .day(paidOn),
      .day(made.map(\.payment.day).max()), .days(from: first.at.day, to: paidOn),
      .days(from: owed.onlyDueOn, to: paidOn),
      .integer(deal.audits.count { $0.opening.fact.period.overlaps(period) }),
    ]
    return ModelRow(
      royalties,
      dates, [.text(due?.currency.text)], .sum(last.fact.netSales.value?.value),
      [.integer(last.fact.units.shown())], .money(first.fact.royaltyDue.value), .sum(due?.value),
      .sum(sums.paid), .sum(sums.withheld), .sum(sums.confirmed), ends, .sum(sums.difference),
      .sum(audits.delta(of: owed.id, period, in: due?.currency)), [.integer(last.revision)])
  }
}
