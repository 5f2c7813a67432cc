public import Transparency

extension Snapshot {
  /// A tile as it is stored, whatever it is.
  @_lifetime(borrow self)
  public borrowing func storedTile(_ tile: TileCoordinate) throws(LogFault) -> RawSpan? {
    let key = Keys.tile(tile)
    return try transaction.lookUp(key.span.bytes, in: tables.tiles)
  }
}
