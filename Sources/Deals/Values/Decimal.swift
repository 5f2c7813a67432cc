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
    let isNegative = text.utf8.first == UInt8(ascii: "-")
    let digits = isNegative ? text.utf8.dropFirst() : text.utf8[...]
    var (coefficient, whole, fraction): (Int128, Int, Int?) = (0, 0, nil)
    for byte in digits {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        coefficient = coefficient &* 10 &+ Int128(byte - UInt8(ascii: "0"))
        if let places = fraction { fraction = places + 1 } else { whole += 1 }
      case UInt8(ascii: ".") where fraction == nil: fraction = 0
      default: return nil
      }
    }
    guard (1...27).contains(whole), fraction.map((1...9).contains) ?? true,
      whole == 1 || digits.first != UInt8(ascii: "0"), !(isNegative && coefficient == 0)
    else { return nil }
    self.coefficient = isNegative ? -coefficient : coefficient
    scale = fraction ?? 0
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
