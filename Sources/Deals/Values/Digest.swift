/// A SHA-256 of a document, spelled `sha256:` and 64 lower-case hex digits.
@frozen public struct Digest: TextCoded {
  @usableFromInline var words: (UInt64, UInt64, UInt64, UInt64)

  @usableFromInline init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

  /// Takes 32 bytes; nil for any other number.
  public init?(bytes: some Sequence<UInt8>) {
    var words: [UInt64] = []
    var count = 0
    for byte in bytes {
      if count % 8 == 0 { words.append(0) }
      words[words.count - 1] = words[words.count - 1] << 8 | UInt64(byte)
      count += 1
    }
    guard count == 32 else { return nil }
    self.words = (words[0], words[1], words[2], words[3])
  }

  public init?(text: String) {
    let bytes = text.utf8.span.bytes
    guard bytes.byteCount == 71, text.hasPrefix("sha256:"),
      let a = HexDigits(bytes, at: 7)?.word, let b = HexDigits(bytes, at: 23)?.word,
      let c = HexDigits(bytes, at: 39)?.word, let d = HexDigits(bytes, at: 55)?.word
    else { return nil }
    words = (a, b, c, d)
  }

  public var text: String { spelled(after: "sha256:") }

  /// 64 lower-case hex digits.
  public var hex: String { spelled(after: "") }

  private func spelled(after prefix: StaticString) -> String {
    let length = prefix.utf8CodeUnitCount
    return String(unsafeUninitializedCapacity: length + 64) { buffer in
      for index in 0..<length { buffer[index] = prefix.utf8Start[index] }
      let digits = UnsafeMutableRawBufferPointer(
        rebasing: UnsafeMutableRawBufferPointer(buffer)[length...])
      HexDigits(words.0).store(in: digits, at: 0)
      HexDigits(words.1).store(in: digits, at: 16)
      HexDigits(words.2).store(in: digits, at: 32)
      HexDigits(words.3).store(in: digits, at: 48)
      return length + 64
    }
  }

  /// The 32 bytes.
  public var bytes: [UInt8] {
    [words.0, words.1, words.2, words.3].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) }
    }
  }

  @inlinable public static var blank: Digest { Digest(words: (0, 0, 0, 0)) }
  public static var textShape: TextShape { TextShape(71...71, pattern: "^sha256:[0-9a-f]{64}$") }
  public static var expectation: String { "sha256: and 64 lower-case hex digits" }

  @inlinable public static func == (one: Digest, other: Digest) -> Bool {
    one.words == other.words
  }

  @inlinable public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
  }
}

extension Digest: CustomStringConvertible {
  public var description: String { text }
}
