extension CanonicalReader {
  /// Reads a string.
  ///
  /// Nearly every string is one plain run. If that is ASCII, as it mostly is, nothing remains to be
  /// checked, and the copy is all that it costs.
  @inlinable public mutating func string() throws(JSONFault) -> String {
    guard next == UInt8(ascii: "\"") else { throw otherType() }
    let start = position + 1
    let run = bytes.plainRun(from: start)
    guard run.end < bytes.byteCount, bytes.byte(run.end) == UInt8(ascii: "\"") else {
      return try escapedString()
    }
    if !run.isASCII { try bytes.checkUTF8(start..<run.end) }
    position = run.end + 1
    return copy(start..<run.end, isASCII: run.isASCII)
  }

  /// Reads an integer between -(2^53 - 1) and 2^53 - 1.
  @inlinable public mutating func integer() throws(JSONFault) -> Int {
    guard kind == .number else { throw otherType() }
    let isNegative = next == UInt8(ascii: "-")
    let start = isNegative ? position + 1 : position
    var (end, magnitude) = (start, 0)
    // Seventeen digits are too many, and still fit.
    while end < bytes.byteCount, end - start < 17, bytes.byte(end) &- UInt8(ascii: "0") < 10 {
      magnitude = magnitude &* 10 &+ Int(bytes.byte(end) &- UInt8(ascii: "0"))
      end += 1
    }
    try check(magnitude, digits: start..<end)
    position = end
    return isNegative ? -magnitude : magnitude
  }

  /// Reads `true` or `false`.
  @inlinable public mutating func boolean() throws(JSONFault) -> Bool {
    if take("true") { return true }
    if take("false") { return false }
    throw kind == .boolean ? JSONFault(.unexpectedByte, at: position) : otherType()
  }

  @inlinable public mutating func null() throws(JSONFault) {
    if take("null") { return }
    throw kind == .null ? JSONFault(.unexpectedByte, at: position) : otherType()
  }

  @inlinable mutating func take(_ literal: StaticString) -> Bool {
    guard bytes.holds(literal, at: position) else { return false }
    position += literal.utf8CodeUnitCount
    return true
  }

  /// The text of bytes that have been checked.
  @inlinable func copy(_ range: Range<Int>, isASCII: Bool) -> String {
    let text = Span<UInt8>(_bytes: bytes.extracting(unchecked: range))
    return String(copying: UTF8Span(unchecked: text, isKnownASCII: isASCII))
  }

  @usableFromInline mutating func escapedString() throws(JSONFault) -> String {
    String(decoding: unescaped(try scanString()), as: UTF8.self)
  }

  @inlinable func check(_ magnitude: Int, digits: Range<Int>) throws(JSONFault) {
    let follower = digits.upperBound < bytes.byteCount ? bytes.byte(digits.upperBound) : 0
    let first = digits.isEmpty ? 0 : bytes.byte(digits.lowerBound)
    // A digit is between 1 and 9 in what is mostly read here.
    guard first &- UInt8(ascii: "1") < 9, magnitude < 1 << 53, !follower.continuesANumber else {
      return try checkClosely(magnitude, digits: digits, follower)
    }
  }

  /// The same for zero and for what is refused.
  @usableFromInline func checkClosely(
    _ magnitude: Int, digits: Range<Int>, _ follower: UInt8
  ) throws(JSONFault) {
    guard !digits.isEmpty else {
      let isAtEnd = digits.upperBound == bytes.byteCount
      throw JSONFault(isAtEnd ? .endsEarly : .unexpectedByte, at: digits.upperBound)
    }
    if digits.count > 1, bytes.byte(digits.lowerBound) == UInt8(ascii: "0") {
      throw JSONFault(.leadingZero, at: position)
    }
    if digits.count <= 16, follower.continuesANumber {
      throw JSONFault(.fraction, at: digits.upperBound)
    }
    if magnitude >= 1 << 53 { throw JSONFault(.integerTooLarge, at: position) }
    if magnitude == 0, digits.lowerBound > position { throw JSONFault(.negativeZero, at: position) }
  }
}

extension UInt8 {
  /// Whether this byte makes a fraction or an exponent of the digits before it.
  @inlinable var continuesANumber: Bool {
    self == UInt8(ascii: ".") || self == UInt8(ascii: "e") || self == UInt8(ascii: "E")
  }
}
