/// A province or state by its ISO 3166-2 code, such as `CN-GX`.
@frozen public struct Region: TextCoded {
  public let text: String

  public init?(text: String) {
    let bytes = Array(text.utf8)
    guard (4...6).contains(bytes.count), bytes[2] == UInt8(ascii: "-"),
      Country(text: String(decoding: bytes[0..<2], as: UTF8.self)) != nil,
      bytes[3...].allSatisfy({
        ("A"..."Z").contains(Unicode.Scalar($0)) || ("0"..."9").contains(Unicode.Scalar($0))
      })
    else { return nil }
    self.text = text
  }

  @usableFromInline init(unchecked text: String) { self.text = text }

  @inlinable public static var blank: Region { Region(unchecked: "") }
  public static var textShape: TextShape {
    TextShape(4...6, pattern: "^[A-Z]{2}-[A-Z0-9]{1,3}$")
  }
  public static var expectation: String { "an ISO 3166-2 code such as CN-GX" }
}

/// A signature as it was made: a detached JWS, or another format's text.
@frozen public struct SignatureText: TextCoded {
  public let text: String

  public init?(text: String) {
    guard (1...16_384).contains(text.utf8.count) else { return nil }
    self.text = text
  }

  @usableFromInline init(unchecked text: String) { self.text = text }

  @inlinable public static var blank: SignatureText { SignatureText(unchecked: "") }
  public static var textShape: TextShape { TextShape(1...16_384) }
  public static var expectation: String { "a signature of at most 16,384 bytes" }
}
