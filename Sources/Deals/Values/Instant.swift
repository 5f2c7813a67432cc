/// A point in time, to the microsecond.
@frozen public struct Instant: TextCoded, Comparable {
  /// Microseconds since 1970-01-01T00:00:00Z.
  public let microseconds: Int64

  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// Takes only what `text` gives.
  public init?(text: String) {
    guard text.utf8.count == 27, text.utf8.last == UInt8(ascii: "Z"),
      let time = LegalTime(text: text)
    else { return nil }
    self = time.instant
  }

  public static var blank: Instant { Instant(microseconds: 0) }
  public static var textShape: TextShape {
    TextShape(
      27...27, pattern: #"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{6}Z$"#,
      format: "date-time")
  }
  public static var expectation: String {
    "a time in UTC with six fraction digits, such as 2026-11-21T09:00:00.123456Z"
  }

  @inlinable public static func < (one: Instant, other: Instant) -> Bool {
    one.microseconds < other.microseconds
  }

  /// The day on the calendar of UTC.
  public var day: Day { Day(number: Int(microseconds.flooredQuotient(86_400_000_000))) }

  public func advanced(bySeconds seconds: Int64) -> Instant {
    Instant(microseconds: microseconds + seconds * 1_000_000)
  }

  /// RFC 3339 in UTC with exactly six fraction digits, so that the order of texts is that of times.
  public var text: String {
    guard day.hasFourDigitYear else { return "\(day), beyond the years 0000 to 9999" }
    let rest = Int(microseconds - Int64(day.number) * 86_400_000_000)
    let seconds = rest / 1_000_000
    return String(unsafeUninitializedCapacity: 27) { text in
      day.put(in: text)
      text.put("T", seconds / 3600, digits: 2, at: 10)
      text.put(":", seconds / 60 % 60, digits: 2, at: 13)
      text.put(":", seconds % 60, digits: 2, at: 16)
      text.put(".", rest % 1_000_000, digits: 6, at: 19)
      text[26] = UInt8(ascii: "Z")
      return 27
    }
  }
}

/// When something legally happened, with the offset that it was given with.
@frozen public struct LegalTime: TextCoded {
  public let text: String
  public let instant: Instant
  /// The day on the calendar where the time was given: deadlines run on it.
  public let day: Day

  /// Takes RFC 3339 with `T`, seconds, at most six fraction digits, and `Z` or an offset.
  public init?(text: String) {
    let bytes = text.utf8.span
    guard bytes.count >= 20, bytes.count <= 32, bytes[10] == UInt8(ascii: "T"),
      let day = Day(bytes.extracting(0..<10)),
      let seconds = Self.secondOfDay(bytes.extracting(11..<19)),
      let (micros, length) = Self.fraction(bytes.extracting(19...)),
      let offset = Self.offset(bytes.extracting((19 + length)...))
    else { return nil }
    let local = Int64(day.number) * 86_400 + Int64(seconds)
    self.text = text
    self.day = day
    instant = Instant(microseconds: (local - Int64(offset) * 60) * 1_000_000 + Int64(micros))
  }

  /// The latest day that it was anywhere at this time: the calendar at UTC+14.
  ///
  /// A date without a place is in the future only if it is later than this.
  public var latestDay: Day {
    instant.advanced(bySeconds: 14 * 3600).day
  }

  private init(blankAt instant: Instant) {
    (text, self.instant, day) = ("1970-01-01T00:00:00Z", instant, Day(number: 0))
  }

  public static var blank: LegalTime { LegalTime(blankAt: Instant(microseconds: 0)) }
  public static var textShape: TextShape { TextShape(20...32, format: "date-time") }
  public static var expectation: String {
    "a time with its offset, such as 2020-02-20T02:00:00Z or 2020-02-20T09:00:00+07:00"
  }

  private static func secondOfDay(_ time: Span<UInt8>) -> Int? {
    guard time[2] == UInt8(ascii: ":"), time[5] == UInt8(ascii: ":"),
      let hour = decimal(time.extracting(0..<2)), hour < 24,
      let minute = decimal(time.extracting(3..<5)), minute < 60,
      let second = decimal(time.extracting(6..<8)), second < 60
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  /// The fraction that may stand here, and how many characters it has.
  private static func fraction(_ rest: Span<UInt8>) -> (micros: Int, length: Int)? {
    guard !rest.isEmpty, rest[0] == UInt8(ascii: ".") else { return (0, 0) }
    var digits = 0
    while digits + 1 < rest.count, rest[digits + 1] &- UInt8(ascii: "0") < 10 { digits += 1 }
    guard (1...6).contains(digits), let number = decimal(rest.extracting(1..<digits + 1)) else {
      return nil
    }
    return ((digits..<6).reduce(number) { micros, _ in micros * 10 }, digits + 1)
  }

  /// Minutes east of UTC.
  private static func offset(_ zone: Span<UInt8>) -> Int? {
    if zone.count == 1, zone[0] == UInt8(ascii: "Z") { return 0 }
    guard zone.count == 6, zone[0] == UInt8(ascii: "+") || zone[0] == UInt8(ascii: "-"),
      zone[3] == UInt8(ascii: ":"),
      let hour = decimal(zone.extracting(1..<3)), hour < 24,
      let minute = decimal(zone.extracting(4..<6)), minute < 60
    else { return nil }
    let minutes = hour * 60 + minute
    return zone[0] == UInt8(ascii: "-") ? -minutes : minutes
  }
}

extension LegalTime: CustomStringConvertible {
  public var description: String { text }
}

extension Int64 {
  fileprivate func flooredQuotient(_ divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
