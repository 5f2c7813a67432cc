import DealRecords
import EventLog
import Transparency

extension Snapshot {
  /// The signed head of a size, or the newest; its root is found to be the one of the stored nodes.
  borrowing func signedTree(ofSize size: UInt64?) throws(ProvingFault) -> SignedTree {
    let stored = try logged { snapshot throws(LogFault) in
      if let size { return try snapshot.checkpoint(ofSize: size) }
      return try snapshot.newestCheckpoint()
    }
    guard let stored else { throw size.map { .notSigned(size: $0) } ?? .noCheckpoint }
    return try signedTree(stored)
  }

  /// A head that the log keeps.
  borrowing func signedTree(_ stored: StoredCheckpoint) throws(ProvingFault) -> SignedTree {
    do throws(ProvingFault) {
      return try requireOwn(stored.note)
    } catch .foreign(let fault) {
      throw .log(.damaged("the checkpoint of \(stored.size): \(fault)"))
    }
  }

  /// A head that is signed under the key and the origin in force for its size, and has the root that
  /// the log has there.
  borrowing func requireOwn(_ note: [UInt8]) throws(ProvingFault) -> SignedTree {
    let history = try logged { snapshot throws(LogFault) in try LedgerHistory(snapshot) }
    let edge = try logged { snapshot throws(LogFault) in try snapshot.treeEdge() }
    let tree: SignedTree
    do throws(HeadFault) {
      tree = try SignedTree(parsing: note)
      let (size, span) = (tree.checkpoint.size, history.span(ofTreeSize: tree.checkpoint.size))
      try tree.verify(under: span.key, origin: span.origin)
      guard size <= edge.size else { throw .beyondLog(size: size, log: edge.size) }
    } catch {
      throw .foreign(error)
    }
    let size = tree.checkpoint.size
    guard try root(ofTreeSize: size) == tree.checkpoint.root else {
      throw .foreign(.otherRoot(size: size))
    }
    return tree
  }

  /// A tree of any size, with its checkpoint where it was signed.
  borrowing func provenTree(ofSize size: UInt64) throws(ProvingFault) -> ProvenTree {
    let stored = try logged { snapshot throws(LogFault) in try snapshot.checkpoint(ofSize: size) }
    guard let stored else { return ProvenTree(size: size, root: try root(ofTreeSize: size)) }
    return ProvenTree(try signedTree(stored))
  }

  /// The lines of a bundle.
  borrowing func bundle(_ path: TilePath) throws(ProvingFault) -> [UInt8] {
    let start = GlobalPosition(path.index * UInt64(HashTile.fullWidth))
    return try logged { snapshot throws(LogFault) in
      var bundle = EntryBundle()
      var lines = try snapshot.lines(from: start)
      while bundle.count < path.width {
        guard let line = try lines.next() else { throw .damaged("\(path) has no end") }
        bundle.append(line.bytes)
      }
      return bundle.encoded
    }
  }

  borrowing func copiedLine(at position: GlobalPosition) throws(ProvingFault) -> [UInt8]? {
    try logged { snapshot throws(LogFault) in
      guard let line = try snapshot.line(at: position) else { return nil }
      return line.withUnsafeBytes { Array($0) }
    }
  }

  private borrowing func root(ofTreeSize size: UInt64) throws(ProvingFault) -> TreeHash {
    try nodes { edge, read throws(TileReadFault<LogFault>) in
      try edge.root(ofSize: size, reading: read)
    }
  }

  /// Computes something from the stored nodes.
  borrowing func nodes<Result>(
    _ compute: (
      TreeEdge, (TileCoordinate) throws(LogFault) -> HashTile
    ) throws(TileReadFault<LogFault>) -> Result
  ) throws(ProvingFault) -> Result {
    let edge = try logged { snapshot throws(LogFault) in try snapshot.treeEdge() }
    do throws(TileReadFault<LogFault>) {
      return try compute(edge) { tile throws(LogFault) in try self.tile(tile) }
    } catch {
      switch error {
      case .sizeBeyondTree(let asked, let current):
        throw .sizeBeyondLog(asked: asked, size: current)
      default: throw .log(.damaged("the tree: \(error)"))
      }
    }
  }

  borrowing func logged<Result>(
    _ body: (borrowing Snapshot) throws(LogFault) -> Result
  ) throws(ProvingFault) -> Result {
    do throws(LogFault) { return try body(self) } catch { throw .log(error) }
  }
}

extension ProvenTree {
  init(_ tree: SignedTree) {
    self.init(size: tree.checkpoint.size, root: tree.checkpoint.root, signed: tree.note)
  }
}
