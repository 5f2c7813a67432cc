/// Why a hash could not be read out of the tiles.
public enum TileReadFault<Failure: Error>: Error {
  /// The tree has never been that large. Ask for a size up to `current`.
  case sizeBeyondTree(asked: UInt64, current: UInt64)
  /// A tree of that size has no such leaf. Ask for an index below `size`.
  case leafBeyondTree(index: UInt64, size: UInt64)
  /// The older size is the larger one. Swap them.
  case sizesReversed(older: UInt64, newer: UInt64)
  /// The tile holds fewer hashes than the tree's size says. Rebuild it from the lines.
  case tileTooNarrow(TileCoordinate, width: Int)
  /// The tile could not be had, and why.
  case unreadable(TileCoordinate, Failure)
}

extension TileReadFault: Equatable where Failure: Equatable {}
