import Testing
import Transparency

@Suite struct `An inclusion proof` {
  @Test func `is RFC 6962's, and holds, for every leaf of every tree of up to 70`() throws {
    let forest = Forest.small
    let naive = forest.leaves.map(\.naive)
    for size in 1...70 {
      let root = try forest.root(size)
      for index in 0..<size {
        let proof = try forest.inclusion(index, in: size)
        #expect(proof.hashes.map(\.naive) == NaiveTree.path(index, naive[..<size]))
        try proof.verify(forest.leaves[index], under: root)
      }
    }
  }

  @Test func `is RFC 6962's, and holds, for random leaves of random trees`() throws {
    let forest = Forest.large
    let naive = forest.leaves.map(\.naive)
    var random = SeededRandom("inclusion proofs")
    let few = [1, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537]
    for size in few + (0..<20).map({ _ in Int.random(in: 1...65_537, using: &random) }) {
      let index = Int.random(in: 0..<size, using: &random)
      let proof = try forest.inclusion(index, in: size)
      let path = NaiveTree.path(index, naive[..<size])
      #expect(proof.hashes.map(\.naive) == path, "leaf \(index) of \(size)")
      try proof.verify(forest.leaves[index], under: try forest.root(size))
    }
  }

  @Test(arguments: [1, 2, 3, 7, 8, 70, 256, 257, 700])
  func `does not hold once it is changed`(size: Int) throws {
    let forest = Forest.small
    let root = try forest.root(size)
    for index in Set([0, size / 2, size - 1]) {
      let proof = try forest.inclusion(index, in: size)
      for hashes in mutations(of: proof.hashes) {
        let changed = InclusionProof(
          leafIndex: proof.leafIndex, treeSize: proof.treeSize, hashes: hashes)
        #expect(throws: ProofFault.self, "leaf \(index) of \(size)") {
          try changed.verify(forest.leaves[index], under: root)
        }
      }
    }
  }

  @Test func `does not hold for another leaf, root, place or size`() throws {
    let forest = Forest.small
    let proof = try forest.inclusion(13, in: 70)
    let (leaf, root) = (forest.leaves[13], try forest.root(70))
    #expect(throws: ProofFault.rootDiffers) { try proof.verify(forest.leaves[14], under: root) }
    #expect(throws: ProofFault.rootDiffers) { try proof.verify(leaf, under: .empty) }
    for index in (0..<70).filter({ $0 != 13 }) {
      let moved = InclusionProof(leafIndex: UInt64(index), treeSize: 70, hashes: proof.hashes)
      #expect(throws: ProofFault.self) { try moved.verify(leaf, under: root) }
    }
    #expect(throws: ProofFault.rootDiffers) { try proof.verify(leaf, under: try forest.root(71)) }
  }

  @Test(arguments: [
    (0, 0, ProofFault.leafBeyondTree(index: 0, size: 0)),
    (1, 1, .leafBeyondTree(index: 1, size: 1)),
    (UInt64.max, 1, .leafBeyondTree(index: .max, size: 1)),
    (0, 2, .tooShort),
    (UInt64.max - 1, UInt64.max, .tooShort),
  ])
  func `says what is wrong with its numbers`(index: UInt64, size: UInt64, fault: ProofFault) {
    let proof = InclusionProof(leafIndex: index, treeSize: size, hashes: [])
    #expect(throws: fault) { try proof.verify(.empty, under: .empty) }
  }

  @Test func `says when it is too short or too long`() throws {
    let proof = try Forest.small.inclusion(13, in: 70)
    let leaf = Forest.small.leaves[13]
    for (hashes, fault) in [
      (Array(proof.hashes.dropLast()), ProofFault.tooShort),
      (proof.hashes + [.empty], .tooLong),
    ] {
      let changed = InclusionProof(leafIndex: 13, treeSize: 70, hashes: hashes)
      #expect(throws: fault) { try changed.verify(leaf, under: .empty) }
    }
  }
}

