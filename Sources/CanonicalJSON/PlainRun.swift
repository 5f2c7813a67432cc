public import Glibc

/// Bytes that stand in a JSON string as they are: no quote, no backslash, no control character.
@usableFromInline struct PlainRun {
  /// Where the run ends: at a byte of another kind, or at the end of the bytes.
  @usableFromInline var end: Int
  @usableFromInline var isASCII: Bool

  @inlinable init(end: Int, isASCII: Bool) { (self.end, self.isASCII) = (end, isASCII) }
}

extension RawSpan {
  /// The byte at an offset that the caller knows to be within bounds.
  @inlinable func byte(_ offset: Int) -> UInt8 {
    unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt8.self)
  }

  /// Whether the bytes from `offset` on are those of `text`.
  ///
  /// Where the text is known, no call remains of the comparison.
  @inlinable @inline(__always) func holds(_ text: StaticString, at offset: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard byteCount - offset >= count else { return false }
    return withUnsafeBytes { bytes in
      bytes.baseAddress.map { memcmp($0 + offset, text.utf8Start, count) == 0 } ?? true
    }
  }

  /// The run that begins at `start`, found eight bytes at a time.
  @inlinable func plainRun(from start: Int) -> PlainRun {
    var (offset, seen) = (start, UInt64(0))
    while byteCount - offset >= 8 {
      let word = unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self).littleEndian
      let stops = word.bytesThatEndARun
      if stops != 0 {
        let before = stops.trailingZeroBitCount & ~7
        seen |= word & ((1 << UInt64(before)) &- 1)
        return PlainRun(end: offset + before / 8, isASCII: seen & .highBits == 0)
      }
      seen |= word
      offset += 8
    }
    while offset < byteCount, !byte(offset).endsARun {
      seen |= UInt64(byte(offset))
      offset += 1
    }
    return PlainRun(end: offset, isASCII: seen & .highBits == 0)
  }
}

extension UInt64 {
  @inlinable static var highBits: UInt64 { 0x8080_8080_8080_8080 }
  @inlinable static var lowBits: UInt64 { 0x0101_0101_0101_0101 }

  /// The high bit of each byte that is a quote, a backslash or below 0x20.
  ///
  /// With its second bit turned a quote is 0x20, and what was below 0x20 still is: one comparison is
  /// enough for both. Only the lowest bit set is certain, since the subtractions borrow upwards from
  /// a byte that was found. See "Determine if a word has a byte less than n" in Bit Twiddling Hacks.
  @inlinable var bytesThatEndARun: UInt64 {
    let turned = self ^ (.lowBits &* 0x02)
    let backslash = self ^ (.lowBits &* UInt64(UInt8(ascii: "\\")))
    let found =
      (turned &- .lowBits &* 0x21) & ~turned
      | (backslash &- .lowBits) & ~backslash
    return found & .highBits
  }
}

extension UInt8 {
  @inlinable var endsARun: Bool {
    self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\")
  }
}
