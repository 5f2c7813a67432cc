/// The edge as one row of storage:
///
///     offset  bytes
///     0       8       the size, big-endian
///     8       1       the number of levels, L: the size's digits to base 256, 0 to 8
///     9               L times, from the leaves up:
///             1         the number of hashes, W: 0 to 255, the digit of the size at this level
///             32 × W    the hashes
///
/// The size says it all; the rest repeats it so that a damaged row is noticed.
extension TreeEdge {
  private static let headerLength = 9

  public var encoded: [UInt8] {
    var row: [UInt8] = []
    row.reserveCapacity(Self.length(Self.widths(ofSize: size)))
    withUnsafeBytes(of: size.bigEndian) { row.append(contentsOf: $0) }
    row.append(UInt8(levels.count))
    for tile in levels {
      row.append(UInt8(tile.hashes.count))
      tile.hashes.withUnsafeBytes { row.append(contentsOf: $0) }
    }
    return row
  }

  /// The edge that `row` holds; whatever does not agree with its size is refused.
  public init(decoding row: RawSpan) throws(TreeFault) {
    guard row.byteCount >= Self.headerLength else { throw .edgeLength(row.byteCount) }
    let size = UInt64(bigEndian: row.unsafeLoadUnaligned(as: UInt64.self))
    let widths = Self.widths(ofSize: size)
    guard row.byte(at: 8) == widths.count else { throw .edgeLevels(row.byte(at: 8)) }
    guard row.byteCount == Self.length(widths) else { throw .edgeLength(row.byteCount) }

    var offset = Self.headerLength
    var levels: [HashTile] = []
    for (level, width) in widths.enumerated() {
      guard row.byte(at: offset) == width else { throw .edgeWidth(level: level) }
      let hashes = (0..<width).map { TreeHash(in: row, at: offset + 1 + $0 * TreeHash.byteCount) }
      levels.append(HashTile(hashes))
      offset += 1 + width * TreeHash.byteCount
    }
    self.init(size: size, levels: levels)
  }

  /// How long the row of an edge with levels of these widths is.
  private static func length(_ widths: [Int]) -> Int {
    headerLength + widths.count + widths.reduce(0, +) * TreeHash.byteCount
  }
}

extension RawSpan {
  fileprivate func byte(at offset: Int) -> Int {
    Int(unsafeLoad(fromByteOffset: offset, as: UInt8.self))
  }
}
