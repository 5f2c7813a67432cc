/// A row of up to 256 hashes of one level, side by side: a tree of height 8, or its left part.
public struct HashTile: Hashable, Sendable {
  /// How many hashes fill a tile, so that its root goes into the level above.
  public static let fullWidth = 256

  public private(set) var hashes: [TreeHash]

  /// The tile that holds `hashes`; an edge has empty ones, which are neither stored nor served.
  init(_ hashes: [TreeHash] = []) {
    self.hashes = hashes
  }

  /// The tile that `bytes` hold: 1 to 256 hashes one after another.
  public init(decoding bytes: RawSpan) throws(TreeFault) {
    let (count, rest) = bytes.byteCount.quotientAndRemainder(dividingBy: TreeHash.byteCount)
    guard rest == 0, (1...Self.fullWidth).contains(count) else {
      throw .tileLength(bytes.byteCount)
    }
    hashes = (0..<count).map { TreeHash(in: bytes, at: $0 * TreeHash.byteCount) }
  }

  /// The hashes one after another, as they are stored and served.
  public var encoded: [UInt8] {
    hashes.withUnsafeBytes { [UInt8]($0) }
  }

  /// Lends the hashes one after another, as they are stored and served.
  func withBytes<Result, Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(hashes.span.bytes)
  }

  /// The root over the hashes in `slots`, which the caller knows to be there.
  func root(of slots: Range<Int> = 0..<fullWidth) -> TreeHash {
    .root(of: hashes.span.extracting(slots))
  }
}

/// What an edge does to its unfinished tiles.
extension HashTile {
  var isFull: Bool { hashes.count == Self.fullWidth }

  /// Adds a hash on the right, and makes room for a full tile first, so that it need not grow.
  mutating func append(_ hash: TreeHash) {
    if hashes.isEmpty { hashes.reserveCapacity(Self.fullWidth) }
    hashes.append(hash)
  }

  mutating func removeAll() {
    hashes.removeAll(keepingCapacity: true)
  }
}
