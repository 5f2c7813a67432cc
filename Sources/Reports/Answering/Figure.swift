/// A decimal number: units, of which ten to the power of the scale make one.
struct Decimal: Hashable, Sendable {
  let units: Int128
  let scale: Int

  init(_ units: Int128, scale: Int = 0) { (self.units, self.scale) = (units, scale) }

  /// With as many places as were given; money without zeros at its end.
  func text(trimmed: Bool) -> String {
    var digits = String(units.magnitude)
    digits = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    let whole = digits.dropLast(scale)
    var part = digits.suffix(scale)
    while trimmed, part.last == "0" { part.removeLast() }
    return (units < 0 ? "-" : "") + whole + (part.isEmpty ? "" : "." + part)
  }

  /// One by another with so many places, rounded to the nearest; nil where it is divided by nothing.
  static func quotient(_ one: Decimal, _ other: Decimal, scale: Int, times factor: Int128 = 1)
    -> Decimal?
  {
    guard other.units != 0 else { return nil }
    let shift = scale + other.scale - one.scale
    let numerator = one.units * factor * power(max(0, shift))
    let denominator = other.units * power(max(0, -shift))
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    let isUp = remainder.magnitude * 2 >= denominator.magnitude
    let step: Int128 = (numerator < 0) == (denominator < 0) ? 1 : -1
    return Decimal(isUp ? quotient + step : quotient, scale: scale)
  }

  static func - (one: Decimal, other: Decimal) -> Decimal {
    let scale = max(one.scale, other.scale)
    return Decimal(
      one.units * power(scale - one.scale) - other.units * power(scale - other.scale), scale: scale)
  }

  private static func power(_ exponent: Int) -> Int128 {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }
}

/// What stands in a column: a number for each currency, or one without.
struct ReportFigure: Hashable, Sendable {
  enum Unit: Hashable, Sendable { case number, money, percent }

  struct Entry: Hashable, Sendable {
    /// Empty for none.
    let currency: String
    /// Nil where it is hidden.
    let number: Decimal?
  }

  let unit: Unit
  /// By the names of currencies, each once.
  let numbers: [Entry]

  init(unit: Unit, numbers: [Entry]) { (self.unit, self.numbers) = (unit, numbers) }

  /// A number without a currency; nil where it is hidden.
  init(_ unit: Unit, _ number: Decimal?) {
    self.init(unit: unit, numbers: [Entry(currency: "", number: number)])
  }

  static func count(_ number: Int) -> ReportFigure {
    ReportFigure(.number, Decimal(Int128(number)))
  }

  var hidden: Int { numbers.count { $0.number == nil } }

  /// The number of a currency; nil where there is none.
  subscript(currency: String) -> Entry? { numbers.first { $0.currency == currency } }

  /// Each of these numbers with its other, in the same currency or without one.
  func combined(
    with other: ReportFigure, unit: Unit, _ body: (Decimal, Decimal) -> Decimal?
  ) -> ReportFigure? {
    let combined = numbers.compactMap { entry -> Entry? in
      guard let match = other[entry.currency] ?? other[""] else { return nil }
      guard let number = entry.number, let other = match.number else {
        return Entry(currency: entry.currency, number: nil)
      }
      return body(number, other).map { Entry(currency: entry.currency, number: $0) }
    }
    return combined.isEmpty ? nil : ReportFigure(unit: unit, numbers: combined)
  }
}
