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
    var text = text
    let words: (UInt64, UInt64, UInt64, UInt64)? = text.withUTF8 { utf8 in
      let prefix: StaticString = "sha256:"
      guard utf8.count == 71,
        utf8.prefix(7).elementsEqual(
          UnsafeBufferPointer(
            start: prefix.utf8Start, count: 7))
      else { return nil }
      guard let a = Self.word(utf8, 7), let b = Self.word(utf8, 23),
        let c = Self.word(utf8, 39), let d = Self.word(utf8, 55)
      else { return nil }
      return (a, b, c, d)
    }
    guard let words else { return nil }
    self.words = words
  }

  private static func word(_ utf8: UnsafeBufferPointer<UInt8>, _ start: Int) -> UInt64? {
    var word: UInt64 = 0
    for index in start..<start + 16 {
      let digit: UInt8
      switch utf8[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = utf8[index] - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = utf8[index] - UInt8(ascii: "a") + 10
      default: return nil
      }
      word = word << 4 | UInt64(digit)
    }
    return word
  }

  public var text: String { "sha256:" + hex }

  /// 64 lower-case hex digits.
  public var hex: String {
    String(unsafeUninitializedCapacity: 64) { buffer in
      var index = 0
      for word in [words.0, words.1, words.2, words.3] {
        for shift in stride(from: UInt64(60), through: 0, by: -4) {
          let digit = UInt8(truncatingIfNeeded: word >> shift) & 0xF
          buffer[index] = digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a")
          index += 1
        }
      }
      return 64
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
