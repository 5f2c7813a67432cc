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

  /// The four bytes that eight lower-case digits at `offset` spell, as they lie in memory; nil where
  /// one is none.
  ///
  /// All at once within one word, since every line of a log holds a digest.
  static func word(_ digits: RawSpan, at offset: Int) -> UInt32? {
    let digits = UInt64(
      littleEndian: digits.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    let letters = digits >> 6 & each(0x01)
    let values = digits & each(0x0F) &+ letters &* 9
    guard values & each(0xF0) == 0, values &+ each(0x30) &+ letters &* 0x27 == digits,
      (values &+ each(0x06)) >> 4 & each(0x01) == letters
    else { return nil }
    let pairs = (values << 4 | values >> 8) & 0x00FF_00FF_00FF_00FF
    let quads = (pairs | pairs >> 8) & 0x0000_FFFF_0000_FFFF
    return UInt32(truncatingIfNeeded: quads | quads >> 16).littleEndian
  }

  /// The byte in each of the eight places.
  private static func each(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }
}
