import Glibc

/// Finds the attributes of a line that the log has written, without looking at what lies between.
///
/// No attribute holds a quote or a backslash, so the ends of each are its next quotes: those before
/// the data are found from the front, those behind them from the back.
struct TrustedPlaces {
  private let line: UnsafeRawBufferPointer
  /// What has not been found yet lies between these two, which are within the line.
  private var front = 1
  private var back: Int

  /// - Parameter line: Lent for as long as places are asked for.
  init(_ line: UnsafeRawBufferPointer) throws(LineFault) {
    guard line.count > 2, line.first == UInt8(ascii: "{"), line.last == UInt8(ascii: "}") else {
      throw .malformedAttribute("type")
    }
    self.line = line
    back = line.count - 1
  }

  /// The next attribute from the front, if it has this name.
  mutating func leading(_ name: StaticString) -> Range<Int>? {
    let start = front + name.utf8CodeUnitCount + 4
    guard start < back, isKey(name, at: front), byte(start - 1) == UInt8(ascii: "\""),
      let end = quote(from: start)
    else { return nil }
    front = min(end + 2, back)
    return start..<end
  }

  /// The next attribute from the back, which is a text of this name.
  ///
  /// - Parameter length: At least how long the text is.
  mutating func trailing(
    _ name: StaticString, atLeast length: Int = 0
  ) throws(LineFault) -> Range<Int> {
    let end = max(front, back - 1)
    var start = max(front, end - length)
    while start > front, byte(start - 1) != UInt8(ascii: "\"") { start -= 1 }
    let key = start - name.utf8CodeUnitCount - 5
    guard key > front, byte(end) == UInt8(ascii: "\""), byte(key) == UInt8(ascii: ","),
      isKey(name, at: key + 1)
    else { throw .attribute("\(name)", offset: start) }
    back = key
    return start..<end
  }

  /// The same, of a number.
  mutating func trailingNumber(_ name: StaticString) throws(LineFault) -> Range<Int> {
    var start = back
    while start > front, byte(start - 1) != UInt8(ascii: ":") { start -= 1 }
    let key = start - name.utf8CodeUnitCount - 4
    guard key > front, byte(key) == UInt8(ascii: ","), isKey(name, at: key + 1) else {
      throw .attribute("\(name)", offset: start)
    }
    defer { back = key }
    return start..<back
  }

  /// The revision, with which all behind it is found.
  mutating func revision() throws(LineFault) -> Range<Int> {
    for name: StaticString in ["type", "time", "subject", "specversion", "source"] {
      _ = try trailing(name)
    }
    return try trailingNumber("revision")
  }

  /// What is left: the object under `data`.
  func data() throws(LineFault) -> Range<Int> {
    let start = front + 7
    guard start < back, isKey("data", at: front), byte(start) == UInt8(ascii: "{"),
      byte(back - 1) == UInt8(ascii: "}")
    else { throw .attribute("data", offset: front) }
    return start..<back
  }

  /// Whether `"name":` stands there, which ends before `back`.
  private func isKey(_ name: StaticString, at start: Int) -> Bool {
    let count = name.utf8CodeUnitCount
    guard start + count + 3 <= line.count, let base = line.baseAddress else { return false }
    return byte(start) == UInt8(ascii: "\"")
      && memcmp(base + start + 1, name.utf8Start, count) == 0
      && byte(start + count + 1) == UInt8(ascii: "\"")
      && byte(start + count + 2) == UInt8(ascii: ":")
  }

  /// Where the next quote stands before `back`; nil where none does.
  private func quote(from start: Int) -> Int? {
    guard let base = line.baseAddress,
      let found = memchr(base + start, Int32(UInt8(ascii: "\"")), back - start)
    else { return nil }
    return UnsafeRawPointer(found) - base
  }

  private func byte(_ offset: Int) -> UInt8 { line[offset] }
}
