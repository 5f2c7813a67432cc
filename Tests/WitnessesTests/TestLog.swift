import Transparency

/// A log in memory that shows whatever lines it is given, under one key.
struct TestLog {
  let key: NoteSigningKey
  var lines: [String]

  init(_ lines: [String], key: NoteSigningKey) {
    (self.lines, self.key) = (lines, key)
  }

  static func numbered(_ count: Int, _ label: String = "line") -> [String] {
    (0..<count).map { "\(label) \($0)" }
  }

  var edge: TreeEdge {
    var edge = TreeEdge()
    for line in lines { edge.append(.leaf(Array(line.utf8).span.bytes)) { _, _ in } }
    return edge
  }

  func note(size: Int, origin: String = "example.org/log") throws -> SignedNote {
    let tree = TestLog(Array(lines.prefix(size)), key: key).edge
    let head = try Checkpoint(origin: origin, size: UInt64(size), root: tree.root)
    return try key.note(head.text)
  }

  /// The request that a log makes which knows where the witness stands.
  func request(from old: Int, to size: Int) throws -> CosigningRequest {
    let proof = try edge.consistencyProof(from: UInt64(old), to: UInt64(size)) { _ in
      try HashTile.none
    }
    return try CosigningRequest(
      oldSize: UInt64(old), hashes: proof.hashes, note: try note(size: size))
  }

  func body(from old: Int, to size: Int) throws -> [UInt8] {
    Array(try request(from: old, to: size).rendered.utf8)
  }
}

extension HashTile {
  /// Logs here are too small to fill a tile.
  static var none: HashTile {
    get throws { throw TreeFault.tileLength(0) }
  }
}
