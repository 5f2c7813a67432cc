/// The proof that a tree begins with all of an older one (RFC 6962, section 2.1.2).
public struct ConsistencyProof: Hashable, Sendable {
  public let olderSize: UInt64
  public let newerSize: UInt64
  public let hashes: [TreeHash]

  public init(olderSize: UInt64, newerSize: UInt64, hashes: [TreeHash]) {
    self.olderSize = olderSize
    self.newerSize = newerSize
    self.hashes = hashes
  }

  /// Holds, or throws what is wrong (RFC 9162, section 2.1.4.2).
  ///
  /// Every tree begins with the empty one, and with itself: those proofs hold no hashes.
  public func verify(older: TreeHash, newer: TreeHash) throws(ProofFault) {
    guard olderSize <= newerSize else {
      throw .sizesReversed(older: olderSize, newer: newerSize)
    }
    guard olderSize > 0, olderSize < newerSize else {
      return try verifyWithoutHashes(older: older, newer: newer)
    }
    // The root of a complete older tree is where the climb begins, and is left out of the proof.
    var path = (olderSize.nonzeroBitCount == 1 ? [older] : []) + hashes
    guard !path.isEmpty else { throw .tooShort }
    let roots = try climb(from: path.removeFirst(), past: path)
    guard roots.older == older else { throw .olderRootDiffers }
    guard roots.newer == newer else { throw .newerRootDiffers }
  }

  private func verifyWithoutHashes(older: TreeHash, newer: TreeHash) throws(ProofFault) {
    guard hashes.isEmpty else { throw .tooLong }
    if olderSize == 0, older != .empty { throw .olderRootDiffers }
    if olderSize == newerSize, older != newer { throw .newerRootDiffers }
  }

  private func climb(
    from first: TreeHash, past path: [TreeHash]
  ) throws(ProofFault) -> (older: TreeHash, newer: TreeHash) {
    var cursor = ProofCursor(leaf: olderSize - 1, last: newerSize - 1)
    cursor.leaveRightChildren()
    var (older, newer) = (first, first)
    for hash in path {
      guard !cursor.isAtRoot else { throw .tooLong }
      switch cursor.pass() {
      case .left: (older, newer) = (.node(hash, older), .node(hash, newer))
      case .right: newer = .node(newer, hash)
      }
    }
    guard cursor.isAtRoot else { throw .tooShort }
    return (older, newer)
  }

  /// The leaves under each hash of the proof: SUBPROOF of RFC 6962, section 2.1.2.
  static func ranges(olderSize: UInt64, newerSize: UInt64) -> [Range<UInt64>] {
    guard olderSize > 0 else { return [] }
    var tree = 0..<newerSize
    var ranges: [Range<UInt64>] = []
    while tree.upperBound != olderSize {
      let (left, right) = tree.halves
      ranges.append(olderSize <= left.upperBound ? right : left)
      tree = olderSize <= left.upperBound ? left : right
    }
    // What remains ends where the older tree ends; it is known only if it is all of that tree.
    if tree.lowerBound > 0 { ranges.append(tree) }
    return ranges.reversed()
  }
}