@Suite struct `A consistency proof` {
  @Test func `is RFC 6962's, and holds, for every pair of trees of up to 70`() throws {
    let forest = Forest.small
    let naive = forest.leaves.map(\.naive)
    for newer in 0...70 {
      for older in 0...newer {
        let proof = try forest.consistency(older, newer)
        let expected = older == 0 ? [] : NaiveTree.subproof(older, naive[..<newer])
        #expect(proof.hashes.map(\.naive) == expected)
        try proof.verify(older: try forest.root(older), newer: try forest.root(newer))
      }
    }
  }

  @Test func `is RFC 6962's, and holds, where tiles begin and end`() throws {
    let forest = Forest.large
    let naive = forest.leaves.map(\.naive)
    let sizes = [1, 2, 255, 256, 257, 700, 65_535, 65_536, 65_537]
    for newer in sizes {
      for older in sizes where older <= newer {
        let proof = try forest.consistency(older, newer)
        try proof.verify(older: try forest.root(older), newer: try forest.root(newer))
        // The naive proof takes its time: of the large trees, the largest will do.
        guard newer <= 700 || newer == 65_537 else { continue }
        #expect(proof.hashes.map(\.naive) == NaiveTree.subproof(older, naive[..<newer]))
      }
    }
  }

  @Test(arguments: [(1, 2), (2, 3), (3, 7), (4, 8), (6, 8), (64, 70), (70, 256), (257, 700)])
  func `does not hold once it is changed`(older: Int, newer: Int) throws {
    let forest = Forest.small
    let (olderRoot, newerRoot) = (try forest.root(older), try forest.root(newer))
    let proof = try forest.consistency(older, newer)
    for hashes in mutations(of: proof.hashes) {
      let changed = ConsistencyProof(
        olderSize: proof.olderSize, newerSize: proof.newerSize, hashes: hashes)
      #expect(throws: ProofFault.self) { try changed.verify(older: olderRoot, newer: newerRoot) }
    }
    #expect(throws: ProofFault.self) { try proof.verify(older: .empty, newer: newerRoot) }
    #expect(throws: ProofFault.newerRootDiffers) {
      try proof.verify(older: olderRoot, newer: .empty)
    }
    #expect(throws: ProofFault.self) { try proof.verify(older: newerRoot, newer: olderRoot) }
  }

  @Test func `does not hold for a history that was written anew`() throws {
    var forged = Forest(size: 5)
    forged.grow(Array("another line".utf8))
    for index in 6..<70 { forged.grow(Forest.line(index)) }
    for older in 6..<70 {
      let proof = try forged.consistency(older, 70)
      let promised = try Forest.small.root(older)
      #expect(throws: ProofFault.self) {
        try proof.verify(older: promised, newer: forged.edge.root)
      }
    }
  }

  @Test func `of equal or empty trees holds no hashes`() throws {
    let root = try Forest.small.root(7)
    let equal = ConsistencyProof(olderSize: 7, newerSize: 7, hashes: [])
    try equal.verify(older: root, newer: root)
    #expect(throws: ProofFault.newerRootDiffers) { try equal.verify(older: root, newer: .empty) }
    let fromNothing = ConsistencyProof(olderSize: 0, newerSize: 7, hashes: [])
    try fromNothing.verify(older: .empty, newer: root)
    #expect(throws: ProofFault.olderRootDiffers) {
      try fromNothing.verify(older: root, newer: root)
    }
    for older in [0, 7] as [UInt64] {
      let long = ConsistencyProof(olderSize: older, newerSize: 7, hashes: [root])
      #expect(throws: ProofFault.tooLong) { try long.verify(older: root, newer: root) }
    }
  }

  @Test func `says what is wrong with its numbers`() {
    let reversed = ConsistencyProof(olderSize: 8, newerSize: 7, hashes: [])
    #expect(throws: ProofFault.sizesReversed(older: 8, newer: 7)) {
      try reversed.verify(older: .empty, newer: .empty)
    }
    for older in [1, 3, UInt64.max - 1] {
      let short = ConsistencyProof(olderSize: older, newerSize: .max, hashes: [])
      #expect(throws: ProofFault.tooShort) { try short.verify(older: .empty, newer: .empty) }
    }
  }
}

