import DealRecords
import EventLog
import Transparency

/// Levels 1 and 2: every entry in its order, and the tree over all of them against the tiles.
struct EntryCheck {
  private let folder: TileFolder
  private let layout: TileLayout
  private let wanted: Set<UInt64>
  private(set) var lines = ServedLines()
  private(set) var edge = TreeEdge()
  /// The roots at the sizes that checkpoints speak of.
  private(set) var roots: [UInt64: TreeHash]
  /// Whether all entries from 0 on were there to be hashed.
  private(set) var isWhole = true

  /// After so many in a row the rest is not looked for: a forged checkpoint can speak of any number.
  private static let mostMissing = 100
  private var missing = 0

  init(_ folder: TileFolder, _ layout: TileLayout, wanting sizes: [UInt64]) {
    (self.folder, self.layout, wanted) = (folder, layout, Set(sizes))
    roots = wanted.contains(0) ? [0: .empty] : [:]
  }

  /// Whether the first entry was there.
  var hasFirst: Bool { edge.size > 0 }

  mutating func run(
    _ draft: inout CertificateDraft, _ progress: (ReplayProgress) -> Void
  ) throws(ReplayFault) {
    var index: UInt64 = 0
    while missing < Self.mostMissing, let path = layout.path(.entries, index: index) {
      try take(path, &draft)
      progress(ReplayProgress(stage: .lines, done: draft.counts.events, total: layout.size))
      index += 1
    }
    draft.counts.streams = lines.streams
    guard isWhole else { return }
    draft.root = edge.root
    for (place, tile) in edge.unfinished {
      try compare(place, tile.encoded, width: tile.hashes.count, &draft)
    }
  }

  private mutating func take(
    _ path: TilePath, _ draft: inout CertificateDraft
  ) throws(ReplayFault) {
    guard let bytes = try folder.read(path) else {
      (isWhole, missing) = (false, missing + 1)
      return draft.add(.storage, .tileMissing, at: .served(path), "its entries are not there")
    }
    missing = 0
    draft.counts.rows += 1
    let bundle: EntryBundle
    do throws(EntryBundleFault) {
      bundle = try EntryBundle(decoding: bytes)
    } catch {
      isWhole = false
      return draft.add(.storage, .malformedEntries, at: .served(path), "\(error)")
    }
    guard bundle.count == path.width else {
      isWhole = false
      return draft.add(
        .storage, .malformedEntries, at: .served(path),
        "it holds \(bundle.count) entries, and not \(path.width)")
    }
    for (slot, place) in bundle.places.enumerated() {
      let position = GlobalPosition(path.index * UInt64(HashTile.fullWidth) + UInt64(slot))
      try take(bundle.encoded.span.bytes.extracting(place), at: position, &draft)
    }
  }

  private mutating func take(
    _ line: RawSpan, at position: GlobalPosition, _ draft: inout CertificateDraft
  ) throws(ReplayFault) {
    draft.counts.events += 1
    lines.take(line, at: position, &draft)
    guard isWhole else { return }
    var filled: [(TileCoordinate, [UInt8])] = []
    edge.append(.leaf(line)) { tile, bytes in
      filled.append((tile, bytes.withUnsafeBytes { Array($0) }))
    }
    for (tile, bytes) in filled { try compare(tile, bytes, width: HashTile.fullWidth, &draft) }
    if wanted.contains(edge.size) { roots[edge.size] = edge.root }
  }

  /// A tile, byte for byte.
  private func compare(
    _ tile: TileCoordinate, _ bytes: [UInt8], width: Int, _ draft: inout CertificateDraft
  ) throws(ReplayFault) {
    let path = tile.path(width: width)
    draft.counts.tiles += 1
    guard let served = try folder.read(path) else {
      return draft.add(
        .log, .tileMissing, at: .served(path), "the entries come to it, and it is not there")
    }
    draft.counts.rows += 1
    guard served.count == bytes.count else {
      let hashes = served.count / TreeHash.byteCount
      return draft.add(
        .storage, .malformedRow, at: .served(path),
        "it has \(served.count) bytes, which is \(hashes < width ? "less" : "more") than \(width)"
          + " hashes take")
    }
    guard let offset = zip(served, bytes).enumerated().first(where: { $1.0 != $1.1 })?.offset else {
      return
    }
    let hash = UInt64(offset / TreeHash.byteCount)
    guard tile.level == 0 else {
      return draft.add(
        .log, .tileDiffers, at: .served(path), "the entries give another hash \(hash)")
    }
    let position = GlobalPosition(tile.index * UInt64(HashTile.fullWidth) + hash)
    draft.add(
      .log, .tileDiffers, at: .position(position),
      "the entry is not the one that \(path) was made of")
  }
}
