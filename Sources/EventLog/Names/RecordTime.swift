/// When a line was recorded: RFC 3339 in UTC with six fraction digits.
///
/// All have one form of 27 bytes, so that the order of the texts is the order of the times.
public struct RecordTime: Hashable, Comparable, Sendable {
  static let length = 27

  public let text: String

  /// Nil where the text has another form.
  public init?(_ text: String) {
    guard Self.hasForm(text.utf8.span) else { return nil }
    self.text = text
  }

  private static func hasForm(_ text: Span<UInt8>) -> Bool {
    let form: StaticString = "dddd-dd-ddTdd:dd:dd.ddddddZ"
    guard text.count == form.utf8CodeUnitCount else { return false }
    for place in text.indices {
      let (byte, expected) = (text[place], form.utf8Start[place])
      let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
      guard expected == UInt8(ascii: "d") ? isDigit : byte == expected else { return false }
    }
    return true
  }

  public static func < (one: RecordTime, other: RecordTime) -> Bool { one.text < other.text }
}

extension RecordTime: CustomStringConvertible {
  public var description: String { text }
}
