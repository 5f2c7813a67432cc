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
    needle.withUTF8Buffer { text in
      withUnsafeBytes { $0.place(of: UnsafeRawBufferPointer(text)) }
    }
  }

  /// Where these bytes stand first; nil where they do not.
  public func place(of needle: RawSpan) -> Int? {
    needle.withUnsafeBytes { text in withUnsafeBytes { $0.place(of: text) } }
  }

  /// Whether it is spelled as types are: `deal.terms-offered.v1`.
  var isTypeName: Bool {
    withUnsafeBytes { bytes in
      guard let kind = bytes.stop(behindWordAt: 0), let name = bytes.stop(behindWordAt: kind + 1),
        name + 2 < bytes.count, bytes[name + 1] == UInt8(ascii: "v"),
        bytes[name + 2] != UInt8(ascii: "0")
      else { return false }
      return bytes[(name + 2)...].decimal != nil
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

extension UnsafeRawBufferPointer {
  fileprivate func place(of needle: UnsafeRawBufferPointer) -> Int? {
    guard let start = baseAddress, let text = needle.baseAddress, let first = needle.first else {
      return nil
    }
    var rest = start
    while start + count - rest >= needle.count,
      let found = memchr(rest, Int32(first), start + count - rest - needle.count + 1)
    {
      if memcmp(found, text, needle.count) == 0 {
        return UnsafeRawPointer(found) - start
      }
      rest = UnsafeRawPointer(found) + 1
    }
    return nil
  }
}

extension UnsafeRawBufferPointer {
  /// Where the full stop stands behind lower-case letters, digits and hyphens that begin with a
  /// letter; nil where they do not, or end otherwise.
  fileprivate func stop(behindWordAt start: Int) -> Int? {
    guard start < count, self[start] &- UInt8(ascii: "a") < 26 else { return nil }
    var end = start + 1
    while end < count, self[end].isWordByte { end += 1 }
    return end < count && self[end] == UInt8(ascii: ".") ? end : nil
  }
}

extension UInt8 {
  fileprivate var isWordByte: Bool {
    self &- UInt8(ascii: "a") < 26 || self &- UInt8(ascii: "0") < 10 || self == UInt8(ascii: "-")
  }
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
