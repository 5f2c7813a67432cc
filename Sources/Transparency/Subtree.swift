/// A complete subtree: the 2^height leaves from `start` on, which is a multiple of their number.
struct Subtree {
  let start: UInt64
  let height: Int

  /// The tile that holds the hashes from which this subtree's root is made.
  var tile: TileCoordinate {
    TileCoordinate(level: UInt8(level), index: start >> (8 * (level + 1)))
  }

  /// Where in the tile they lie.
  var slots: Range<Int> {
    let first = Int(truncatingIfNeeded: start >> (8 * level)) & 255
    return first..<first + 1 << (height % 8)
  }

  private var level: Int { height / 8 }

  /// The complete subtrees that make up `leaves`, from the largest to the smallest.
  ///
  /// `leaves` must start at a multiple of a power of two that is no less than their number, as
  /// every range in RFC 6962 does.
  static func covering(_ leaves: Range<UInt64>) -> [Subtree] {
    let count = leaves.upperBound - leaves.lowerBound
    var start = leaves.lowerBound
    var subtrees: [Subtree] = []
    for height in (0..<64).reversed() where count >> height & 1 == 1 {
      subtrees.append(Subtree(start: start, height: height))
      start += 1 << height
    }
    return subtrees
  }
}
