/// Reads JSON as people and libraries write it, and writes it as canonical form has it.
struct Rewriter: ~Copyable, ~Escapable {
  /// Reads what has one spelling only: numbers, literals, brackets.
  private var reader: CanonicalReader
  private(set) var writer = CanonicalWriter()

  @_lifetime(copy bytes)
  init(_ bytes: RawSpan) { reader = CanonicalReader(bytes) }

  mutating func document() throws(JSONFault) {
    if reader.bytes.holds("\u{FEFF}", at: 0) { throw JSONFault(.byteOrderMark, at: 0) }
    skipWhiteSpace()
    if reader.isAtEnd { throw JSONFault(.empty, at: reader.position) }
    try value()
    skipWhiteSpace()
    try reader.expectEnd()
  }

  private mutating func value() throws(JSONFault) {
    switch reader.kind {
    case .string: try string()
    case .number: writer.integer(try reader.integer())
    case .boolean: writer.boolean(try reader.boolean())
    case .null:
      try reader.null()
      writer.null()
    case .array: try array()
    case .object: try object()
    case nil: throw reader.unexpected()
    }
  }

  private mutating func array() throws(JSONFault) {
    try reader.beginArray()
    writer.beginArray()
    var count = 0
    skipWhiteSpace()
    while reader.next != UInt8(ascii: "]") {
      if count > 0 { try comma() }
      writer.element()
      do throws(JSONFault) { try value() } catch { throw error.inside("\(count)") }
      count += 1
      skipWhiteSpace()
    }
    try reader.endArray()
    writer.endArray()
  }

  private mutating func object() throws(JSONFault) {
    try reader.beginObject()
    writer.beginObject()
    let start = writer.bytes.count
    var members: [Member] = []
    var isSorted = true
    skipWhiteSpace()
    while reader.next != UInt8(ascii: "}") {
      if !members.isEmpty {
        try comma()
        writer.bytes.append(UInt8(ascii: ","))
      }
      let member = try member()
      if let last = members.last { isSorted = isSorted && precedes(last, member) }
      members.append(member)
      skipWhiteSpace()
    }
    try reader.endObject()
    if !isSorted { try sort(&members, writtenFrom: start) }
    writer.endObject()
  }

  private mutating func member() throws(JSONFault) -> Member {
    let (offset, start) = (reader.position, writer.bytes.count)
    guard reader.next == UInt8(ascii: "\"") else { throw reader.unexpected() }
    let isEscaped = try string()
    let key = start + 1..<writer.bytes.count - 1
    skipWhiteSpace()
    try reader.expect(UInt8(ascii: ":"))
    skipWhiteSpace()
    writer.bytes.append(UInt8(ascii: ":"))
    do throws(JSONFault) { try value() } catch {
      throw error.inside(name(of: key, isEscaped))
    }
    return Member(
      key: key, isEscaped: isEscaped, offset: offset, written: start..<writer.bytes.count)
  }

  private mutating func comma() throws(JSONFault) {
    try reader.expect(UInt8(ascii: ","))
    skipWhiteSpace()
  }

  private mutating func skipWhiteSpace() {
    while true {
      switch reader.next {
      case 0x20, 0x09, 0x0A, 0x0D: reader.position += 1
      default: return
      }
    }
  }
}

// MARK: Keys

extension Rewriter {
  /// A member of an object.
  private struct Member {
    /// Where its key has been written, without the quotes.
    let key: Range<Int>
    let isEscaped: Bool
    /// Where it was read.
    let offset: Int
    /// Where it has been written, key and value.
    let written: Range<Int>
  }

  /// Puts the members that were written from `start` on into canonical order.
  private mutating func sort(
    _ members: inout [Member], writtenFrom start: Int
  ) throws(JSONFault) {
    members.sort { precedes($0, $1) }
    for (one, other) in zip(members, members.dropFirst()) where !precedes(one, other) {
      throw JSONFault(.duplicateKey, at: max(one.offset, other.offset))
        .inside(name(of: one.key, one.isEscaped))
    }
    let written = Array(writer.bytes[start...])
    writer.bytes.removeSubrange(start...)
    for member in members {
      if writer.bytes.count > start { writer.bytes.append(UInt8(ascii: ",")) }
      let place = member.written.lowerBound - start..<member.written.upperBound - start
      writer.raw(written.span.bytes.extracting(place))
    }
  }

