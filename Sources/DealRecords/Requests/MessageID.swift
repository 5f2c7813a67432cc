public import Deals

/// The id of a command or of what caused it, as the log takes ids: a UUID, a URN, a key of a
/// client's own.
@frozen public struct MessageID: TextCoded {
  public let text: String

  @inlinable public init?(text: String) {
    guard (1...128).contains(text.utf8.count), text.utf8.allSatisfy(Self.admits) else {
      return nil
    }
    self.text = text
  }

  @usableFromInline init(unchecked text: String) { self.text = text }

  @inlinable public static var blank: MessageID { MessageID(unchecked: "") }
  public static var textShape: TextShape {
    TextShape(1...128, pattern: "^[A-Za-z0-9._:-]{1,128}$")
  }
  public static var expectation: String { "1 to 128 of A-Z a-z 0-9 . _ - :" }

  @usableFromInline static func admits(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "-"), UInt8(ascii: ":"):
      true
    default: false
    }
  }
}
