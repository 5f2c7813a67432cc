public import EventLog
public import Transparency

/// What a log proves to others, from the nodes of its tree as they are stored.
///
/// It needs no key, hashes no line anew, and reads none but the one that is asked for and the
/// ledger's own facts.
public struct LogProofs: Sendable {
  private let log: EventStore

  public init(_ log: EventStore) { self.log = log }

  /// The newest signed head, found to be of this log.
  public func newestTree() throws(ProvingFault) -> SignedTree {
    try look { snapshot throws(ProvingFault) in
      try snapshot.signedTree(ofSize: nil)
    }
  }

  /// A signed head that others keep, if it is one of this log's history.
  public func requireOwn(_ note: [UInt8]) throws(ProvingFault) -> SignedTree {
    try look { snapshot throws(ProvingFault) in try snapshot.requireOwn(note) }
  }

  /// The proof that a line is in a signed tree: the newest one, or that of a size.
  public func inclusion(
    of position: GlobalPosition, inSize size: UInt64? = nil
  ) throws(ProvingFault) -> (proof: TlogProof, tree: SignedTree) {
    try look { snapshot throws(ProvingFault) in
      let tree = try snapshot.signedTree(ofSize: size)
      let treeSize = tree.checkpoint.size
      guard position.rawValue < treeSize, let line = try snapshot.copiedLine(at: position) else {
        throw .lineBeyondTree(position: position, size: treeSize)
      }
      let proof = try snapshot.nodes { edge, read throws(TileReadFault<LogFault>) in
        try edge.inclusionProof(ofLeaf: position.rawValue, inSize: treeSize, reading: read)
      }
      guard (try? proof.verify(.leaf(line.span.bytes), under: tree.checkpoint.root)) != nil else {
        throw .log(.damaged("position \(position) is not the line that the tree was made of"))
      }
      let text = TlogProof(
        extra: line, index: position.rawValue, hashes: proof.hashes, note: tree.note)
      return (text, tree)
    }
  }

  /// The proof that the tree of `newer` events begins with the one of `older` events.
  public func consistency(
    from older: UInt64, to newer: UInt64
  ) throws(ProvingFault) -> ConsistencyText {
    guard older <= newer else { throw .sizesReversed(older: older, newer: newer) }
    return try look { snapshot throws(ProvingFault) in
      let proof = try snapshot.nodes { edge, read throws(TileReadFault<LogFault>) in
        try edge.consistencyProof(from: older, to: newer, reading: read)
      }
      return ConsistencyText(
        older: try snapshot.provenTree(ofSize: older),
        newer: try snapshot.provenTree(ofSize: newer), hashes: proof.hashes)
    }
  }

  /// A tile or a bundle as it is served; its width is one that the tree has had.
  public func served(_ path: TilePath) throws(ProvingFault) -> [UInt8] {
    try look { snapshot throws(ProvingFault) in
      switch path.content {
      case .entries: try snapshot.bundle(path)
      case .hashes(let level):
        try snapshot.nodes { edge, read throws(TileReadFault<LogFault>) in
          let place = TileCoordinate(level: level, index: path.index)
          return try edge.tile(place, width: path.width, reading: read).encoded
        }
      }
    }
  }

  private func look<Result>(
    _ body: (borrowing Snapshot) throws(ProvingFault) -> Result
  ) throws(ProvingFault) -> Result {
    let result: Swift.Result<Result, ProvingFault>
    do throws(LogFault) {
      result = try log.withSnapshot { snapshot in
        do throws(ProvingFault) { return .success(try body(snapshot)) } catch {
          return .failure(error)
        }
      }
    } catch {
      throw .log(error)
    }
    return try result.get()
  }
}
