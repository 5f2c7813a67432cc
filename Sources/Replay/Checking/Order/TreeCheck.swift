import EventLog
import Transparency

/// Level 2: the tree over the lines as they are stored, against the tiles and the edge that are
/// stored beside them.
struct TreeCheck {
  private(set) var edge = TreeEdge()
  /// The roots at the sizes that checkpoints speak of.
  private(set) var roots: [UInt64: TreeHash]
  private let wanted: Set<UInt64>
  /// Whether the leaves so far are the lines from position 0 on.
  private(set) var isWhole = true

  init(checkpointSizes: Set<UInt64>) {
    wanted = checkpointSizes
    roots = checkpointSizes.contains(0) ? [0: .empty] : [:]
  }

  /// To be called when a line is missing: from there on the tree is another one.
  mutating func giveUp() { isWhole = false }

  mutating func take(
    _ leaf: TreeHash, _ snapshot: borrowing Snapshot, _ draft: inout CertificateDraft
  ) throws(LogFault) {
    guard isWhole else { return }
    try edge.append(leaf) { (tile, bytes) throws(LogFault) in
      draft.counts.tiles += 1
      draft.compare(tile, bytes, with: try snapshot.storedTile(tile))
    }
    if wanted.contains(edge.size) { roots[edge.size] = edge.root }
  }

  func finish(
    _ snapshot: borrowing Snapshot, _ draft: inout CertificateDraft
  ) throws(LogFault) {
    guard isWhole else { return }
    draft.root = edge.root
    try compareEdge(snapshot, &draft)
    guard try snapshot.rowCount(of: .tiles) != draft.counts.tiles else { return }
    try findNeedlessTiles(snapshot, &draft)
  }

  private func compareEdge(
    _ snapshot: borrowing Snapshot, _ draft: inout CertificateDraft
  ) throws(LogFault) {
    var rows = try snapshot.rows(of: .edge)
    guard let row = try rows.next(), case .edge(let stored)? = try? FixedRow(row, of: .edge) else {
      return draft.add(.log, .edgeDiffers, at: .table(.edge), "the edge of the tree is missing")
    }
    guard stored != edge else { return }
    guard stored.size == edge.size else {
      return draft.add(
        .log, .edgeDiffers, at: .table(.edge),
        "the tree was made of \(stored.size) lines, and there are \(edge.size)")
    }
    let place = row.value.firstDifference(from: edge.encoded.span.bytes).flatMap(position)
    draft.add(
      .log, .edgeDiffers, at: place.map(Place.position) ?? .table(.edge),
      "the line is not the one that the edge of the tree was made of")
  }

  /// The position whose leaf hash a byte of the edge's row belongs to; nil for the levels above.
  private func position(ofByte offset: Int) -> GlobalPosition? {
    let width = Int(edge.size % UInt64(HashTile.fullWidth))
    let leaf = (offset - 10) / TreeHash.byteCount
    guard offset >= 10, leaf < width else { return nil }
    return GlobalPosition(edge.size - UInt64(width - leaf))
  }

  private func findNeedlessTiles(
    _ snapshot: borrowing Snapshot, _ draft: inout CertificateDraft
  ) throws(LogFault) {
    var rows = try snapshot.rows(of: .tiles)
    while let row = try rows.next() {
      guard let stored = try? TileRow(row) else { continue }
      let full = edge.size >> (8 * (UInt64(stored.tile.level) + 1))
      guard stored.tile.index >= full else { continue }
      draft.add(
        .log, .needlessTile, at: .tile(stored.tile), "a log of \(edge.size) lines has no such tile")
    }
  }
}

extension CertificateDraft {
  fileprivate mutating func compare(
    _ tile: TileCoordinate, _ bytes: RawSpan, with stored: RawSpan?
  ) {
    guard let stored else {
      return add(.log, .tileMissing, at: .tile(tile), "the lines fill it, and it is not there")
    }
    guard let offset = stored.firstDifference(from: bytes) else { return }
    let hash = UInt64(offset / TreeHash.byteCount)
    guard tile.level == 0 else {
      return add(.log, .tileDiffers, at: .tile(tile), "the lines give another hash \(hash)")
    }
    let position = GlobalPosition(tile.index &* UInt64(HashTile.fullWidth) &+ hash)
    add(
      .log, .tileDiffers, at: .position(position),
      "the line is not the one that tile 0/\(tile.index) was made of")
  }
}

extension Place {
  fileprivate static func tile(_ tile: TileCoordinate) -> Place {
    .row(.tiles, key: "\(tile.level)/\(tile.index)")
  }
}

extension RawSpan {
  /// Where the bytes begin to differ, the shorter one's end included; nil where they do not.
  fileprivate func firstDifference(from other: RawSpan) -> Int? {
    withUnsafeBytes { bytes in
      other.withUnsafeBytes { others in
        guard !bytes.elementsEqual(others) else { return nil }
        return zip(bytes, others).enumerated().first { $0.element.0 != $0.element.1 }?.offset
          ?? min(bytes.count, others.count)
      }
    }
  }
}
