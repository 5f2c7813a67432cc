import EventLog
import LMDB
import Testing
import Transparency

@Suite struct `The tree over a log` {
  @Test(arguments: [1, 2, 255, 256, 257, 700])
  func `is that of its stored lines, however they came`(size: Int) async throws {
    var random = SeededRandom("a tree of \(size)", seed: .random(in: 0 ... .max))
    let log = try TestLog()
    var store = try log.open()
    var count = 1
    while count < size {
      var batch: [Submission] = []
      for _ in 0..<Int.random(in: 1...40, using: &random) where count < size {
        let events = Int.random(in: 1...min(size - count, 60), using: &random)
        batch.append(try Submission("at\(count)", appending: [("deal/\(count % 5)", events)]))
        count += events
      }
      for answer in await store.submit(batch) { _ = try answer.get().appended() }
      if Int.random(in: 0..<3, using: &random) == 0 {
        store.close()
        store = try log.open()
      }
    }
    try expectTree(of: store, size)
  }

  @Test func `does not grow by what is lost`() async throws {
    let log = try TestLog(mapSize: 1 << 20)
    let store = try log.open(mapSize: 1 << 20)
    _ = try await store.append(Submission("a", appending: [("deal/1", 10)]))
    let huge = try Submission("huge", appending: [("deal/1", 30)], padding: 60_000)
    #expect(await store.fault(of: huge) == .storage(.mapFull))
    _ = try await store.append(Submission("b", appending: [("deal/1", 10)])).appended()
    try expectTree(of: store, 21)
  }

  private func expectTree(of store: EventStore, _ size: Int) throws {
    let leaves = try store.lines().map { TreeHash.leaf($0.utf8.span.bytes) }
    #expect(leaves.count == size)
    try store.withSnapshot { snapshot throws(LogFault) in
      let edge = try snapshot.treeEdge()
      #expect(edge.size == UInt64(size))
      #expect(edge.root == naiveRoot(leaves[...]))
      for index in 0..<UInt64(size / 256) {
        let tile = try snapshot.tile(TileCoordinate(level: 0, index: index))
        #expect(tile.hashes == Array(leaves[Int(index) * 256..<Int(index + 1) * 256]))
      }
      let beyond = TileCoordinate(level: 0, index: UInt64(size / 256))
      #expect(throws: LogFault.damaged("tile 0/\(size / 256) is missing")) {
        try snapshot.tile(beyond)
      }
    }
  }

  /// RFC 6962, section 2.1, as it is written there.
  private func naiveRoot(_ leaves: ArraySlice<TreeHash>) -> TreeHash {
    guard let first = leaves.first else { return .sha256(RawSpan()) }
    guard leaves.count > 1 else { return first }
    var split = 1
    while split * 2 < leaves.count { split *= 2 }
    let middle = leaves.startIndex + split
    let (left, right) = (naiveRoot(leaves[..<middle]), naiveRoot(leaves[middle...]))
    var message: [UInt8] = [0x01]
    for hash in [left, right] {
      hash.withBytes { bytes in bytes.withUnsafeBytes { message.append(contentsOf: $0) } }
    }
    return .sha256(message.span.bytes)
  }
}
