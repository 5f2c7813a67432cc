import Crypto

extension TreeHash {
  /// The root of a tree without leaves: the hash of no bytes (RFC 6962, section 2.1).
  public static let empty = sha256(RawSpan())

  /// The hash of a leaf: SHA-256(0x00 || line) (RFC 6962, section 2.1).
  public static func leaf(_ line: RawSpan) -> TreeHash {
    var hasher = SHA256()
    hasher.update(0x00)
    hasher.update(line)
    return TreeHash(hasher.finalize())
  }

  /// The hash of a node: SHA-256(0x01 || left || right) (RFC 6962, section 2.1).
  public static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
    // In one piece, of which the last byte of the first word is the first.
    let row = InlineArray<9, UInt64> { place in
      switch place {
      case 0: UInt64(0x01).bigEndian
      case 1...4: left.words[place - 1]
      default: right.words[place - 5]
      }
    }
    return sha256(row.span.bytes.extracting(7...))
  }

  /// The plain SHA-256 of `bytes`, which is neither a leaf nor a node.
  public static func sha256(_ bytes: RawSpan) -> TreeHash {
    var hasher = SHA256()
    hasher.update(bytes)
    return TreeHash(hasher.finalize())
  }

  /// The root of the tree over `hashes`: MTH of RFC 6962, section 2.1, from leaf hashes on.
  public static func root(of hashes: Span<TreeHash>) -> TreeHash {
    guard hashes.count > 1 else { return hashes.isEmpty ? .empty : hashes[0] }
    let split = Int(UInt64(hashes.count).largestPowerOfTwoBelow)
    return node(
      root(of: hashes.extracting(..<split)),
      root(of: hashes.extracting(split...)))
  }

  /// The root over complete subtrees that stand side by side, from the largest to the smallest.
  static func joining(_ subtrees: [TreeHash]) -> TreeHash {
    guard let smallest = subtrees.last else { return .empty }
    return subtrees.dropLast().reversed().reduce(smallest) { node($1, $0) }
  }

  private init(_ digest: SHA256Digest) {
    self = digest.withUnsafeBytes { TreeHash(in: $0.bytes, at: 0) }
  }
}

extension UInt64 {
  /// Where RFC 6962, section 2.1, splits a tree of this many leaves, of which it needs two.
  var largestPowerOfTwoBelow: UInt64 {
    1 << (63 - UInt64((self - 1).leadingZeroBitCount))
  }
}

extension SHA256 {
  fileprivate mutating func update(_ byte: UInt8) {
    withUnsafeBytes(of: byte) { update(bufferPointer: $0) }
  }

  fileprivate mutating func update(_ bytes: RawSpan) {
    bytes.withUnsafeBytes { update(bufferPointer: $0) }
  }
}
