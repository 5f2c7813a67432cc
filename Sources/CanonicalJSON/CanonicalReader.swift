/// Reads canonical JSON (RFC 8785, with integers below 2^53 for numbers) where it lies.
///
/// It takes one spelling of each value and refuses every other, so that what it accepts is what
/// `CanonicalWriter` writes. After a throw it stands anywhere: throw it away.
@frozen public struct CanonicalReader: ~Escapable {
  /// How many objects and arrays may lie inside each other.
  @inlinable public static var deepest: Int { 32 }

  @usableFromInline let bytes: RawSpan
  @usableFromInline var position = 0
  @usableFromInline var depth = 0

  @_lifetime(copy bytes)
  @inlinable public init(_ bytes: RawSpan) { self.bytes = bytes }

  /// Where the reader stands.
  @inlinable public var offset: Int { position }

  @inlinable public var isAtEnd: Bool { position == bytes.byteCount }

  /// Throws unless everything has been read.
  @inlinable public func expectEnd() throws(JSONFault) {
    guard isAtEnd else { throw JSONFault(.trailingBytes, at: position) }
  }

  /// Bytes that have been read.
  @_lifetime(copy self)
  public func slice(_ range: Range<Int>) -> RawSpan { bytes.extracting(range) }

  /// What kind of value comes next; nil where none does.
  @inlinable public var kind: JSONKind? {
    @inline(__always) get { JSONKind(startingWith: next) }
  }
}

// MARK: Objects and arrays

extension CanonicalReader {
  @inlinable public mutating func beginObject() throws(JSONFault) {
    try begin(UInt8(ascii: "{"))
  }

  @inlinable public mutating func endObject() throws(JSONFault) {
    try expect(UInt8(ascii: "}"))
    depth -= 1
  }

  @inlinable public mutating func beginArray() throws(JSONFault) {
    try begin(UInt8(ascii: "["))
  }

  @inlinable public mutating func endArray() throws(JSONFault) {
    try expect(UInt8(ascii: "]"))
    depth -= 1
  }

  /// Whether an element comes next; if so, the comma before it has been read.
  @inlinable public mutating func nextElement() throws(JSONFault) -> Bool {
    if next == UInt8(ascii: "]") { return false }
    if !follows(UInt8(ascii: "[")) { try expect(UInt8(ascii: ",")) }
    return true
  }

  /// Reads the next key if it is `name`, which holds nothing that JSON escapes.
  @inlinable @inline(__always) public mutating func takeKey(_ name: StaticString) -> Bool {
    let isFirst = follows(UInt8(ascii: "{"))
    let start = isFirst ? position : position + 1
    let end = start + name.utf8CodeUnitCount + 3
    guard end <= bytes.byteCount,
      isFirst || bytes.byte(position) == UInt8(ascii: ","),
      bytes.byte(start) == UInt8(ascii: "\""), bytes.holds(name, at: start + 1),
      bytes.byte(end - 2) == UInt8(ascii: "\""), bytes.byte(end - 1) == UInt8(ascii: ":")
    else { return false }
    position = end
    return true
  }

  /// Where the next key stands: behind the comma, where there is one.
  public var keyOffset: Int { next == UInt8(ascii: ",") ? position + 1 : position }

  /// The next key, whatever it is; nil at the end of the object, which is left to `endObject`.
  @inlinable public mutating func readKey() throws(JSONFault) -> String? {
    guard try hasKey() else { return nil }
    let key = try string()
    try expect(UInt8(ascii: ":"))
    return key
  }

  /// The next key as it stands in the bytes.
  mutating func nextKey() throws(JSONFault) -> StringToken? {
    guard try hasKey() else { return nil }
    let key = try scanString()
    try expect(UInt8(ascii: ":"))
    return key
  }

  /// Whether a key comes next; if so, the comma before it has been read.
  @inlinable mutating func hasKey() throws(JSONFault) -> Bool {
    if next == UInt8(ascii: "}") { return false }
    if !follows(UInt8(ascii: "{")) { try expect(UInt8(ascii: ",")) }
    guard next == UInt8(ascii: "\"") else { throw unexpected() }
    return true
  }

  @inlinable mutating func begin(_ bracket: UInt8) throws(JSONFault) {
    guard next == bracket else { throw otherType() }
    guard depth < Self.deepest else { throw JSONFault(.tooDeep, at: position) }
    position += 1
    depth += 1
  }
}

// MARK: Bytes

extension CanonicalReader {
  /// The next byte; at the end 0, which no JSON holds.
  @inlinable var next: UInt8 { position < bytes.byteCount ? bytes.byte(position) : 0 }

  /// Whether `bracket` was read last: no other value, key or comma ends with that byte.
  @inlinable func follows(_ bracket: UInt8) -> Bool {
    position > 0 && bytes.byte(position - 1) == bracket
  }

  @inlinable mutating func expect(_ byte: UInt8) throws(JSONFault) {
    guard next == byte else { throw unexpected() }
    position += 1
  }

  /// What is wrong with the next byte, where nothing that it could begin is allowed.
  @usableFromInline func unexpected() -> JSONFault {
    let problem: JSONFault.Problem =
      switch next {
      case _ where isAtEnd: .endsEarly
      case 0x20, 0x09, 0x0A, 0x0D: .whiteSpace
      case 0xEF where position == 0 && bytes.holds("\u{FEFF}", at: 0): .byteOrderMark
      default: .unexpectedByte
      }
    return JSONFault(problem, at: position)
  }

  /// What is wrong where a value of another kind was asked for.
  @usableFromInline func otherType() -> JSONFault {
    kind == nil ? unexpected() : JSONFault(.otherType, at: position)
  }
}
