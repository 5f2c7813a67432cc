/// The right edge of a tree: its size, and the unfinished tile of every level.
///
/// That is all it takes to append and to know the root. Whatever is full has been handed out, and
/// never changes.
public struct TreeEdge: Hashable, Sendable {
  /// How many leaves the tree has.
  public private(set) var size: UInt64

  /// From the leaves up; the width of each follows from the size (see `widths`).
  private(set) var levels: [HashTile]

  /// The edge of a tree without leaves.
  public init() {
    self.init(size: 0, levels: [])
  }

  init(size: UInt64, levels: [HashTile]) {
    self.size = size
    self.levels = levels
  }

  /// The root of the tree (RFC 6962, section 2.1).
  public var root: TreeHash {
    .joining(
      Subtree.covering(0..<size).map { subtree in
        levels[Int(subtree.tile.level)].root(of: subtree.slots)
      })
  }

  /// Adds a leaf, and hands out each tile that it fills, lowest first: 8,192 bytes to be kept.
  ///
  /// If `completed` throws, the edge is of no further use: go back to the one that was stored.
  public mutating func append<Failure: Error>(
    _ leaf: TreeHash, completed: (TileCoordinate, RawSpan) throws(Failure) -> Void
  ) throws(Failure) {
    size += 1
    var level = 0
    var hash = leaf
    while let tile = add(hash, at: level) {
      try levels[level].withBytes { (bytes) throws(Failure) in try completed(tile, bytes) }
      hash = levels[level].root()
      levels[level].removeAll()
      level += 1
    }
  }

  /// Adds a hash to the unfinished tile of `level`, and names the tile if that fills it.
  private mutating func add(_ hash: TreeHash, at level: Int) -> TileCoordinate? {
    if level == levels.count { levels.append(HashTile()) }
    levels[level].append(hash)
    guard levels[level].isFull else { return nil }
    return TileCoordinate(level: UInt8(level), index: size >> (8 * (level + 1)) - 1)
  }

  /// How many hashes each level's unfinished tile has in a tree of `size` leaves: the size's
  /// digits to base 256, from the leaves up (C2SP tlog-tiles, "Partial Tiles").
  static func widths(ofSize size: UInt64) -> [Int] {
    sequence(first: size) { $0 >> 8 }.prefix { $0 > 0 }.map { Int($0 & 255) }
  }
}
