import CanonicalJSON

/// Reads the attributes of a line one after another, and says where each stands.
struct AttributeReader: ~Escapable {
  private let line: RawSpan
  private var reader: CanonicalReader

  @_lifetime(copy line)
  init(_ line: RawSpan) {
    self.line = line
    reader = CanonicalReader(line)
  }

  /// Where the text of an attribute stands, without its quotes.
  mutating func attribute(_ name: StaticString) throws(LineFault) -> Range<Int> {
    guard let place = try optional(name) else { throw .attribute("\(name)", offset: reader.offset) }
    return place
  }

  mutating func optional(_ name: StaticString) throws(LineFault) -> Range<Int>? {
    guard reader.takeKey(name) else { return nil }
    guard reader.kind == .string else { throw .malformedAttribute("\(name)") }
    let quoted = try json { (json) throws(JSONFault) in try json.skipValue() }
    let place = quoted.lowerBound + 1..<quoted.upperBound - 1
    guard !line.extracting(place).holdsBackslash else { throw .escapedAttribute("\(name)") }
    return place
  }

  mutating func integer(_ name: StaticString) throws(LineFault) -> Int {
    guard reader.takeKey(name) else { throw .attribute("\(name)", offset: reader.offset) }
    return try json { (json) throws(JSONFault) in try json.integer() }
  }

  mutating func object(_ name: StaticString) throws(LineFault) -> Range<Int> {
    guard reader.takeKey(name) else { throw .attribute("\(name)", offset: reader.offset) }
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

extension RawSpan {
  fileprivate var holdsBackslash: Bool {
    withUnsafeBytes { $0.contains(UInt8(ascii: "\\")) }
  }
}
