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
    case .string:
      let text = try string()
      writer.string(text.span.bytes)
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
    skipWhiteSpace()
    while reader.next != UInt8(ascii: "}") {
      if !members.isEmpty {
        try comma()
        writer.bytes.append(UInt8(ascii: ","))
      }
      members.append(try member())
      skipWhiteSpace()
    }
    try reader.endObject()
    try sort(members, writtenFrom: start)
    writer.endObject()
  }

  private mutating func member() throws(JSONFault) -> Member {
    let (offset, start) = (reader.position, writer.bytes.count)
    guard reader.next == UInt8(ascii: "\"") else { throw reader.unexpected() }
    let key = try string()
    skipWhiteSpace()
    try reader.expect(UInt8(ascii: ":"))
    skipWhiteSpace()
    writer.string(key.span.bytes)
    writer.bytes.append(UInt8(ascii: ":"))
    do throws(JSONFault) { try value() } catch {
      throw error.inside(String(decoding: key, as: UTF8.self))
    }
    return Member(key: key, offset: offset, written: start..<writer.bytes.count)
  }

  private mutating func comma() throws(JSONFault) {
    try reader.expect(UInt8(ascii: ","))
    skipWhiteSpace()
  }

  private mutating func skipWhiteSpace() {
    while [0x20, 0x09, 0x0A, 0x0D].contains(reader.next) { reader.position += 1 }
  }
}

// MARK: Keys

extension Rewriter {
  /// A member of an object: its key in UTF-8, where that was read, where it has been written.
  private struct Member {
    var key: [UInt8]
    var offset: Int
    var written: Range<Int>
  }

  /// Puts the members that were written from `start` on into canonical order.
  private mutating func sort(
    _ members: [Member], writtenFrom start: Int
  ) throws(JSONFault) {
    let sorted = members.sorted { KeyOrder.isAscending($0.key, $1.key) }
    for (one, other) in zip(sorted, sorted.dropFirst()) where one.key == other.key {
      let name = String(decoding: one.key, as: UTF8.self)
      throw JSONFault(.duplicateKey, at: max(one.offset, other.offset)).inside(name)
    }
    let written = writer.bytes
    writer.bytes.removeSubrange(start...)
    for member in sorted {
      if writer.bytes.count > start { writer.bytes.append(UInt8(ascii: ",")) }
      writer.bytes.append(contentsOf: written[member.written])
    }
  }
}

// MARK: Strings

extension Rewriter {
  /// Reads a string that begins here; its UTF-8.
  private mutating func string() throws(JSONFault) -> [UInt8] {
    let start = reader.position + 1
    var text: [UInt8] = []
    reader.position = start
    while true {
      let run = reader.bytes.plainRun(from: reader.position)
      try reader.bytes.checkUTF8(reader.position..<run.end)
      reader.bytes.extracting(reader.position..<run.end).withUnsafeBytes { text += $0 }
      reader.position = run.end
      switch reader.next {
      case _ where reader.isAtEnd: throw JSONFault(.endsEarly, at: run.end)
      case UInt8(ascii: "\""):
        reader.position += 1
        return text
      case UInt8(ascii: "\\"): text += Array(Character(try escape()).utf8)
      default: throw JSONFault(.controlCharacter, at: run.end)
      }
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
