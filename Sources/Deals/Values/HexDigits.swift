/// Sixteen lower-case hex digits, and the 64 bits that they spell.
///
/// Lines are full of digests, so that eight digits are turned at a time, each in a byte of a word.
struct HexDigits {
  let word: UInt64

  init(_ word: UInt64) { self.word = word }

  /// Nil where one of the sixteen bytes is no lower-case hex digit.
  init?(_ text: RawSpan, at offset: Int) {
    let digits = text.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    let others = text.unsafeLoadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
    guard let high = Self.half(UInt64(bigEndian: digits)),
      let low = Self.half(UInt64(bigEndian: others))
    else { return nil }
    word = high << 32 | low
  }

  func store(in buffer: UnsafeMutableRawBufferPointer, at offset: Int) {
    let (digits, others) = (Self.digits(word >> 32), Self.digits(word & 0xFFFF_FFFF))
    buffer.storeBytes(of: digits.bigEndian, toByteOffset: offset, as: UInt64.self)
    buffer.storeBytes(of: others.bigEndian, toByteOffset: offset + 8, as: UInt64.self)
  }

  /// The 32 bits that eight digits spell.
  private static func half(_ digits: UInt64) -> UInt64? {
    let isDigit = atLeast(0x30, digits) & ~atLeast(0x3A, digits)
    let isLetter = atLeast(0x61, digits) & ~atLeast(0x67, digits)
    guard digits & each(0x80) == 0, (isDigit | isLetter) & each(0x80) == each(0x80) else {
      return nil
    }
    var bits = (digits & each(0x0F)) + (isLetter & each(0x80)) >> 7 * 9
    bits = (bits | bits >> 4) & 0x00FF_00FF_00FF_00FF
    bits = (bits | bits >> 8) & 0x0000_FFFF_0000_FFFF
    return (bits | bits >> 16) & 0xFFFF_FFFF
  }

  /// The eight digits that spell 32 bits.
  private static func digits(_ half: UInt64) -> UInt64 {
    var bits = (half | half << 16) & 0x0000_FFFF_0000_FFFF
    bits = (bits | bits << 8) & 0x00FF_00FF_00FF_00FF
    bits = (bits | bits << 4) & each(0x0F)
    let isLetter = (atLeast(10, bits) & each(0x80)) >> 7
    return bits + each(0x30) + isLetter * (0x61 - 0x3A)
  }

  /// Sets the high bit of each byte below 0x80 that is at least `least`.
  private static func atLeast(_ least: UInt64, _ bytes: UInt64) -> UInt64 {
    (bytes & each(0x7F)) + each(0x80 - least)
  }

  private static func each(_ byte: UInt64) -> UInt64 { byte * 0x0101_0101_0101_0101 }
}
