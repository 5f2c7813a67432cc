/// Which tile of hashes: the level from the leaves up, and the place from the left.
///
/// A tile of level 0 holds leaf hashes; each hash of a higher level is the root of one full tile
/// of the level below (C2SP tlog-tiles, "Merkle Tree").
public struct TileCoordinate: Hashable, Sendable {
  public let level: UInt8
  public let index: UInt64

  public init(level: UInt8, index: UInt64) {
    self.level = level
    self.index = index
  }

  /// Where the log serves this tile; give the width of one that is not full.
  public func path(width: Int = HashTile.fullWidth) -> TilePath {
    TilePath(.hashes(level: level), index: index, width: width)
  }
}
