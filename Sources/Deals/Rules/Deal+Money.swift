// What is stated, paid, confirmed. Stated and paid are compared, never forced equal.
extension Deal {
  mutating func record(_ statement: RoyaltyStatement, _ act: Act) throws(Refusal) {
    let place = try placeOfObligation(statement.obligation)
    let owed = obligations[place]
    guard owed.kind.isStated else {
      throw Refusal(.wrongObligationKind, "Obligation \(owed.id) is a \(owed.kind.rawValue)")
    }
    try requireDebtor(of: owed, act)
    try requireOrder(statement.period)
    try requireTurn(of: statement, after: owed.statement(of: statement.period))
    obligations[place].statements.append(act.entered(statement))
  }

  private func requireTurn(
    of statement: RoyaltyStatement, after earlier: RoyaltyStatement?
  ) throws(Refusal) {
    let period = "\(statement.period.from) to \(statement.period.to)"
    switch (earlier != nil, statement.corrects ?? false) {
    case (true, false):
      throw Refusal(.alreadyStated, "\(period) is stated under \(statement.obligation)")
    case (false, true):
      throw Refusal(.nothingToCorrect, "\(period) is not stated under \(statement.obligation)")
    case (true, true), (false, false): return
    }
  }

  func requireOrder(_ period: Period) throws(Refusal) {
    guard period.to < period.from else { return }
    throw Refusal(.periodReversed, "The period runs from \(period.from) to \(period.to)")
  }

  mutating func record(_ payment: Payment, _ act: Act) throws(Refusal) {
    // One side may be an agent or an affiliate, whom the deal need not know.
    if members[payment.payee] == nil { try requireKnown(payment.payer, as: "payer") }
    guard payment.payer != payment.payee else {
      throw Refusal(.sameParty, "\(payment.payer) would pay itself")
    }
    try requireConcerned(payment, act)
    guard payments[payment.key] == nil else {
      throw Refusal(
        .duplicatePayment, "\(payment.payer) has a payment \(payment.payment) on record")
    }
    let place = try placeOfOwed(payment)
    if let place {
      obligations[place].payments.append(payment.key)
      if payment.settles == true { obligations[place].status = .settled }
    }
    payments.enter(RecordedPayment(act.entered(payment)), as: payment.key)
  }

  private func requireConcerned(_ payment: Payment, _ act: Act) throws(Refusal) {
    guard act.by.role == .party, !holds(act.by.party, placeOf: payment.payer),
      !holds(act.by.party, placeOf: payment.payee)
    else { return }
    throw Refusal(
      .notPayerOrPayee, "\(payment.payment) moves from \(payment.payer) to \(payment.payee)")
  }

  /// Where the obligation stands that the payment names, if it names one.
  private func placeOfOwed(_ payment: Payment) throws(Refusal) -> Int? {
    guard let id = payment.obligation else { return nil }
    let place = try placeOfObligation(id)
    let owed = obligations[place]
    guard payment.settles == true, !owed.kind.isPaid || !owed.isOpen else { return place }
    throw Refusal(.obligationEnded, "No payment settles \(id): it is \(owed.status.rawValue)")
  }

  mutating func record(_ confirmation: PaymentConfirmation, _ act: Act) throws(Refusal) {
    let place = try placeOfPayment(confirmation.payment, to: act.by.party)
    if let earlier = payments[place].confirmation {
      throw Refusal(
        .alreadyConfirmed, "Payment \(confirmation.payment) was confirmed at \(earlier.at)")
    }
    payments[place].confirmation = act.entered(confirmation)
  }

  /// References are unique for each payer only: of several the first unconfirmed is meant.
  private func placeOfPayment(
    _ reference: Identifier, to payee: Identifier?
  ) throws(Refusal) -> Int {
    let named = payments.indices.filter { payments[$0].payment.fact.payment == reference }
    guard let first = named.first else {
      throw Refusal(.noSuchPayment, "The deal has no payment \(reference)")
    }
    let own = named.filter { holds(payee, placeOf: payments[$0].payment.fact.payee) }
    guard let place = own.first(where: { payments[$0].confirmation == nil }) ?? own.first else {
      throw Refusal(
        .notThePayee, "The payee of \(reference) is \(payments[first].payment.fact.payee)")
    }
    return place
  }
}
