import FoundationEssentials

/// Standard base64 (RFC 4648, section 4), in its one canonical spelling.
package enum Base64 {
  package static func text(of bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString()
  }

  /// Nil unless `text` is what these bytes are written as: padded, and without a stray bit.
  ///
  /// Two spellings of one signature would be two notes with one meaning.
  package static func bytes(of text: some StringProtocol) -> [UInt8]? {
    guard
      let data = Data(base64Encoded: String(text)),
      data.base64EncodedString().utf8.elementsEqual(text.utf8)
    else { return nil }
    return [UInt8](data)
  }
}
