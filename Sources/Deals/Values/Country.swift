/// A country or territory by its assigned ISO 3166-1 alpha-2 code.
@frozen public struct Country: TextCoded, Comparable {
  public let text: String

  public init?(text: String) {
    // Swift compares texts by canonical equivalence: to it, U+212A KELVIN SIGN is a K.
    guard text.utf8.count == 2, assignedCountries.contains(text) else { return nil }
    self.text = text
  }

  @usableFromInline init(unchecked text: String) { self.text = text }

  @inlinable public static var blank: Country { Country(unchecked: "") }
  public static var textShape: TextShape { TextShape(2...2, pattern: "^[A-Z]{2}$") }
  public static var expectation: String { "an assigned ISO 3166-1 alpha-2 code such as TH" }

  public static func < (one: Country, other: Country) -> Bool { one.text < other.text }
}

/// A currency by its active ISO 4217 code.
@frozen public struct Currency: TextCoded, Comparable {
  public let text: String

  public init?(text: String) {
    guard text.utf8.count == 3, activeCurrencies.contains(text) else { return nil }
    self.text = text
  }

  @usableFromInline init(unchecked text: String) { self.text = text }

  @inlinable public static var blank: Currency { Currency(unchecked: "") }
  public static var textShape: TextShape { TextShape(3...3, pattern: "^[A-Z]{3}$") }
  public static var expectation: String { "an active ISO 4217 code such as THB" }

  public static func < (one: Currency, other: Currency) -> Bool { one.text < other.text }
}
