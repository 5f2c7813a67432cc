import LMDB
public import Transparency

/// A row of the table `tiles`: a full tile of the tree.
public struct TileRow: ~Escapable {
  public let tile: TileCoordinate
  public let bytes: RawSpan

  @_lifetime(copy row)
  public init(_ row: borrowing StoredRow) throws(LogFault) {
    guard row.key.byteCount == 9, let index = IntegerKey(row.key.extracting(1..<9)),
      row.value.byteCount == HashTile.fullWidth * TreeHash.byteCount
    else { throw .damaged("a row of tiles has the wrong length") }
    let level = row.key.unsafeLoad(as: UInt8.self)
    tile = TileCoordinate(level: level, index: index.number)
    bytes = row.value
  }
}
