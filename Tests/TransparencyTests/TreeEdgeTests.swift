import Testing
import Transparency

@Suite struct `A tree's edge` {
  /// The inputs and roots of the tests of Google's certificate-transparency.
  static let inputs: [[UInt8]] = [
    [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
    Array(0x50...0x57), Array(0x60...0x6F),
  ]
  static let roots = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]

  @Test func `has the known roots`() {
    var edge = TreeEdge()
    #expect(edge.root == .empty)
    for (input, root) in zip(Self.inputs, Self.roots) {
      edge.append(.leaf(input.span.bytes)) { _, _ in Issue.record("a tile of eight is not full") }
      let naive = Self.inputs[..<Int(edge.size)].map(NaiveTree.leaf)
      #expect(edge.root.hex == root)
      #expect(edge.root.naive == NaiveTree.root(naive[...]))
    }
  }

  @Test func `has the naive root at every size up to 600`() {
    var forest = Forest(size: 0)
    for size in 0...600 {
      #expect(forest.edge.size == UInt64(size))
      #expect(forest.edge.root.naive == forest.naiveRoot(size))
      forest.grow(Forest.line(size))
    }
  }

  @Test func `has the naive root where the third level begins`() throws {
    var forest = Forest(size: 65_534)
    for size in 65_535...65_537 {
      forest.grow(Forest.line(size - 1))
      #expect(forest.edge.root.naive == forest.naiveRoot(size))
      #expect(try TreeEdge(decoding: forest.edge.encoded.span.bytes) == forest.edge)
    }
  }

  @Test func `hands out each full tile once`() throws {
    let tiles = Forest.large.tiles
    #expect(tiles.keys.filter { $0.level == 0 }.map(\.index).sorted() == Array(0..<256))
    #expect(tiles.keys.filter { $0.level == 1 }.map(\.index) == [0])
    #expect(tiles.count == 257)
    #expect(tiles.values.allSatisfy { $0.count == 8192 })
    let third = try Forest.large.read(TileCoordinate(level: 0, index: 3))
    #expect(third.hashes == Array(Forest.large.leaves[768..<1024]))
    #expect(third.encoded == tiles[TileCoordinate(level: 0, index: 3)])
  }

  @Test func `passes on what the keeper of tiles throws`() {
    struct Full: Error {}
    var edge = Forest(size: 255).edge
    #expect(throws: Full.self) {
      try edge.append(.empty) { (_, _) throws(Full) in throw Full() }
    }
  }

  @Test func `is unfinished as the specification's example says`() throws {
    // "A tree of size 70,000 will be represented by … one partial level 0 tile of width 112, …
    // one partial level 1 tile of width 17, and one partial level 2 tile of width 1."
    var asked: [TileCoordinate: Int] = [:]
    let edge = try TreeEdge(size: 70_000) { tile, width in
      asked[tile] = width
      let bytes = [UInt8](repeating: 1, count: 32 * width)
      return try HashTile(decoding: bytes.span.bytes)
    }
    #expect(edge.size == 70_000)
    #expect(
      asked == [
        TileCoordinate(level: 0, index: 273): 112,
        TileCoordinate(level: 1, index: 1): 17,
        TileCoordinate(level: 2, index: 0): 1,
      ])
  }
}

@Suite struct `An edge's row` {
  @Test(arguments: [0, 1, 2, 255, 256, 257, 511, 512, 600])
  func `comes back`(size: Int) throws {
    let edge = Forest(size: size).edge
    #expect(try TreeEdge(decoding: edge.encoded.span.bytes) == edge)
  }

  @Test func `is laid out as documented`() {
    let forest = Forest(size: 258)
    let top = NaiveTree.root(forest.leaves[..<256].map(\.naive)[...])
    let row =
      [0, 0, 0, 0, 0, 0, 1, 2, 2]
      + [2] + forest.leaves[256].naive + forest.leaves[257].naive
      + [1] + top
    #expect(forest.edge.encoded == row)
    #expect(TreeEdge().encoded == Array(repeating: 0, count: 9))
  }

  @Test func `goes on as if it had never been stored`() throws {
    var edge = Forest(size: 300).edge
    edge = try TreeEdge(decoding: edge.encoded.span.bytes)
    for index in 300..<700 {
      edge.append(.leaf(Forest.line(index).span.bytes)) { _, _ in }
    }
    #expect(edge == Forest.small.edge)
  }

  @Test(arguments: [0, 1, 3, 256, 300])
  func `is refused wherever it is cut short, and where it goes on`(size: Int) {
    let row = Forest(size: size).edge.encoded
    for length in 0..<row.count {
      let cut = Array(row[..<length])
      #expect(throws: TreeFault.self) { try TreeEdge(decoding: cut.span.bytes) }
    }
    let long = row + [0]
    #expect(throws: TreeFault.edgeLength(row.count + 1)) {
      try TreeEdge(decoding: long.span.bytes)
    }
  }

  @Test func `is refused where size, levels and widths disagree`() {
    let row = Forest(size: 259).edge.encoded  // 3 leaves, then 1 hash above
    func refuses(_ offset: Int, _ byte: UInt8, _ fault: TreeFault) {
      var changed = row
      changed[offset] = byte
      #expect(throws: fault) { try TreeEdge(decoding: changed.span.bytes) }
    }
    refuses(7, 2, .edgeLength(row.count))  // size 258
    refuses(6, 0, .edgeLevels(2))  // size 3
    refuses(8, 1, .edgeLevels(1))
    refuses(8, 9, .edgeLevels(9))
    refuses(9, 2, .edgeWidth(level: 0))
    refuses(9 + 1 + 96, 2, .edgeWidth(level: 1))
  }

  @Test func `is refused or holds, whatever the bytes`() {
    var random = SeededRandom("rows of noise")
    for _ in 0..<20_000 {
      let small = UInt8.random(in: 0...3, using: &random)
      let noise = [0, 0, 0, 0, 0, 0, small] + random.bytes(.random(in: 0...80, using: &random))
      guard let edge = try? TreeEdge(decoding: noise.span.bytes) else { continue }
      #expect(edge.encoded == noise)
    }
  }
}
