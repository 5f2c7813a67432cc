/// Base64url without padding (RFC 4648, section 5), in its one canonical spelling.
public enum Base64URL {
  public static func encode(_ bytes: RawSpan) -> [UInt8] {
    var text: [UInt8] = []
    encode(bytes, into: &text)
    return text
  }

  /// Writes the text of `bytes` behind what `text` holds.
  public static func encode(_ bytes: RawSpan, into text: inout [UInt8]) {
    let length = (bytes.byteCount * 4 + 2) / 3
    // Appending nothing would still write to the one empty array that all threads share.
    guard length > 0 else { return }
    text.append(addingCapacity: length) { output in
      output.withUnsafeMutableBufferPointer { buffer, written in
        guard let start = buffer.baseAddress else { return }
        var end = start
        write(bytes, at: &end)
        written = end - start
      }
    }
  }

  /// Nil unless `text` is what these bytes are written as: no padding, no foreign character and no
  /// stray bit, since two spellings of one value would be two disclosures of it.
  public static func decode(_ text: RawSpan) -> [UInt8]? {
    guard text.byteCount % 4 != 1 else { return nil }
    var isForeign = false
    var bytes: [UInt8] = []
    guard text.byteCount > 0 else { return bytes }
    bytes.append(addingCapacity: text.byteCount * 3 / 4) { output in
      output.withUnsafeMutableBufferPointer { buffer, written in
        guard let start = buffer.baseAddress else { return }
        var end = start
        isForeign = !read(text, to: &end)
        written = end - start
      }
    }
    return isForeign ? nil : bytes
  }

  /// Whether `decode` would read the text.
  public static func isCanonical(_ text: RawSpan) -> Bool {
    let values = values.span
    var (seen, last) = (UInt8(0), UInt8(0))
    for offset in 0..<text.byteCount {
      last = values[Int(text.byte(offset))]
      seen |= last
    }
    switch text.byteCount % 4 {
    case 0: return seen < 64
    case 2: return seen < 64 && last & 0xF == 0
    case 3: return seen < 64 && last & 3 == 0
    default: return false
    }
  }
}

// MARK: Writing

extension Base64URL {
  private static func write(_ bytes: RawSpan, at end: inout UnsafeMutablePointer<UInt8>) {
    var offset = 0
    while bytes.byteCount - offset >= 3 {
      let group = bytes.group(offset, of: 3)
      for place in 0..<4 { end.put(digit(group, place)) }
      offset += 3
    }
    let rest = bytes.byteCount - offset
    guard rest > 0 else { return }
    let group = bytes.group(offset, of: rest)
    for place in 0...rest { end.put(digit(group, place)) }
  }

  /// The digit at one of the four places of three bytes.
  @inline(__always) private static func digit(_ group: UInt32, _ place: Int) -> UInt8 {
    alphabet.utf8Start[Int(group >> UInt32(18 - 6 * place) & 0x3F)]
  }

  private static var alphabet: StaticString {
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
  }
}

extension RawSpan {
  /// Up to three bytes as the high ones of 24 bits.
  @inline(__always) fileprivate func group(_ offset: Int, of count: Int) -> UInt32 {
    var group: UInt32 = 0
    for place in 0..<count { group |= UInt32(byte(offset + place)) << UInt32(16 - 8 * place) }
    return group
  }
}

// MARK: Reading

extension Base64URL {
  /// Whether all of the text could be read.
  private static func read(_ text: RawSpan, to end: inout UnsafeMutablePointer<UInt8>) -> Bool {
    let values = values.span
    var offset = 0
    while text.byteCount - offset >= 4 {
      guard let group = group(of: text, offset, 4, values) else { return false }
      for place in 0..<3 { end.put(group.high(place)) }
      offset += 4
    }
    let rest = text.byteCount - offset
    guard rest > 0 else { return true }
    guard let group = group(of: text, offset, rest, values) else { return false }
    for place in 0..<rest - 1 { end.put(group.high(place)) }
    return group << UInt32(8 * rest) == 0
  }

  /// Up to four digits as the high ones of 24 bits; nil where one is foreign.
  @inline(__always) private static func group(
    of text: RawSpan, _ offset: Int, _ count: Int, _ values: Span<UInt8>
  ) -> UInt32? {
    var (group, seen) = (UInt32(0), UInt32(0))
    for place in 0..<count {
      let value = UInt32(values[Int(text.byte(offset + place))])
      seen |= value
      group |= value << UInt32(18 - 6 * place)
    }
    return seen < 64 ? group : nil
  }

  /// What each byte stands for, more than 63 if it is foreign.
  ///
  /// A table, since a branch that depends on a random digit is guessed wrongly half of the time.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 0xFF, count: 256)
    for value in 0..<64 { values[Int(alphabet.utf8Start[value])] = UInt8(value) }
    return values
  }()
}

extension UInt32 {
  /// One of the three bytes of 24 bits, the highest at 0.
  @inline(__always) fileprivate func high(_ place: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: self >> UInt32(16 - 8 * place))
  }
}
