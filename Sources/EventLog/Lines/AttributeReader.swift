import CanonicalJSON

/// Reads the attributes of a line one after another, and says where each stands.
struct AttributeReader: ~Escapable {
  private var reader: CanonicalReader

  @_lifetime(copy line)
  init(_ line: RawSpan) {
    reader = CanonicalReader(line)
  }

  /// Where the text of an attribute stands, without its quotes.
  @inline(__always)
  mutating func attribute(_ name: StaticString) throws(LineFault) -> Range<Int> {
    guard reader.takeKey(name) else { throw missing(name) }
    return try text(of: name)
  }

  @inline(__always)
  mutating func optional(_ name: StaticString) throws(LineFault) -> Range<Int>? {
    guard reader.takeKey(name) else { return nil }
    return try text(of: name)
  }

  private mutating func text(of name: StaticString) throws(LineFault) -> Range<Int> {
    guard reader.kind == .string else { throw .malformedAttribute("\(name)") }
    let place = try json { (json) throws(JSONFault) in try json.skipPlainString() }
    guard let place else { throw .escapedAttribute("\(name)") }
    return place
  }

  private func missing(_ name: StaticString) -> LineFault {
    .attribute("\(name)", offset: reader.offset)
  }

  mutating func integer(_ name: StaticString) throws(LineFault) -> Int {
    guard reader.takeKey(name) else { throw missing(name) }
    return try json { (json) throws(JSONFault) in try json.integer() }
  }

  mutating func object(_ name: StaticString) throws(LineFault) -> Range<Int> {
    guard reader.takeKey(name) else { throw missing(name) }
    guard reader.kind == .object else { throw .malformedAttribute("\(name)") }
    return try json { (json) throws(JSONFault) in try json.skipValue() }
  }

  mutating func json<Result>(
    _ body: (inout CanonicalReader) throws(JSONFault) -> Result
  ) throws(LineFault) -> Result {
    do throws(JSONFault) {
      return try body(&reader)
    } catch {
      throw .json(error)
    }
  }
}
