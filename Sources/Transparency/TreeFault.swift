/// Why stored bytes are not a part of a tree.
///
/// All of them are damage: rebuild from the lines.
public enum TreeFault: Error, Hashable, Sendable {
  /// A tile has this many bytes, which is not 1 to 256 hashes.
  case tileLength(Int)
  /// The edge's row has this many bytes, which is not what its size needs.
  case edgeLength(Int)
  /// The edge's row gives this number of levels, which is not what its size needs.
  case edgeLevels(Int)
  /// The edge's row gives a number of hashes at this level that its size contradicts.
  case edgeWidth(level: Int)
}
