/// Lower-case hexadecimal.
enum Hex {
  static func text(of bytes: RawSpan) -> String {
    String(unsafeUninitializedCapacity: 2 * bytes.byteCount) { digits in
      for place in 0..<bytes.byteCount {
        let byte = bytes.unsafeLoad(fromByteOffset: place, as: UInt8.self)
        digits[2 * place] = digit(byte >> 4)
        digits[2 * place + 1] = digit(byte & 15)
      }
      return 2 * bytes.byteCount
    }
  }

  /// The byte that the pair of lower-case digits at `offset` spells; nil where one is none.
  static func byte(_ digits: RawSpan, at offset: Int) -> UInt8? {
    let high = value(digits.unsafeLoad(fromByteOffset: offset, as: UInt8.self))
    let low = value(digits.unsafeLoad(fromByteOffset: offset + 1, as: UInt8.self))
    return high | low < 16 ? high << 4 | low : nil
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }

  /// 16 or more for what is no digit; without a branch that random digits would mislead.
  @inline(__always) private static func value(_ digit: UInt8) -> UInt8 {
    let number = digit &- UInt8(ascii: "0")
    let letter = digit &- UInt8(ascii: "a")
    return number < 10 ? number : letter < 6 ? letter + 10 : 16
  }
}
