import Deals

extension ModelTable.Column {
  static let deal = text("deal", "The deal's id.")

  static func revision(
    _ what: String, of disclosure: DisclosureClass = .public
  ) -> Self {
    integer(
      "revision", "The event \(what): its revision within the deal, from 0.", of: disclosure)
  }

  static func day(
    _ name: String, _ comment: String, optional: Bool = true,
    of disclosure: DisclosureClass = .public
  ) -> Self {
    text(name, "\(comment) YYYY-MM-DD.", optional: optional, of: disclosure)
  }

  static func country(_ name: String, _ comment: String) -> Self {
    text(name, "\(comment) ISO 3166-1 alpha-2.", optional: true)
  }

  fileprivate static func millionths(of name: String, _ disclosure: DisclosureClass) -> Self {
    integer(
      "\(name)_millionths", "\(name) in millionths; null where 64 bits do not hold it exactly.",
      optional: true, of: disclosure)
  }
}

extension [ModelTable.Column] {
  /// An amount: as it was given, its currency, and as a number for adding up.
  static func money(
    _ name: String, _ comment: String, of disclosure: DisclosureClass
  ) -> Self {
    [
      .text(name, "\(comment) A decimal number.", optional: true, of: disclosure),
      .text("\(name)_currency", "ISO 4217.", optional: true, of: disclosure),
      .millionths(of: name, disclosure),
    ]
  }

  /// An amount in a currency that stands beside it.
  static func sum(_ name: String, _ comment: String, of disclosure: DisclosureClass) -> Self {
    [
      .text(name, "\(comment) A decimal number.", optional: true, of: disclosure),
      .millionths(of: name, disclosure),
    ]
  }
}

extension Cell {
  static func day(_ day: Day?) -> Cell { .text(day?.text) }
  static func integer(_ number: Int?) -> Cell { number.map { .integer($0) } ?? .null }
  static func integer(_ count: Count?) -> Cell { .integer(count?.value) }
  static func id(_ id: Identifier?) -> Cell { .text(id?.text) }
  static func flag(_ flag: Bool?) -> Cell { flag.map { .integer($0 ? 1 : 0) } ?? .null }

  static func country(_ country: Country?) -> Cell { .text(country?.text) }
  static func code<Code: RawRepresentable<String>>(_ code: Code?) -> Cell {
    .text(code?.rawValue)
  }

  /// How many days lie between two; null where one is not known.
  static func days(from start: Day?, to end: Day?) -> Cell {
    guard let start, let end else { return .null }
    return .integer(end.number - start.number)
  }
}

extension [Cell] {
  static func money(_ money: Money?) -> [Cell] {
    [.text(money?.value.text), .text(money?.currency.text), .integer(money?.value.millionths)]
  }

  static func sum(_ sum: Decimal?) -> [Cell] { [.text(sum?.text), .integer(sum?.millionths)] }
}

extension Decimal {
  /// The number in millionths; nil where 64 bits do not hold it exactly.
  var millionths: Int? {
    guard scale > 6 else { return Int(exactly: coefficient * Self.power(6 - scale)) }
    let (quotient, rest) = coefficient.quotientAndRemainder(dividingBy: Self.power(scale - 6))
    return rest == 0 ? Int(exactly: quotient) : nil
  }

  private static func power(_ exponent: Int) -> Int128 {
    (0..<exponent).reduce(Int128(1)) { product, _ in product * 10 }
  }
}

extension Sealed {
  /// The value, where it is open and there is one.
  func shown<Wrapped>() -> Wrapped? where Value == Wrapped? { value ?? nil }
}