  /// Whether one member stands before another in canonical order; before itself none does.
  private func precedes(_ one: Member, _ other: Member) -> Bool {
    guard !one.isEscaped, !other.isEscaped else {
      return KeyOrder.isAscending(text(of: one.key), text(of: other.key))
    }
    return writer.bytes.withUnsafeBytes { bytes in
      KeyOrder.isAscending(bytes[one.key], bytes[other.key])
    }
  }

  private func name(of key: Range<Int>, _ isEscaped: Bool) -> String {
    String(decoding: isEscaped ? text(of: key) : Array(writer.bytes[key]), as: UTF8.self)
  }

  /// The UTF-8 of a key that has been written with escapes.
  private func text(of key: Range<Int>) -> [UInt8] {
    let written = CanonicalReader(writer.bytes.span.bytes)
    return written.unescaped(StringToken(body: key, isEscaped: true))
  }
}

// MARK: Strings

extension Rewriter {
  /// Rewrites a string that begins here; whether canonical form writes it with an escape.
  @discardableResult
  private mutating func string() throws(JSONFault) -> Bool {
    let start = reader.position + 1
    let run = try plainRun(from: start)
    guard reader.next == UInt8(ascii: "\"") else {
      let text = try escapedString(after: start..<run)
      let end = writer.bytes.count
      writer.string(text.span.bytes)
      return writer.bytes.count - end > text.count + 2
    }
    reader.position += 1
    // Quotes and all: there is nothing in it that would be written otherwise.
    writer.raw(reader.bytes.extracting(start - 1..<reader.position))
    return false
  }

  /// Reads on as far as nothing needs care; where that ends.
  private mutating func plainRun(from start: Int) throws(JSONFault) -> Int {
    let run = reader.bytes.plainRun(from: start)
    if !run.isASCII { try reader.bytes.checkUTF8(start..<run.end) }
    reader.position = run.end
    return run.end
  }

  /// Reads the rest of a string, which begins with a plain run; its UTF-8.
  private mutating func escapedString(after first: Range<Int>) throws(JSONFault) -> [UInt8] {
    var text: [UInt8] = []
    reader.bytes.extracting(first).withUnsafeBytes { text += $0 }
    while true {
      switch reader.next {
      case _ where reader.isAtEnd: throw JSONFault(.endsEarly, at: reader.position)
      case UInt8(ascii: "\""):
        reader.position += 1
        return text
      case UInt8(ascii: "\\"): text += Array(Character(try escape()).utf8)
      default: throw JSONFault(.controlCharacter, at: reader.position)
      }
      let start = reader.position
      let end = try plainRun(from: start)
      reader.bytes.extracting(start..<end).withUnsafeBytes { text += $0 }
    }
  }

  /// Reads an escape, or two that make a surrogate pair.
  private mutating func escape() throws(JSONFault) -> Unicode.Scalar {
    let start = reader.position
    let unit = try escapedUnit()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard UTF16.isLeadSurrogate(unit), reader.bytes.holds("\\u", at: reader.position) else {
      throw JSONFault(.loneSurrogate, at: start)
    }
    let trail = try escapedUnit()
    guard UTF16.isTrailSurrogate(trail) else { throw JSONFault(.loneSurrogate, at: start) }
    return UTF16.decode(UTF16.EncodedScalar([unit, trail]))
  }

  /// Reads one escape; the UTF-16 code unit that it stands for (RFC 8259, section 7).
  private mutating func escapedUnit() throws(JSONFault) -> UInt16 {
    let start = reader.position
    reader.position += 1
    let letter = reader.next
    guard !reader.isAtEnd else { throw reader.unexpected() }
    reader.position += 1
    if letter == UInt8(ascii: "u") { return try hexUnit(ofEscapeAt: start) }
    if letter == UInt8(ascii: "/") { return UInt16(letter) }
    guard let character = shortEscape(letter) else { throw JSONFault(.unknownEscape, at: start) }
    return UInt16(character)
  }

  private mutating func hexUnit(ofEscapeAt start: Int) throws(JSONFault) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard !reader.isAtEnd else { throw reader.unexpected() }
      let digit = Character(Unicode.Scalar(reader.next))
      guard digit.isASCII, let value = digit.hexDigitValue else {
        throw JSONFault(.unknownEscape, at: start)
      }
      unit = unit << 4 | UInt16(value)
      reader.position += 1
    }
    return unit
  }
}