@Suite struct `The tiles of a tree` {
  @Test func `hold the root of every earlier size`() throws {
    for size in 0...700 {
      #expect(try Forest.small.root(size).naive == Forest.small.naiveRoot(size))
    }
  }

  @Test func `hold the edge of every earlier size`() throws {
    for size in 0...700 {
      let grown = Forest(size: size)
      let edge = try TreeEdge(size: UInt64(size)) { (tile, width) throws(Forest.Missing) in
        try grown.readUnfinished(tile, width)
      }
      #expect(edge == grown.edge)
    }
  }

  @Test func `hold an edge even where they have grown since`() throws {
    let hashes = [Forest.small.leaves[0..<256], Forest.small.leaves[256..<512]]
    let above = hashes.flatMap { NaiveTree.root($0.map(\.naive)[...]) }
    let edge = try TreeEdge(size: 300) { (tile, _) throws(Forest.Missing) in
      if tile.level == 0 { return try Forest.small.read(tile) }
      guard let wide = try? HashTile(decoding: above.span.bytes) else {
        throw Forest.Missing(tile: tile)
      }
      return wide
    }
    #expect(edge == Forest(size: 300).edge)
  }

  @Test func `are read once each, and only where they are full`() throws {
    var read: [TileCoordinate] = []
    _ = try Forest.large.edge.inclusionProof(ofLeaf: 40_000, inSize: 65_537) {
      (tile) throws(Forest.Missing) in
      read.append(tile)
      return try Forest.large.read(tile)
    }
    #expect(
      Set(read) == [TileCoordinate(level: 0, index: 156), TileCoordinate(level: 1, index: 0)])
    #expect(read.count == 2)
  }

  @Test func `name the one that is missing`() {
    let missing = TileCoordinate(level: 0, index: 1)
    #expect(throws: TileReadFault.unreadable(missing, Forest.Missing(tile: missing))) {
      try Forest.small.edge.inclusionProof(ofLeaf: 300, inSize: 700) {
        (tile) throws(Forest.Missing) in throw Forest.Missing(tile: tile)
      }
    }
  }

  @Test func `name the one that is too narrow`() throws {
    let hash = [UInt8](repeating: 0, count: 32)
    let narrow = try HashTile(decoding: hash.span.bytes)
    let tile = TileCoordinate(level: 0, index: 1)
    #expect(throws: TileReadFault<Never>.tileTooNarrow(tile, width: 1)) {
      try Forest.small.edge.inclusionProof(ofLeaf: 300, inSize: 700) {
        (_) throws(Never) in narrow
      }
    }
  }

  @Test func `cannot answer for what is not in the tree`() {
    typealias Fault = TileReadFault<Forest.Missing>
    let forest = Forest.small
    #expect(throws: Fault.sizeBeyondTree(asked: 701, current: 700)) { try forest.root(701) }
    #expect(throws: Fault.sizeBeyondTree(asked: 701, current: 700)) {
      try forest.inclusion(0, in: 701)
    }
    #expect(throws: Fault.leafBeyondTree(index: 700, size: 700)) {
      try forest.inclusion(700, in: 700)
    }
    #expect(throws: Fault.sizeBeyondTree(asked: 701, current: 700)) {
      try forest.consistency(1, 701)
    }
    #expect(throws: Fault.sizesReversed(older: 8, newer: 7)) { try forest.consistency(8, 7) }
  }
}

/// The same hashes with each one changed, dropped, doubled or swapped with the next, or one added.
private func mutations(of hashes: [TreeHash]) -> [[TreeHash]] {
  var all = [hashes + [.empty], [.empty] + hashes]
  for index in hashes.indices {
    var (changed, dropped, doubled, swapped) = (hashes, hashes, hashes, hashes)
    changed[index] = .sha256(hashes[index].naive.span.bytes)
    dropped.remove(at: index)
    doubled.insert(hashes[index], at: index)
    all += [changed, dropped, doubled]
    if index + 1 < hashes.count {
      swapped.swapAt(index, index + 1)
      all.append(swapped)
    }
  }
  return all
}
