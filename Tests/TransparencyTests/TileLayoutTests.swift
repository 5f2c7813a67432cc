import Testing
import Transparency

@Suite struct `The layout of a tree` {
  @Test(arguments: [0, 1, 2, 3, 255, 256, 257, 511, 512, 700, 65_535, 65_536, 65_537, 70_000])
  func `has the tiles that the specification counts, and no other`(size: UInt64) {
    let layout = TileLayout(ofTreeSize: size)
    let paths = layout.rows().flatMap(\.paths)
    #expect(Set(paths) == Self.specified(size))
    #expect(paths.count == layout.rows().map(\.count).reduce(0, +))
    #expect(paths.allSatisfy(layout.admits))
  }

  @Test func `is the one of the specification's own example`() {
    let paths = TileLayout(ofTreeSize: 70_000).rows().flatMap(\.paths).map(\.description)
    let hashes = paths.filter { !$0.contains("entries") }
    #expect(hashes.count == 273 + 1 + 1 + 1 + 1)
    #expect(hashes.suffix(3) == ["tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"])
    #expect(hashes.contains("tile/0/273.p/112"))
  }

  @Test func `grows by what is new`() {
    for older in [0, 1, 5, 255, 256, 257, 300, 512] as [UInt64] {
      for newer in [0, 1, 5, 255, 256, 257, 300, 512, 700] as [UInt64] where newer >= older {
        let (new, all) = (paths(newer, since: older), paths(newer))
        #expect(new.isSubset(of: all))
        #expect(new.isDisjoint(with: paths(older)))
        #expect(new.union(paths(older)).isSuperset(of: all), "\(older) to \(newer)")
      }
    }
  }

  @Test func `admits what an earlier tree had, and nothing beyond itself`() {
    let layout = TileLayout(ofTreeSize: 700)
    for size in 1...700 as ClosedRange<UInt64> {
      let earlier = TileLayout(ofTreeSize: size).rows().flatMap(\.paths)
      #expect(earlier.allSatisfy(layout.admits), "\(size)")
    }
    let beyond = [
      "tile/0/002.p/189", "tile/0/003.p/1", "tile/0/002", "tile/1/000.p/3", "tile/1/000",
      "tile/2/000.p/1", "tile/63/000.p/1", "tile/entries/002.p/189", "tile/entries/003",
    ]
    for path in beyond { #expect(TilePath(path).map(layout.admits) == false, "\(path)") }
  }

  @Test func `knows the tile at each place`() {
    let layout = TileLayout(ofTreeSize: 700)
    #expect(layout.path(.entries, index: 1)?.description == "tile/entries/001")
    #expect(layout.path(.entries, index: 2)?.description == "tile/entries/002.p/188")
    #expect(layout.path(.entries, index: 3) == nil)
    #expect(layout.path(.hashes(level: 1), index: 0)?.description == "tile/1/000.p/2")
    #expect(layout.path(.hashes(level: 2), index: 0) == nil)
  }

  private func paths(_ size: UInt64, since older: UInt64 = 0) -> Set<TilePath> {
    Set(TileLayout(ofTreeSize: size).rows(since: older).flatMap(\.paths))
  }

  /// floor(s / 256^l) hashes at level l, in tiles of 256 and a rest; the entries as level 0.
  private static func specified(_ size: UInt64) -> Set<TilePath> {
    var paths: Set<TilePath> = []
    func add(_ content: TilePath.Content, _ count: UInt64) {
      for index in 0..<count / 256 { paths.insert(TilePath(content, index: index)) }
      let rest = Int(count % 256)
      if rest > 0 { paths.insert(TilePath(content, index: count / 256, width: rest)) }
    }
    add(.entries, size)
    var (level, count) = (UInt8(0), size)
    while count > 0 {
      add(.hashes(level: level), count)
      (level, count) = (level + 1, count / 256)
    }
    return paths
  }
}

@Suite struct `A tile of an edge` {
  @Test func `is the left part of the stored one, at every width that a tree has had`() throws {
    let forest = Forest.small
    for size in [1, 2, 255, 256, 257, 512, 699, 700] {
      for path in TileLayout(ofTreeSize: UInt64(size)).rows().flatMap(\.paths) {
        guard case .hashes(let level) = path.content else { continue }
        let place = TileCoordinate(level: level, index: path.index)
        let tile = try forest.edge.tile(place, width: path.width, reading: forest.read)
        #expect(tile == (try forest.readUnfinished(place, path.width)), "\(path)")
      }
    }
  }

  @Test func `is refused beyond what there is`() {
    let forest = Forest.small
    #expect(throws: (any Error).self) {
      try forest.edge.tile(TileCoordinate(level: 0, index: 2), width: 189, reading: forest.read)
    }
    #expect(throws: (any Error).self) {
      try forest.edge.tile(TileCoordinate(level: 0, index: 3), width: 1, reading: forest.read)
    }
  }

  @Test func `is told as unfinished where the tree has one`() {
    let places = Forest.small.edge.unfinished.map {
      "\($0.place.path(width: $0.tile.hashes.count))"
    }
    #expect(places == ["tile/0/002.p/188", "tile/1/000.p/2"])
  }
}

@Suite struct `A bundle of entries` {
  static let entries: [[UInt8]] = [[], [1], Array("line".utf8), Array(repeating: 7, count: 65_535)]

  @Test func `has each entry's length in two bytes before it`() {
    var bundle = EntryBundle()
    for entry in [[], [1], Array("line".utf8)] as [[UInt8]] { bundle.append(entry.span.bytes) }
    #expect(bundle.encoded == [0, 0, 0, 1, 1, 0, 4] + Array("line".utf8))
  }

  @Test func `comes back from its bytes`() throws {
    var bundle = EntryBundle()
    for entry in Self.entries { bundle.append(entry.span.bytes) }
    let read = try EntryBundle(decoding: bundle.encoded)
    #expect(read == bundle)
    #expect(read.places.map { Array(read.encoded[$0]) } == Self.entries)
  }

  @Test(arguments: [[0], [0, 1], [0, 4, 1, 2, 3], [0, 0, 0], [255, 255, 1]] as [[UInt8]])
  func `is refused where it is torn`(bytes: [UInt8]) {
    #expect(throws: EntryBundleFault.self) { try EntryBundle(decoding: bytes) }
  }

  @Test func `holds 256 entries and no more`() throws {
    let full = [UInt8](repeating: 0, count: 512)
    #expect(try EntryBundle(decoding: full).count == 256)
    #expect(throws: EntryBundleFault.tooManyEntries) { try EntryBundle(decoding: full + [0, 0]) }
  }
}
