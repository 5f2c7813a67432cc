/// The proof that a leaf is in a tree, at its place (RFC 6962, section 2.1.1).
public struct InclusionProof: Hashable, Sendable {
  public let leafIndex: UInt64
  public let treeSize: UInt64
  /// The siblings on the way from the leaf to the root.
  public let hashes: [TreeHash]

  public init(leafIndex: UInt64, treeSize: UInt64, hashes: [TreeHash]) {
    self.leafIndex = leafIndex
    self.treeSize = treeSize
    self.hashes = hashes
  }

  /// The proof of a leaf in the tree over `leaves`, which are hashes already.
  public init(ofLeaf index: Int, among leaves: Span<TreeHash>) {
    let ranges = Self.ranges(leafIndex: UInt64(index), treeSize: UInt64(leaves.count))
    self.init(
      leafIndex: UInt64(index), treeSize: UInt64(leaves.count),
      hashes: ranges.map { range in
        .root(of: leaves.extracting(Int(range.lowerBound)..<Int(range.upperBound)))
      })
  }

  /// Holds, or throws what is wrong (RFC 9162, section 2.1.3.2).
  public func verify(_ leaf: TreeHash, under root: TreeHash) throws(ProofFault) {
    guard try self.root(from: leaf) == root else { throw .rootDiffers }
  }

  /// The root to which the proof leads from `leaf`, which proves nothing by itself.
  public func root(from leaf: TreeHash) throws(ProofFault) -> TreeHash {
    guard leafIndex < treeSize else { throw .leafBeyondTree(index: leafIndex, size: treeSize) }
    var cursor = ProofCursor(leaf: leafIndex, last: treeSize - 1)
    var root = leaf
    for hash in hashes {
      guard !cursor.isAtRoot else { throw .tooLong }
      switch cursor.pass() {
      case .left: root = .node(hash, root)
      case .right: root = .node(root, hash)
      }
    }
    guard cursor.isAtRoot else { throw .tooShort }
    return root
  }

  /// The leaves under each hash of the proof: PATH of RFC 6962, section 2.1.1.
  static func ranges(leafIndex: UInt64, treeSize: UInt64) -> [Range<UInt64>] {
    var tree = 0..<treeSize
    var ranges: [Range<UInt64>] = []
    while tree.upperBound - tree.lowerBound > 1 {
      let (left, right) = tree.halves
      ranges.append(left.contains(leafIndex) ? right : left)
      tree = left.contains(leafIndex) ? left : right
    }
    return ranges.reversed()
  }
}

extension Range<UInt64> {
  /// The two parts into which RFC 6962, section 2.1, splits a tree of two or more leaves.
  var halves: (left: Self, right: Self) {
    let split = lowerBound + (upperBound - lowerBound).largestPowerOfTwoBelow
    return (lowerBound..<split, split..<upperBound)
  }
}
