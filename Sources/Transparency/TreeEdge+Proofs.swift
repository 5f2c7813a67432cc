/// What is computed from the tiles. `reading` is asked for full tiles only, each at most once;
/// the unfinished ones are the edge's own. A tile only ever grows to the right, so the tiles of
/// the tree as it stands hold those of every earlier size.
extension TreeEdge {
  /// The root that the tree had when it had `size` leaves.
  public func root<Failure: Error>(
    ofSize size: UInt64, reading: (TileCoordinate) throws(Failure) -> HashTile
  ) throws(TileReadFault<Failure>) -> TreeHash {
    try hashes(of: [0..<size], inSize: size, reading: reading)[0]
  }

  /// The complete subtrees of the tree that it was when it had `size` leaves.
  public func frontier<Failure: Error>(
    ofSize size: UInt64, reading: (TileCoordinate) throws(Failure) -> HashTile
  ) throws(TileReadFault<Failure>) -> TreeFrontier {
    let ranges = Subtree.covering(0..<size).map { $0.start..<$0.start + 1 << $0.height }
    let roots = try hashes(of: ranges, inSize: size, reading: reading)
    guard let frontier = TreeFrontier(size: size, subtrees: roots) else {
      preconditionFailure("a size has as many complete subtrees as binary digits")
    }
    return frontier
  }

  /// The proof that leaf `index` is in the tree of `size` leaves.
  public func inclusionProof<Failure: Error>(
    ofLeaf index: UInt64, inSize size: UInt64,
    reading: (TileCoordinate) throws(Failure) -> HashTile
  ) throws(TileReadFault<Failure>) -> InclusionProof {
    guard index < size else { throw .leafBeyondTree(index: index, size: size) }
    let ranges = InclusionProof.ranges(leafIndex: index, treeSize: size)
    return InclusionProof(
      leafIndex: index, treeSize: size,
      hashes: try hashes(of: ranges, inSize: size, reading: reading))
  }

  /// The proof that the tree of `newer` leaves begins with the tree of `older` leaves.
  public func consistencyProof<Failure: Error>(
    from older: UInt64, to newer: UInt64,
    reading: (TileCoordinate) throws(Failure) -> HashTile
  ) throws(TileReadFault<Failure>) -> ConsistencyProof {
    guard older <= newer else { throw .sizesReversed(older: older, newer: newer) }
    let ranges = ConsistencyProof.ranges(olderSize: older, newerSize: newer)
    return ConsistencyProof(
      olderSize: older, newerSize: newer,
      hashes: try hashes(of: ranges, inSize: newer, reading: reading))
  }

  /// The edge of a tree of `size` leaves, read from its unfinished tiles.
  ///
  /// Each is asked for with the width that it needs at least. Compare the root with a checkpoint
  /// before you trust it.
  public init<Failure: Error>(
    size: UInt64, reading: (TileCoordinate, _ width: Int) throws(Failure) -> HashTile
  ) throws(TileReadFault<Failure>) {
    var levels: [HashTile] = []
    for (level, width) in Self.widths(ofSize: size).enumerated() {
      let place = Self.unfinishedTile(ofSize: size, at: level)
      guard width > 0 else {
        levels.append(HashTile())
        continue
      }
      let tile = try Self.read(place, width: width) { (tile) throws(Failure) in
        try reading(tile, width)
      }
      levels.append(HashTile(Array(tile.hashes.prefix(width))))
    }
    self.init(size: size, levels: levels)
  }

  /// The roots over `ranges` of leaves, all within a tree of `size` leaves.
  private func hashes<Failure: Error>(
    of ranges: [Range<UInt64>], inSize size: UInt64,
    reading: (TileCoordinate) throws(Failure) -> HashTile
  ) throws(TileReadFault<Failure>) -> [TreeHash] {
    guard size <= self.size else { throw .sizeBeyondTree(asked: size, current: self.size) }
    var tiles = unfinishedTiles
    var hashes: [TreeHash] = []
    for range in ranges {
      var subtrees: [TreeHash] = []
      for subtree in Subtree.covering(range) {
        let place = subtree.tile
        if tiles[place] == nil {
          tiles[place] = try Self.read(place, width: HashTile.fullWidth, reading)
        }
        if let tile = tiles[place] { subtrees.append(tile.root(of: subtree.slots)) }
      }
      hashes.append(.joining(subtrees))
    }
    return hashes
  }

  private var unfinishedTiles: [TileCoordinate: HashTile] {
    var tiles: [TileCoordinate: HashTile] = [:]
    for (level, tile) in levels.enumerated() {
      tiles[Self.unfinishedTile(ofSize: size, at: level)] = tile
    }
    return tiles
  }

  /// Which tile of `level` a tree of `size` leaves fills next.
  static func unfinishedTile(ofSize size: UInt64, at level: Int) -> TileCoordinate {
    TileCoordinate(level: UInt8(level), index: size >> (8 * (level + 1)))
  }

  static func read<Failure: Error>(
    _ place: TileCoordinate, width: Int,
    _ reading: (TileCoordinate) throws(Failure) -> HashTile
  ) throws(TileReadFault<Failure>) -> HashTile {
    let tile: HashTile
    do throws(Failure) {
      tile = try reading(place)
    } catch {
      throw .unreadable(place, error)
    }
    guard tile.hashes.count >= width else {
      throw .tileTooNarrow(place, width: tile.hashes.count)
    }
    return tile
  }
}
