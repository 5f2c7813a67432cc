/// Finds the attributes of a line that the log has written, without looking at what lies between.
///
/// No attribute holds a quote or a backslash, so the ends of each are its next quotes: those before
/// the data are found from the front, those behind them from the back.
struct TrustedPlaces: ~Escapable {
  private let line: RawSpan
  /// What has not been found yet lies between these two.
  private var front = 1
  private var back: Int

  @_lifetime(copy line)
  init(_ line: RawSpan) throws(LineFault) {
    self.line = line
    back = line.byteCount - 1
    guard back > 1, line.byte(0) == UInt8(ascii: "{"), line.byte(back) == UInt8(ascii: "}") else {
      throw .malformedAttribute("type")
    }
  }

  /// The next attribute from the front, if it has this name.
  mutating func leading(_ name: StaticString) -> Range<Int>? {
    let start = front + name.utf8CodeUnitCount + 4
    guard start < back, line.byte(front) == UInt8(ascii: "\""), line.holds(name, at: front + 1),
      line.byte(start - 3) == UInt8(ascii: "\""), line.byte(start - 1) == UInt8(ascii: "\"")
    else { return nil }
    var end = start
    while end < back, line.byte(end) != UInt8(ascii: "\"") { end += 1 }
    front = end + 2
    return start..<end
  }

  /// The next attribute from the back, which is a text of this name.
  mutating func trailing(_ name: StaticString) throws(LineFault) -> Range<Int> {
    let end = back - 1
    var start = end
    while start > front, line.byte(start - 1) != UInt8(ascii: "\"") { start -= 1 }
    let key = start - name.utf8CodeUnitCount - 5
    guard key > front, line.byte(end) == UInt8(ascii: "\""),
      line.byte(start - 2) == UInt8(ascii: ":")
    else { throw .attribute("\(name)", offset: max(0, start)) }
    try requireName(name, at: key)
    back = key
    return start..<end
  }

  /// The same, of a number.
  mutating func trailingNumber(_ name: StaticString) throws(LineFault) -> Range<Int> {
    let end = back
    var start = end
    while start > front, line.byte(start - 1) != UInt8(ascii: ":") { start -= 1 }
    let key = start - name.utf8CodeUnitCount - 4
    guard key > front else { throw .attribute("\(name)", offset: max(0, start)) }
    try requireName(name, at: key)
    back = key
    return start..<end
  }

  /// What is left: the object under `data`.
  func data() throws(LineFault) -> Range<Int> {
    let start = front + 7
    guard start < back, line.holds("\"data\":", at: front), line.byte(start) == UInt8(ascii: "{"),
      line.byte(back - 1) == UInt8(ascii: "}")
    else { throw .attribute("data", offset: front) }
    return start..<back
  }

  /// Requires `,"name":` to stand there.
  private func requireName(_ name: StaticString, at key: Int) throws(LineFault) {
    let end = key + 2 + name.utf8CodeUnitCount
    guard line.byte(key) == UInt8(ascii: ","), line.byte(key + 1) == UInt8(ascii: "\""),
      line.holds(name, at: key + 2), line.byte(end) == UInt8(ascii: "\"")
    else { throw .attribute("\(name)", offset: key) }
  }
}

extension RawSpan {
  fileprivate func byte(_ offset: Int) -> UInt8 {
    unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }

  fileprivate func holds(_ text: StaticString, at offset: Int) -> Bool {
    extracting(droppingFirst: offset).begins(with: text)
  }
}
