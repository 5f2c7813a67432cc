/// A code from a list that others keep: an industry's class, an item of a catalogue, a ground in law.
@frozen public struct ListedCode: TextCoded {
  public let text: String

  @inlinable public init?(text: String) {
    guard Self.admits(text.utf8) else { return nil }
    self.text = text
  }

  @usableFromInline init(unchecked text: String) { self.text = text }

  @inlinable public static var blank: ListedCode { ListedCode(unchecked: "") }
  public static var textShape: TextShape {
    TextShape(1...32, pattern: "^[A-Za-z0-9][A-Za-z0-9./-]{0,31}$")
  }
  public static var expectation: String {
    "a code of 1 to 32 of A-Z a-z 0-9 . / -, beginning with a letter or a digit"
  }

  @usableFromInline static func admits(_ text: String.UTF8View) -> Bool {
    guard let first = text.first, isAlphanumeric(first), text.count <= 32 else { return false }
    return text.allSatisfy { byte in
      isAlphanumeric(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/")
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

extension ListedCode: CustomStringConvertible {
  public var description: String { text }
}
