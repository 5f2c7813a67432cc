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

  let unit: Unit
  /// By currency, empty for none; nil where it is hidden.
  let numbers: [String: Decimal?]

  static func count(_ number: Int) -> ReportFigure {
    ReportFigure(unit: .number, numbers: ["": Decimal(Int128(number))])
  }

  /// Each of these numbers with its other, in the same currency or without one.
  func combined(
    with other: ReportFigure, unit: Unit, _ body: (Decimal, Decimal) -> Decimal?
  ) -> ReportFigure? {
    var combined: [String: Decimal?] = [:]
    for (currency, number) in numbers {
      guard let match = other.numbers[currency] ?? other.numbers[""] else { continue }
      guard let number, let match else {
        combined[currency] = .some(nil)
        continue
      }
      if let result = body(number, match) { combined[currency] = .some(result) }
    }
    return combined.isEmpty ? nil : ReportFigure(unit: unit, numbers: combined)
  }
}
