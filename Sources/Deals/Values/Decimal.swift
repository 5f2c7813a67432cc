/// An exact decimal number, written as it was given: `1250000.50` stays `1250000.50`.
///
/// Up to 27 digits before the point and 9 after it. Comparison and arithmetic go by value.
@frozen public struct Decimal: TextCoded {
  /// The number times ten to the power of `scale`.
  public let coefficient: Int128
  /// How many digits stand after the point.
  public let scale: Int

  /// Nil where the number has too many digits.
  public init?(coefficient: Int128, scale: Int) {
    guard (0...9).contains(scale), coefficient.magnitude < Self.power(27 + scale).magnitude
    else { return nil }
    (self.coefficient, self.scale) = (coefficient, scale)
  }

  @inlinable init(unchecked coefficient: Int128) { (self.coefficient, scale) = (coefficient, 0) }

  public init?(text: String) {
    var digits = text.utf8[...]
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits.removeFirst() }
    let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= 2, (1...27).contains(whole.count),
      whole.count == 1 || whole.first != UInt8(ascii: "0")
    else { return nil }
    let fraction = parts.count == 2 ? parts[1] : digits[digits.endIndex...]
    guard parts.count == 1 || (1...9).contains(fraction.count) else { return nil }
    var coefficient: Int128 = 0
    for digit in [whole, fraction].joined() {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      coefficient = coefficient * 10 + Int128(digit - UInt8(ascii: "0"))
    }
    guard !(isNegative && coefficient == 0) else { return nil }
    self.coefficient = isNegative ? -coefficient : coefficient
    scale = fraction.count
  }

  public var text: String {
    let digits = String(coefficient.magnitude)
    let sign = coefficient < 0 ? "-" : ""
    guard scale > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.utf8.count)) + digits
    return sign + padded.dropLast(scale) + "." + padded.suffix(scale)
  }

  @inlinable public static var blank: Decimal { Decimal(unchecked: 0) }
  public static var textShape: TextShape {
    TextShape(1...38, pattern: #"^-?(0|[1-9][0-9]{0,26})(\.[0-9]{1,9})?$"#)
  }
  public static var expectation: String {
    "a decimal number in quotes, such as \"1250000.50\", of at most 27 digits before the point and 9 after it"
  }

  /// The coefficient at another scale, which must not be smaller than this one.
  private func rescaled(to scale: Int) -> Int128 { coefficient * Self.power(scale - self.scale) }

  private static func power(_ exponent: Int) -> Int128 {
    (0..<exponent).reduce(Int128(1)) { product, _ in product * 10 }
  }
}

extension Decimal: Comparable {
  public static func == (one: Decimal, other: Decimal) -> Bool {
    let scale = max(one.scale, other.scale)
    return one.rescaled(to: scale) == other.rescaled(to: scale)
  }

  public static func < (one: Decimal, other: Decimal) -> Bool {
    let scale = max(one.scale, other.scale)
    return one.rescaled(to: scale) < other.rescaled(to: scale)
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(rescaled(to: 9)) }

  /// Nil where the sum has too many digits.
  public static func + (one: Decimal, other: Decimal) -> Decimal? {
    let scale = max(one.scale, other.scale)
    return Decimal(
      coefficient: one.rescaled(to: scale) + other.rescaled(to: scale), scale: scale)
  }

  public static var zero: Decimal { Decimal(unchecked: 0) }
}
