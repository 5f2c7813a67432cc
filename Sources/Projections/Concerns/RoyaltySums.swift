import Deals

/// What payments come to in the currency of a statement; nil where their amounts are closed.
struct RoyaltySums {
  private(set) var paid: Decimal?
  private(set) var withheld: Decimal?
  private(set) var confirmed: Decimal?
  private(set) var otherCurrencies: Int?
  /// What was stated less what was paid and withheld; nil where some of it is in another currency.
  private(set) var difference: Decimal?

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
    guard otherCurrencies == 0, let given = paid.flatMap({ one in withheld.flatMap { one + $0 } })
    else { return }
    difference = statement.royaltyDue.value.flatMap { $0.value + given.negated }
  }
}

/// What audits found, at the period to which each finding is counted.
struct RoyaltyAudits {
  /// The last period stated that an audit looks at, and the obligation under which it was.
  private struct Place: Hashable {
    let obligation: Identifier
    let period: Period
  }

  private var findings: [Place: [AuditFinding]] = [:]

  init(_ deal: Deal) {
    for audit in deal.audits where !audit.findings.isEmpty {
      let looked = audit.opening.fact.period
      let places = deal.obligations.flatMap { owed in
        owed.periods.filter(looked.overlaps).map { Place(obligation: owed.id, period: $0) }
      }
      guard let last = places.max(by: { $0.period.to < $1.period.to }) else { continue }
      findings[last, default: []] += audit.findings.map(\.fact)
    }
  }

  /// Nil where there is no finding with an amount in this currency.
  func delta(of obligation: Identifier, _ period: Period, in currency: Currency?) -> Decimal? {
    guard !findings.isEmpty else { return nil }
    let found = findings[Place(obligation: obligation, period: period)] ?? []
    let amounts = found.compactMap { finding in
      finding.amount.shown().flatMap { money -> Decimal? in
        guard money.currency == currency else { return nil }
        return finding.kind == .overpayment ? money.value.negated : money.value
      }
    }
    guard let first = amounts.first else { return nil }
    return amounts.dropFirst().reduce(Optional(first)) { sum, one in sum.flatMap { $0 + one } }
  }
}

extension Decimal {
  fileprivate var negated: Decimal { Decimal(coefficient: -coefficient, scale: scale) ?? self }

  /// Nil where the sum has too many digits; what is in another currency is left out.
  fileprivate func adding(_ money: Money?, in currency: Currency) -> Decimal? {
    guard let money, money.currency == currency else { return self }
    return self + money.value
  }
}

extension Obligation {
  /// The periods that were stated, in the order in which each first was.
  var periods: [Period] {
    statements.enumerated().filter { place, statement in
      !statements[..<place].contains { $0.fact.period == statement.fact.period }
    }.map(\.element.fact.period)
  }

  /// The last day for it, where it is owed but once.
  var onlyDueOn: Day? { schedule.fact.recurrence == nil ? schedule.fact.dueOn : nil }

  /// The period for which a payment counts: no payment names one, so the last that was stated before.
  func period(of payment: Entered<Payment>) -> Period? {
    statements.last { $0.revision < payment.revision }?.fact.period
  }
}

extension Period {
  func overlaps(_ other: Period) -> Bool { from <= other.to && other.from <= to }
}
