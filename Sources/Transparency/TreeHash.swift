/// A SHA-256 hash: a leaf's, a node's, or the root of a tree.
///
/// The 32 bytes lie inline, in order, so that a row of hashes is a tile as it is stored and served.
public struct TreeHash: Sendable, BitwiseCopyable {
  /// How many bytes a hash has.
  public static let byteCount = 32

  /// The bytes as they lie in memory, eight by eight.
  let words: InlineArray<4, UInt64>

  /// The hash that `bytes` spell; nil unless they are 32.
  public init?(_ bytes: RawSpan) {
    guard bytes.byteCount == Self.byteCount else { return nil }
    self.init(in: bytes, at: 0)
  }

  /// The 32 bytes of `bytes` from `offset` on, which the caller knows to be there.
  init(in bytes: RawSpan, at offset: Int) {
    words = InlineArray { word in
      bytes.unsafeLoadUnaligned(fromByteOffset: offset + 8 * word, as: UInt64.self)
    }
  }

  /// Lends the 32 bytes.
  public func withBytes<Result, Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(words.span.bytes)
  }
}

extension TreeHash: Hashable {
  public static func == (a: Self, b: Self) -> Bool {
    a.words[0] == b.words[0] && a.words[1] == b.words[1]
      && a.words[2] == b.words[2] && a.words[3] == b.words[3]
  }

  /// By the first eight bytes, which nobody can make alike for many hashes.
  public func hash(into hasher: inout Hasher) { hasher.combine(words[0]) }
}

extension TreeHash: Comparable {
  /// The order of the bytes, as `memcmp` has it.
  public static func < (a: Self, b: Self) -> Bool {
    for word in 0..<4 where a.words[word] != b.words[word] {
      return a.words[word].bigEndian < b.words[word].bigEndian
    }
    return false
  }
}
