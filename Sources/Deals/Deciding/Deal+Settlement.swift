// Sums and currencies. Amounts are sealed, so these are asked once, when the ledger decides.
extension Deal {
  /// A payment, with whether it settles the obligation that it names.
  func payment(_ given: Payment) -> Payment {
    guard let owed = given.obligation.flatMap({ obligations[$0] }), owed.kind.isPaid, owed.isOpen
    else {
      var payment = given.noting([])
      payment.settles = nil
      return payment
    }
    let (settles, unchecked) = settlement(of: owed, with: given)
    var payment = given.noting(unchecked)
    payment.settles = settles
    return payment
  }

  /// An obligation whose amount nobody recorded is settled by the first payment that names it.
  private func settlement(
    of owed: Obligation, with payment: Payment
  ) -> (settles: Bool, [UncheckedGuard]) {
    guard let recorded = owed.schedule.fact.amount.value else { return (false, [.sealedValue]) }
    guard let amount = recorded else { return (true, [.terms]) }
    let paid = owed.payments.compactMap { payments[$0]?.payment.fact } + [payment]
    let counted = paid.filter { !holds($0.payer, placeOf: owed.creditor) }
    let sums = counted.flatMap(\.openAmounts)
    let sum = Decimal.sum(sums.filter { $0.currency == amount.currency }.map(\.value))
    if sum.map({ $0 >= amount.value }) ?? true { return (true, []) }
    // How much another currency counts is for the terms to say.
    let isForeign = sums.contains { $0.currency != amount.currency }
    let isOpened = counted.allSatisfy(\.isOpened)
    return (false, (isForeign ? [.terms] : []) + (isOpened ? [] : [.sealedValue]))
  }

  /// The currency of the obligation: that of its amount, or of what was stated under it.
  func currency(of owed: Obligation) -> Currency? {
    if let amount = owed.schedule.fact.amount.value ?? nil { return amount.currency }
    return owed.statements.lazy.compactMap { $0.fact.royaltyDue.value?.currency }.first
  }

  /// Says so where the ledger holds no currency to compare with.
  func unknownCurrency(_ statement: RoyaltyStatement) -> [UncheckedGuard] {
    guard let owed = obligations[statement.obligation], currency(of: owed) == nil else { return [] }
    let isSealed =
      owed.schedule.fact.amount == .closed
      || owed.statements.contains { $0.fact.royaltyDue == .closed }
    return isSealed ? [.sealedValue] : [.terms]
  }
}

extension Payment {
  /// What counts towards an obligation: what arrived, and what was withheld for the tax office.
  fileprivate var openAmounts: [Money] {
    [amount.value, withholdingTax.value ?? nil].compactMap { $0 }
  }

  fileprivate var isOpened: Bool { amount != .closed && withholdingTax != .closed }
}

extension Decimal {
  /// Nil where the sum has too many digits.
  static func sum(_ numbers: [Decimal]) -> Decimal? {
    var sum = Decimal.zero
    for number in numbers {
      guard let next = sum + number else { return nil }
      sum = next
    }
    return sum
  }
}
