/// Lower-case hexadecimal.
enum Hex {
  static func text(of bytes: [UInt8]) -> String {
    var digits: [UInt8] = []
    append(bytes, to: &digits)
    return String(decoding: digits, as: UTF8.self)
  }

  static func append(_ bytes: [UInt8], to text: inout [UInt8]) {
    for byte in bytes {
      text.append(digit(byte >> 4))
      text.append(digit(byte & 15))
    }
  }

  /// Reads up to 16 digits; nil where one is none, or is a capital.
  static func number(_ digits: Span<UInt8>) -> UInt64? {
    var number: UInt64 = 0
    for place in digits.indices {
      guard let value = value(of: digits[place]) else { return nil }
      number = number << 4 | UInt64(value)
    }
    return number
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
