// The guards that need values above class public. They are asked after those that a replay without
// keys can repeat, and only where the values are open.
extension Deal {
  func requireSealedFacts(_ request: DealRequest) throws(Refusal) {
    switch request.command {
    case .grantApproval, .refuseApproval: try requireFourEyes(request.actor.person)
    case .scheduleObligation(let schedule): try requirePositive(schedule.amount.value ?? nil)
    case .submitRoyaltyStatement(let statement): try requireSealedFacts(statement)
    case .recordPayment(let payment): try requireSealedFacts(payment)
    case .correctRecord(let correction): try requireSealedFacts(correction, request.actor)
    default: break
    }
  }

  private func requireFourEyes(_ person: Sealed<Person?>) throws(Refusal) {
    guard let approver = person.named, let author = agreed?.offer.fact.offeredBy.named,
      approver == author
    else { return }
    throw Refusal(.fourEyes, "The person who approves is the one who made the offer")
  }

  private func requirePositive(_ money: Money?) throws(Refusal) {
    guard let money, money.value <= .zero else { return }
    throw Refusal(.amountNotPositive, "The amount is not above zero")
  }

  private func requireSealedFacts(_ statement: RoyaltyStatement) throws(Refusal) {
    guard let owed = obligations[statement.obligation] else { return }
    let currencies = [
      currency(of: owed), statement.netSales.value?.currency, statement.royaltyDue.value?.currency,
    ]
    try requireOne(of: currencies, for: "the statement under \(owed.id)")
    guard let earlier = owed.statement(of: statement.period) else { return }
    let isSame =
      earlier.netSales == statement.netSales && earlier.royaltyDue == statement.royaltyDue
      && earlier.units == statement.units && earlier.deductions == statement.deductions
    if isSame, statement.netSales != .closed {
      throw Refusal(.nothingToChange, "The correction states what was stated before")
    }
  }

  private func requireSealedFacts(_ payment: Payment) throws(Refusal) {
    try requirePositive(payment.amount.value)
    let tax = payment.withholdingTax.value ?? nil
    if let tax, tax.value < .zero {
      throw Refusal(.amountNotPositive, "The withholding tax is below zero")
    }
    try requireOne(
      of: [payment.amount.value?.currency, tax?.currency], for: "payment \(payment.payment)")
  }

  /// Currencies are named in no message: they are as sealed as their amounts.
  private func requireOne(of currencies: [Currency?], for what: String) throws(Refusal) {
    guard Set(currencies.compactMap { $0 }).count > 1 else { return }
    throw Refusal(.currencyMismatch, "The amounts of \(what) are in different currencies")
  }

  private func requireSealedFacts(_ correction: Correction, _ actor: Actor) throws(Refusal) {
    let second = correction.secondRegistrar.value?.text
    if second != nil, second == actor.person.named?.text || second == actor.party?.text {
      throw Refusal(.fourEyes, "One registrar acts as both")
    }
    if correction.was == correction.is, correction.was != .closed {
      throw Refusal(.nothingToChange, "was and is are the same")
    }
  }
}
