/// The day, month or year for which a figure was published, as precise as it was given.
@frozen public struct AsOf: TextCoded {
  public let text: String
  /// The first day of it.
  public let first: Day
  /// The last day of it.
  public let last: Day

  public init?(text: String) {
    guard text.utf8.count == 10 || text.utf8.count == 7 || text.utf8.count == 4,
      let first = Day(text: text + "-01-01".suffix(10 - text.utf8.count))
    else { return nil }
    (self.text, self.first) = (text, first)
    last = Self.last(of: text, from: first)
  }

  @usableFromInline init(unchecked text: String) {
    (self.text, first, last) = (text, .blank, .blank)
  }

  /// The day before the next month or year begins.
  private static func last(of text: String, from first: Day) -> Day {
    let (year, month, _) = first.civil
    let isYear = text.utf8.count == 4
    guard text.utf8.count < 10 else { return first }
    let isDecember = isYear || month == 12
    let days = isDecember ? Day(year: year, month: 12, day: 31)?.number : nil
    let next = Day(year: year, month: month + 1, day: 1)?.number
    return Day(number: days ?? next.map { $0 - 1 } ?? first.number)
  }

  @inlinable public static var blank: AsOf { AsOf(unchecked: "") }
  public static var textShape: TextShape {
    TextShape(4...10, pattern: "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")
  }
  public static var expectation: String { "a day, a month or a year: 2021-09-27, 2021-09 or 2021" }
}

extension AsOf: CustomStringConvertible {
  public var description: String { text }
}
