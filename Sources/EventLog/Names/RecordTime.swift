/// When a line was recorded: RFC 3339 in UTC with six fraction digits.
///
/// All have one form of 27 bytes, so that the order of the texts is the order of the times.
public struct RecordTime: Hashable, Comparable, Sendable {
  public let text: String

  /// Nil where the text has another form.
  public init?(_ text: String) {
    let form = Array("dddd-dd-ddTdd:dd:dd.ddddddZ".utf8)
    let bytes = Array(text.utf8)
    guard bytes.count == form.count else { return nil }
    for (byte, expected) in zip(bytes, form) {
      let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
      guard expected == UInt8(ascii: "d") ? isDigit : byte == expected else { return nil }
    }
    self.text = text
  }

  public static func < (one: RecordTime, other: RecordTime) -> Bool { one.text < other.text }
}

extension RecordTime: CustomStringConvertible {
  public var description: String { text }
}
