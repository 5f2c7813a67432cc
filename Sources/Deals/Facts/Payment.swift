/// A span of days, both ends included.
public struct Period: Record {
  public var from = Day.blank
  public var to = Day.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("from", &from)
    try visit.field("to", &to)
  }
}

/// What a licensee says is due for a period.
public struct RoyaltyStatement: Record {
  public var corrects: Bool?
  public var deductions = Sealed<[Text]?>.blank
  public var netSales = Sealed<Money>.blank
  public var obligation = Identifier.blank
  public var period = Period.blank
  public var royaltyDue = Sealed<Money>.blank
  public var unchecked: [UncheckedGuard]?
  public var units = Sealed<Count?>.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("corrects", &corrects)
    try visit.field("deductions", &deductions, .parties)
    try visit.field("netSales", &netSales, .parties)
    try visit.field("obligation", &obligation)
    try visit.field("period", &period)
    try visit.field("royaltyDue", &royaltyDue, .parties)
    try visit.decided("unchecked", &unchecked)
    try visit.field("units", &units, .parties)
  }
}

/// Money that moved from payer to payee.
public struct Payment: Record {
  public var amount = Sealed<Money>.blank
  public var obligation: Identifier?
  public var paidOn: Day?
  public var payee = Identifier.blank
  public var payer = Identifier.blank
  public var payment = Identifier.blank
  public var settles: Bool?
  public var unchecked: [UncheckedGuard]?
  public var withholdingTax = Sealed<Money?>.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("amount", &amount, .parties)
    try visit.field("obligation", &obligation)
    try visit.field("paidOn", &paidOn)
    try visit.field("payee", &payee)
    try visit.field("payer", &payer)
    try visit.field("payment", &payment)
    try visit.decided("settles", &settles)
    try visit.decided("unchecked", &unchecked)
    try visit.field("withholdingTax", &withholdingTax, .parties)
  }
}

/// The payee's word that money arrived.
public struct PaymentConfirmation: Record {
  public var amountReceived = Sealed<Money?>.blank
  public var payment = Identifier.blank
  public var receivedOn: Day?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("amountReceived", &amountReceived, .parties)
    try visit.field("payment", &payment)
    try visit.field("receivedOn", &receivedOn)
  }
}
