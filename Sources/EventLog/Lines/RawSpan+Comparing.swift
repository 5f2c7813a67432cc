import Glibc

extension RawSpan {
  /// Whether the two hold the same bytes.
  public func isEqual(to other: RawSpan) -> Bool {
    guard byteCount == other.byteCount else { return false }
    return withUnsafeBytes { bytes in
      other.withUnsafeBytes { others in
        guard let one = bytes.baseAddress, let other = others.baseAddress else { return true }
        return memcmp(one, other, bytes.count) == 0
      }
    }
  }

  /// Whether the bytes are those of a text.
  public func isEqual(to text: StaticString) -> Bool {
    byteCount == text.utf8CodeUnitCount && begins(with: text)
  }

  /// Where these bytes stand first; nil where they do not.
  public func place(of needle: StaticString) -> Int? {
    withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return nil }
      let (first, length) = (Int32(needle.utf8Start.pointee), needle.utf8CodeUnitCount)
      var rest = start
      while start + bytes.count - rest >= length,
        let found = memchr(rest, first, start + bytes.count - rest - length + 1)
      {
        if memcmp(found, needle.utf8Start, length) == 0 { return UnsafeRawPointer(found) - start }
        rest = UnsafeRawPointer(found) + 1
      }
      return nil
    }
  }

  func begins(with text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard byteCount >= count else { return false }
    return withUnsafeBytes { bytes in
      bytes.baseAddress.map { memcmp($0, text.utf8Start, count) == 0 } ?? true
    }
  }

  /// The number that decimal digits spell in their one way; nil for anything else.
  var decimal: UInt64? { withUnsafeBytes { $0[...].decimal } }
}

extension Slice<UnsafeRawBufferPointer> {
  /// The number that decimal digits spell in their one way; nil for anything else.
  var decimal: UInt64? {
    guard count > 0, count == 1 || first != UInt8(ascii: "0") else { return nil }
    var number: UInt64 = 0
    for byte in self {
      let digit = byte &- UInt8(ascii: "0")
      let (tens, isBeyond) = number.multipliedReportingOverflow(by: 10)
      let (sum, isBeyondToo) = tens.addingReportingOverflow(UInt64(digit))
      guard digit < 10, !isBeyond, !isBeyondToo else { return nil }
      number = sum
    }
    return number
  }
}
