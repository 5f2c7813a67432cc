extension TreeEdge {
  /// A tile as it was served when it had `width` hashes: the left part of the one that is stored, or
  /// of the edge's own.
  public func tile<Failure: Error>(
    _ place: TileCoordinate, width: Int,
    reading: (TileCoordinate) throws(Failure) -> HashTile
  ) throws(TileReadFault<Failure>) -> HashTile {
    let tile: HashTile
    if let unfinished = unfinishedTile(at: place) {
      guard unfinished.hashes.count >= width else {
        throw .tileTooNarrow(place, width: unfinished.hashes.count)
      }
      tile = unfinished
    } else {
      tile = try Self.read(place, width: width, reading)
    }
    return HashTile(Array(tile.hashes.prefix(width)))
  }

  /// The unfinished tiles of all levels that have one, from the leaves up.
  public var unfinished: [(place: TileCoordinate, tile: HashTile)] {
    levels.indices.compactMap { level in
      levels[level].hashes.isEmpty
        ? nil : (Self.unfinishedTile(ofSize: size, at: level), levels[level])
    }
  }

  private func unfinishedTile(at place: TileCoordinate) -> HashTile? {
    let level = Int(place.level)
    guard level < levels.count, place == Self.unfinishedTile(ofSize: size, at: level) else {
      return nil
    }
    return levels[level]
  }
}
