import Testing
import Transparency

@Suite struct `A tile's path` {
  @Test(arguments: [
    (TilePath(.hashes(level: 0), index: 1_234_067), "tile/0/x001/x234/067"),
    (TilePath(.hashes(level: 0), index: 0), "tile/0/000"),
    (TilePath(.hashes(level: 1), index: 999), "tile/1/999"),
    (TilePath(.hashes(level: 1), index: 1000), "tile/1/x001/000"),
    (TilePath(.hashes(level: 2), index: 0, width: 1), "tile/2/000.p/1"),
    (TilePath(.hashes(level: 63), index: 273, width: 112), "tile/63/273.p/112"),
    (TilePath(.entries, index: 1_234_067), "tile/entries/x001/x234/067"),
    (TilePath(.entries, index: 1_000_000, width: 255), "tile/entries/x001/x000/000.p/255"),
    (TilePath(.entries, index: .max), "tile/entries/x018/x446/x744/x073/x709/x551/615"),
  ])
  func `is spelled as the specification has it, and read back`(path: TilePath, text: String) {
    #expect(path.description == text)
    #expect(TilePath(text) == path)
  }

  @Test(arguments: [
    "", "tile", "tile/0", "tile/0/", "tile/0/1", "tile/0/0000", "tile/0/x000/001", "tile/0/001/002",
    "tile/0/x001", "tile/0/x001/x002", "tile/00/001", "tile/64/001", "tile/-1/001", "tile/+1/001",
    "tile/x/001", "tile/0/001.p/0", "tile/0/001.p/256", "tile/0/001.p/257", "tile/0/001.p/01",
    "tile/0/001.p/", "tile/0/001.p", "tile/0/001.p/+1", "tile/0/001.p/1/", "tile/0/001.p/1.p/1",
    "/tile/0/001", "tile//001", "tile/0//001", "tile/0/../001", "tile/0/x1/x2/3", "tile/0/xx01/000",
    "tile/0/x999/x999/x999/x999/x999/x999/999", "tile/0/٠٠١", "Tile/0/001", "tile/Entries/001",
  ])
  func `is not read in any other spelling`(text: String) {
    #expect(TilePath(text) == nil)
  }

  @Test func `is known to the tile`() {
    let tile = TileCoordinate(level: 3, index: 1042)
    #expect(tile.path().description == "tile/3/x001/042")
    #expect(tile.path(width: 17).description == "tile/3/x001/042.p/17")
  }
}

@Suite struct `A tile` {
  @Test(arguments: [0, 1, 31, 33, 8191, 8193, 8224])
  func `is not made of so many bytes`(count: Int) {
    let bytes = [UInt8](repeating: 0, count: count)
    #expect(throws: TreeFault.tileLength(count)) { try HashTile(decoding: bytes.span.bytes) }
  }

  @Test(arguments: [1, 2, 255, 256])
  func `comes back from its bytes`(width: Int) throws {
    let hashes = Array(Forest.small.leaves[..<width])
    let bytes = hashes.flatMap(\.naive)
    let tile = try HashTile(decoding: bytes.span.bytes)
    #expect(tile.hashes == hashes)
    #expect(tile.encoded == bytes)
  }
}
