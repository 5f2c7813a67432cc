/// Writes canonical JSON (RFC 8785, with integers below 2^53 for numbers).
///
/// The caller keeps keys in canonical order and brackets in pairs.
@frozen public struct CanonicalWriter: ~Copyable {
  /// What has been written so far, behind what stood there before.
  public var bytes: [UInt8]

  /// Writes behind `bytes`.
  @inlinable public init(after bytes: consuming [UInt8] = []) { self.bytes = bytes }

  @inlinable public consuming func finish() -> [UInt8] { bytes }
}

// MARK: Objects and arrays

extension CanonicalWriter {
  @inlinable public mutating func beginObject() { bytes.append(UInt8(ascii: "{")) }
  @inlinable public mutating func endObject() { bytes.append(UInt8(ascii: "}")) }
  @inlinable public mutating func beginArray() { bytes.append(UInt8(ascii: "[")) }
  @inlinable public mutating func endArray() { bytes.append(UInt8(ascii: "]")) }

  /// Writes a key that holds nothing that JSON escapes.
  @inlinable public mutating func key(_ name: StaticString) {
    let needsComma = bytes.last != UInt8(ascii: "{")
    append(atMost: name.utf8CodeUnitCount + 4) { end in
      if needsComma { end.put(UInt8(ascii: ",")) }
      end.put(UInt8(ascii: "\""))
      end.put(name.utf8Start, count: name.utf8CodeUnitCount)
      end.put(UInt8(ascii: "\""))
      end.put(UInt8(ascii: ":"))
    }
  }

  /// Writes a key of any content.
  public mutating func key(_ name: String) {
    if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
    string(name)
    bytes.append(UInt8(ascii: ":"))
  }

  /// Writes the comma before an element, where one is needed.
  @inlinable public mutating func element() {
    if bytes.last != UInt8(ascii: "[") { bytes.append(UInt8(ascii: ",")) }
  }
}

// MARK: Values

extension CanonicalWriter {
  @inlinable public mutating func string(_ text: String) { string(text.utf8.span.bytes) }

  /// Writes the string that these bytes of UTF-8 are.
  @inlinable public mutating func string(_ text: RawSpan) {
    let count = text.byteCount
    guard text.plainRun(from: 0).end == count else { return escapedString(text) }
    append(atMost: count + 2) { end in
      end.put(UInt8(ascii: "\""))
      end.put(text)
      end.put(UInt8(ascii: "\""))
    }
  }

  /// Writes an integer between -(2^53 - 1) and 2^53 - 1.
  @inlinable public mutating func integer(_ integer: Int) {
    precondition(integer.magnitude < 1 << 53, "\(integer) is beyond 2^53 - 1")
    if integer >= 0, integer < 10 { return bytes.append(UInt8(ascii: "0") + UInt8(integer)) }
    bytes.append(contentsOf: integer.description.utf8)
  }

  @inlinable public mutating func boolean(_ boolean: Bool) {
    literal(boolean ? "true" : "false")
  }

  @inlinable public mutating func null() { literal("null") }

  /// Writes a value that is canonical already.
  @inlinable public mutating func raw(_ value: RawSpan) {
    append(atMost: value.byteCount) { end in end.put(value) }
  }

  /// Writes a value that is canonical already.
  @inlinable public mutating func raw(_ value: String) { raw(value.utf8.span.bytes) }

  @inlinable mutating func literal(_ literal: StaticString) {
    append(atMost: literal.utf8CodeUnitCount) { end in
      end.put(literal.utf8Start, count: literal.utf8CodeUnitCount)
    }
  }

  @usableFromInline mutating func escapedString(_ text: RawSpan) {
    bytes.append(UInt8(ascii: "\""))
    var start = 0
    while start < text.byteCount {
      let end = text.plainRun(from: start).end
      raw(text.extracting(start..<end))
      if end < text.byteCount { escape(text.byte(end)) }
      start = end + 1
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ character: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    if let letter = shortEscapeLetter(character) { return bytes.append(letter) }
    literal(character < 0x10 ? "u000" : "u001")
    let digit = character & 0xF
    bytes.append(digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a"))
  }
}

// MARK: Bytes

extension CanonicalWriter {
  /// Makes room once for what `put` then writes without looking.
  @inlinable @inline(__always) mutating func append(
    atMost count: Int, _ put: (inout UnsafeMutablePointer<UInt8>) -> Void
  ) {
    bytes.append(addingCapacity: count) { output in
      output.withUnsafeMutableBufferPointer { buffer, written in
        guard let start = buffer.baseAddress else { return }
        var end = start
        put(&end)
        written = end - start
      }
    }
  }
}

extension UnsafeMutablePointer<UInt8> {
  @inlinable @inline(__always) mutating func put(_ byte: UInt8) {
    pointee = byte
    self += 1
  }

  @inlinable @inline(__always) mutating func put(_ bytes: UnsafePointer<UInt8>, count: Int) {
    update(from: bytes, count: count)
    self += count
  }

  @inlinable @inline(__always) mutating func put(_ bytes: RawSpan) {
    bytes.withUnsafeBytes { source in
      guard let start = source.baseAddress else { return }
      UnsafeMutableRawPointer(self).copyMemory(from: start, byteCount: source.count)
    }
    self += bytes.byteCount
  }
}
