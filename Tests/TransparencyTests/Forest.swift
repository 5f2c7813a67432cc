import Transparency

/// A tree grown leaf by leaf, with its full tiles kept as bytes, as a ledger keeps them.
struct Forest {
  struct Missing: Error, Equatable { let tile: TileCoordinate }

  private(set) var edge = TreeEdge()
  private(set) var tiles: [TileCoordinate: [UInt8]] = [:]
  private(set) var leaves: [TreeHash] = []

  init(size: Int) {
    leaves.reserveCapacity(size)
    for index in 0..<size { grow(Self.line(index)) }
  }

  static func line(_ index: Int) -> [UInt8] { Array("line \(index)".utf8) }

  mutating func grow(_ line: [UInt8]) {
    let leaf = TreeHash.leaf(line.span.bytes)
    leaves.append(leaf)
    edge.append(leaf) { tile, bytes in
      tiles[tile] = bytes.withUnsafeBytes { [UInt8]($0) }
    }
  }

  func read(_ tile: TileCoordinate) throws(Missing) -> HashTile {
    guard let bytes = tiles[tile], let read = try? HashTile(decoding: bytes.span.bytes) else {
      throw Missing(tile: tile)
    }
    return read
  }

  /// An unfinished tile as another reader finds it: made from the leaves, of level 0 or 1.
  func readUnfinished(_ tile: TileCoordinate, _ width: Int) throws(Missing) -> HashTile {
    let first = Int(tile.index) * HashTile.fullWidth
    let leaves = leaves.map(\.naive)
    let hashes = (first..<first + width).map { slot in
      tile.level == 0 ? leaves[slot] : NaiveTree.root(leaves[slot * 256..<slot * 256 + 256])
    }
    let bytes = hashes.flatMap { $0 }
    guard let read = try? HashTile(decoding: bytes.span.bytes) else { throw Missing(tile: tile) }
    return read
  }

  func root(_ size: Int) throws -> TreeHash {
    try edge.root(ofSize: UInt64(size), reading: read)
  }

  func inclusion(_ index: Int, in size: Int) throws -> InclusionProof {
    try edge.inclusionProof(ofLeaf: UInt64(index), inSize: UInt64(size), reading: read)
  }

  func consistency(_ older: Int, _ newer: Int) throws -> ConsistencyProof {
    try edge.consistencyProof(from: UInt64(older), to: UInt64(newer), reading: read)
  }

  func naiveRoot(_ size: Int) -> [UInt8] {
    NaiveTree.root(leaves[..<size].map(\.naive)[...])
  }

  /// Large enough to have a tile of level 2, and grown once: growing it is most of the work.
  static let large = Forest(size: 65_537)
  static let small = Forest(size: 700)
}
