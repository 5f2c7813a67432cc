/// Standard base64 (RFC 4648, section 4), padded, in its one canonical spelling.
///
/// By hand, since opening a ring reads one for each of its keys.
enum Base64 {
  private static let padding = UInt8(ascii: "=")

  static func append(_ bytes: [UInt8], to text: inout [UInt8]) {
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var group: UInt32 = 0
      for place in 0..<3 {
        group = group << 8 | (place < count ? UInt32(bytes[start + place]) : 0)
      }
      for place in 0..<4 {
        let value = UInt8(truncatingIfNeeded: group >> (18 - 6 * UInt32(place)) & 63)
        text.append(place <= count ? digit(value) : padding)
      }
    }
  }

  static func text(of bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    append(bytes, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Nil unless `text` is what the bytes are written as, padding and unused bits included.
  static func bytes(of text: Span<UInt8>) -> [UInt8]? {
    guard text.count.isMultiple(of: 4) else { return nil }
    var padded = 0
    while padded < min(2, text.count), text[text.count - 1 - padded] == padding { padded += 1 }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    var bits: UInt32 = 0
    for place in 0..<(text.count - padded) {
      let value = value(of: text[place])
      guard value < 64 else { return nil }
      bits = bits << 6 | UInt32(value)
      guard place % 4 != 0 else { continue }
      bytes.append(UInt8(truncatingIfNeeded: bits >> (6 - 2 * UInt32(place % 4))))
    }
    let unused: UInt32 = padded == 0 ? 0 : padded == 1 ? 3 : 15
    return bits & unused == 0 ? trimmed(bytes, of: text.count, padded) : nil
  }

  private static func trimmed(_ bytes: [UInt8], of digits: Int, _ padded: Int) -> [UInt8] {
    bytes.count == digits / 4 * 3 - padded ? bytes : Array(bytes.prefix(digits / 4 * 3 - padded))
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    switch value {
    case 0..<26: UInt8(ascii: "A") + value
    case 26..<52: UInt8(ascii: "a") + value - 26
    case 52..<62: UInt8(ascii: "0") + value - 52
    case 62: UInt8(ascii: "+")
    default: UInt8(ascii: "/")
    }
  }

  /// 64 where `digit` is none.
  private static func value(of digit: UInt8) -> UInt8 {
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): digit - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: 64
    }
  }
}
