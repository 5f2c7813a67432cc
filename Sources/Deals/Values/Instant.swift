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

  public func advanced(bySeconds seconds: Int64) -> Instant {
    Instant(microseconds: microseconds + seconds * 1_000_000)
  }

  /// RFC 3339 in UTC with exactly six fraction digits, so that the order of texts is that of times.
  public var text: String {
    let day = microseconds.flooredQuotient(86_400_000_000)
    let rest = Int(microseconds - day * 86_400_000_000)
    let seconds = rest / 1_000_000
    return Day(number: Int(day)).text
      + String(unsafeUninitializedCapacity: 17) { time in
        time.put("T", seconds / 3600, digits: 2, at: 0)
        time.put(":", seconds / 60 % 60, digits: 2, at: 3)
        time.put(":", seconds % 60, digits: 2, at: 6)
        time.put(".", rest % 1_000_000, digits: 6, at: 9)
        time[16] = UInt8(ascii: "Z")
        return 17
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
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes.count <= 32, bytes[10] == UInt8(ascii: "T"),
      let day = Day(text: String(decoding: bytes[0..<10], as: UTF8.self)),
      let seconds = Self.secondOfDay(bytes[11..<19])
    else { return nil }
    var rest = bytes[19...]
    guard let micros = Self.fraction(&rest), let offset = Self.offset(rest) else { return nil }
    let local = Int64(day.number) * 86_400 + Int64(seconds)
    self.text = text
    self.day = day
    instant = Instant(microseconds: (local - Int64(offset) * 60) * 1_000_000 + Int64(micros))
  }

  /// The latest day that it was anywhere at this time: the calendar at UTC+14.
  ///
  /// A date without a place is in the future only if it is later than this.
  public var latestDay: Day {
    Day(text: String(instant.advanced(bySeconds: 14 * 3600).text.prefix(10))) ?? day
  }

  private init(blankAt instant: Instant) {
    (text, self.instant, day) = ("1970-01-01T00:00:00Z", instant, Day(number: 0))
  }

  public static var blank: LegalTime { LegalTime(blankAt: Instant(microseconds: 0)) }
  public static var textShape: TextShape { TextShape(20...32, format: "date-time") }
  public static var expectation: String {
    "a time with its offset, such as 2020-02-20T02:00:00Z or 2020-02-20T09:00:00+07:00"
  }

  private static func secondOfDay(_ time: ArraySlice<UInt8>) -> Int? {
    let start = time.startIndex
    guard time[start + 2] == UInt8(ascii: ":"), time[start + 5] == UInt8(ascii: ":"),
      let hour = decimal(time[start..<start + 2]), hour < 24,
      let minute = decimal(time[start + 3..<start + 5]), minute < 60,
      let second = decimal(time[start + 6..<start + 8]), second < 60
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  /// Takes the fraction off the front; microseconds.
  private static func fraction(_ rest: inout ArraySlice<UInt8>) -> Int? {
    guard rest.first == UInt8(ascii: ".") else { return 0 }
    let digits = rest.dropFirst().prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    guard (1...6).contains(digits.count), let number = decimal(digits) else { return nil }
    rest = rest[digits.endIndex...]
    return (digits.count..<6).reduce(number) { micros, _ in micros * 10 }
  }

  /// Minutes east of UTC.
  private static func offset(_ zone: ArraySlice<UInt8>) -> Int? {
    if zone.elementsEqual([UInt8(ascii: "Z")]) { return 0 }
    let start = zone.startIndex
    guard zone.count == 6, zone[start] == UInt8(ascii: "+") || zone[start] == UInt8(ascii: "-"),
      zone[start + 3] == UInt8(ascii: ":"),
      let hour = decimal(zone[start + 1..<start + 3]), hour < 24,
      let minute = decimal(zone[start + 4..<start + 6]), minute < 60
    else { return nil }
    let minutes = hour * 60 + minute
    return zone[start] == UInt8(ascii: "-") ? -minutes : minutes
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
