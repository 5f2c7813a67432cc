/// A day of the calendar, without a time: a legal date.
@frozen public struct Day: TextCoded, Comparable {
  /// Days since 1970-01-01 in the proleptic Gregorian calendar.
  public let number: Int

  public init(number: Int) { self.number = number }

  /// Nil where the calendar has no such day; the year is 0 to 9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), (1...12).contains(month),
      (1...Self.length(of: month, in: year)).contains(day)
    else { return nil }
    number = Self.number(year: year, month: month, day: day)
  }

  public init?(text: String) { self.init(text.utf8.span) }

  init?(_ text: Span<UInt8>) {
    guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      let year = decimal(text.extracting(0..<4)), let month = decimal(text.extracting(5..<7)),
      let day = decimal(text.extracting(8..<10))
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  public var text: String {
    guard hasFourDigitYear else { return "\(civil.year)-\(civil.month)-\(civil.day)" }
    return String(unsafeUninitializedCapacity: 10) { text in
      put(in: text)
      return 10
    }
  }

  /// Whether it lies in the years 0 to 9999, as every day does that was read from a text.
  public var hasFourDigitYear: Bool { (-719_528...2_932_896).contains(number) }

  /// Puts the ten characters of a day of the years 0 to 9999.
  func put(in text: UnsafeMutableBufferPointer<UInt8>) {
    let (year, month, day) = civil
    text.put(year, digits: 4, at: 0)
    text.put("-", month, digits: 2, at: 4)
    text.put("-", day, digits: 2, at: 7)
  }

  @inlinable public static var blank: Day { Day(number: 0) }
  public static var textShape: TextShape {
    TextShape(10...10, pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", format: "date")
  }
  public static var expectation: String { "a day of the calendar as YYYY-MM-DD" }

  @inlinable public static func < (one: Day, other: Day) -> Bool { one.number < other.number }

  private static func length(of month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension Day: CustomStringConvertible {
  public var description: String { text }
}

// Howard Hinnant, "chrono-compatible low-level date algorithms": years begin on 1 March, so that
// the leap day comes last, and repeat every 400 years (an era of 146,097 days).
extension Day {
  private static func number(year: Int, month: Int, day: Int) -> Int {
    let marchYear = month <= 2 ? year - 1 : year
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The year, the month and the day.
  public var civil: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * marchMonth + 2) / 5 + 1
    )
  }
}

/// The number that these ASCII digits spell; nil where one is no digit.
func decimal(_ digits: Span<UInt8>) -> Int? {
  var number = 0
  for place in digits.indices {
    let digit = digits[place] &- UInt8(ascii: "0")
    guard digit < 10 else { return nil }
    number = number * 10 + Int(digit)
  }
  return number
}

extension UnsafeMutableBufferPointer<UInt8> {
  /// Puts a separator and the last digits of a number, with zeros before it.
  func put(_ separator: Unicode.Scalar, _ number: Int, digits: Int, at start: Int) {
    self[start] = UInt8(ascii: separator)
    put(number, digits: digits, at: start + 1)
  }

  /// Puts the last digits of a number, with zeros before it.
  func put(_ number: Int, digits: Int, at start: Int) {
    var rest = number.magnitude
    for index in (start..<start + digits).reversed() {
      self[index] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
  }
}
