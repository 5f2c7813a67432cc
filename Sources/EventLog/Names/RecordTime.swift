/// When a line was recorded: RFC 3339 in UTC with six fraction digits.
///
/// All have one form of 27 bytes, so that the order of the texts is the order of the times.
public struct RecordTime: Sendable {
  static let length = 27
  /// Where each of the words begins; the last takes in bytes of the one before, so that it is full.
  private static let starts: InlineArray<4, Int> = [0, 8, 16, 19]

  /// The text eight bytes at a time, the first of them the highest.
  ///
  /// In place, since every line has one.
  private let words: InlineArray<4, UInt64>

  /// Nil where the text has another form.
  public init?(_ text: String) { self.init(text.utf8.span.bytes) }

  /// Nil where the text has another form.
  public init?(_ text: RawSpan) {
    guard Self.hasForm(text) else { return nil }
    words = InlineArray { word in
      UInt64(
        bigEndian: text.unsafeLoadUnaligned(
          fromByteOffset: Self.starts[word], as: UInt64.self))
    }
  }

  public var text: String {
    String(unsafeUninitializedCapacity: Self.length) { text in
      for word in words.indices {
        UnsafeMutableRawBufferPointer(text).storeBytes(
          of: words[word].bigEndian, toByteOffset: Self.starts[word], as: UInt64.self)
      }
      return Self.length
    }
  }

  private static func hasForm(_ text: RawSpan) -> Bool {
    let form: StaticString = "dddd-dd-ddTdd:dd:dd.ddddddZ"
    guard text.byteCount == form.utf8CodeUnitCount else { return false }
    for place in 0..<text.byteCount {
      let byte = text.unsafeLoad(fromByteOffset: place, as: UInt8.self)
      let expected = form.utf8Start[place]
      let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
      guard expected == UInt8(ascii: "d") ? isDigit : byte == expected else { return false }
    }
    return true
  }
}

extension RecordTime: Hashable, Comparable {
  public static func == (one: RecordTime, other: RecordTime) -> Bool {
    one.words.indices.allSatisfy { one.words[$0] == other.words[$0] }
  }

  public func hash(into hasher: inout Hasher) {
    for word in words.indices { hasher.combine(words[word]) }
  }

  public static func < (one: RecordTime, other: RecordTime) -> Bool {
    for word in one.words.indices where one.words[word] != other.words[word] {
      return one.words[word] < other.words[word]
    }
    return false
  }
}

extension RecordTime: CustomStringConvertible {
  public var description: String { text }
}
