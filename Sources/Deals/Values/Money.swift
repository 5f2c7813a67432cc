/// An exact amount in a currency.
public struct Money: Record {
  public var currency = Currency.blank
  public var value = Decimal.blank

  public init() {}

  public init(_ value: Decimal, _ currency: Currency) {
    (self.value, self.currency) = (value, currency)
  }

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("currency", &currency)
    try visit.field("value", &value)
  }

  /// Nil where the currencies differ or the sum has too many digits.
  public static func + (one: Money, other: Money) -> Money? {
    guard one.currency == other.currency, let sum = one.value + other.value else { return nil }
    return Money(sum, one.currency)
  }
}

extension Money: CustomStringConvertible {
  public var description: String { "\(value.text) \(currency.text)" }
}
