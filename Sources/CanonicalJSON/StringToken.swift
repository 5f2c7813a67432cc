/// A string as it stands in the bytes, found to be canonical.
struct StringToken {
  /// The bytes between the quotes.
  var body: Range<Int>
  var isEscaped: Bool

  /// Where its opening quote stands.
  var offset: Int { body.lowerBound - 1 }
}

extension CanonicalReader {
  /// Reads a string that begins here, and checks its escapes and its UTF-8.
  mutating func scanString() throws(JSONFault) -> StringToken {
    let start = position + 1
    var (end, isASCII, isEscaped) = (start, true, false)
    while true {
      let run = bytes.plainRun(from: end)
      (end, isASCII) = (run.end, isASCII && run.isASCII)
      guard end < bytes.byteCount else { throw JSONFault(.endsEarly, at: end) }
      if bytes.byte(end) == UInt8(ascii: "\"") { break }
      end += try canonicalEscape(at: end).length
      isEscaped = true
    }
    if !isASCII { try bytes.checkUTF8(start..<end) }
    position = end + 1
    return StringToken(body: start..<end, isEscaped: isEscaped)
  }

  /// What a canonical escape stands for, and how long it is (RFC 8785, section 3.2.2.2).
  private func canonicalEscape(at offset: Int) throws(JSONFault) -> (byte: UInt8, length: Int) {
    guard bytes.byte(offset) == UInt8(ascii: "\\") else {
      throw JSONFault(.controlCharacter, at: offset)
    }
    guard offset + 1 < bytes.byteCount else { throw JSONFault(.endsEarly, at: offset + 1) }
    if let byte = shortEscape(bytes.byte(offset + 1)) { return (byte, 2) }
    guard offset + 6 <= bytes.byteCount || !bytes.holds("\\u", at: offset) else {
      throw JSONFault(.endsEarly, at: bytes.byteCount)
    }
    guard bytes.holds("\\u00", at: offset), let high = lowerHex(bytes.byte(offset + 4)),
      let low = lowerHex(bytes.byte(offset + 5)), high < 2,
      shortEscapeLetter(high << 4 | low) == nil
    else { throw JSONFault(.needlessEscape, at: offset) }
    return (high << 4 | low, 6)
  }

  /// The UTF-8 that a string stands for.
  func unescaped(_ token: StringToken) -> [UInt8] {
    var text: [UInt8] = []
    var offset = token.body.lowerBound
    while offset < token.body.upperBound {
      if bytes.byte(offset) == UInt8(ascii: "\\"), let escape = try? canonicalEscape(at: offset) {
        text.append(escape.byte)
        offset += escape.length
      } else {
        text.append(bytes.byte(offset))
        offset += 1
      }
    }
    return text
  }

  private func lowerHex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}

extension RawSpan {
  /// Refuses surrogates, overlong forms and everything else that is not UTF-8.
  @usableFromInline func checkUTF8(_ range: Range<Int>) throws(JSONFault) {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: Span(_bytes: extracting(range)))
    } catch {
      throw JSONFault(.invalidUTF8, at: range.lowerBound + error.byteOffsets.lowerBound)
    }
  }
}
