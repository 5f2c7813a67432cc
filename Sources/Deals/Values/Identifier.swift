/// The id of a deal, a party, a case: something that may stand in a stream's name.
@frozen public struct Identifier: TextCoded, Comparable {
  public let text: String

  @inlinable public init?(text: String) {
    guard Self.admits(text.utf8) else { return nil }
    self.text = text
  }

  @usableFromInline init(unchecked text: String) { self.text = text }

  @inlinable public static var blank: Identifier { Identifier(unchecked: "") }
  public static var textShape: TextShape {
    TextShape(1...64, pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")
  }
  public static var expectation: String {
    "1 to 64 of A-Z a-z 0-9 . _ -, beginning with a letter or a digit"
  }

  @inlinable public static func < (one: Identifier, other: Identifier) -> Bool {
    one.text < other.text
  }

  @usableFromInline static func admits(_ text: String.UTF8View) -> Bool {
    guard let first = text.first, isAlphanumeric(first), text.count <= 64 else { return false }
    return text.allSatisfy { byte in
      isAlphanumeric(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
        || byte == UInt8(ascii: "-")
    }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}

extension Identifier: CustomStringConvertible {
  public var description: String { text }
}
