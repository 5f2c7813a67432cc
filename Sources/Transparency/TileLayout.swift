/// In which tiles and bundles a tree is served (C2SP tlog-tiles, "Merkle Tree" and "Log entries").
public struct TileLayout: Hashable, Sendable {
  /// How many leaves the tree has.
  public let size: UInt64

  public init(ofTreeSize size: UInt64) { self.size = size }

  /// Whether the tree is served with this tile or bundle, or an earlier one of it was: partial ones
  /// stay.
  public func admits(_ path: TilePath) -> Bool {
    let row = row(of: path.content)
    return path.index < row.full || path.index == row.full && path.width <= row.partialWidth
  }

  /// The tile or bundle that a tree of this size has at a place; nil where it has none.
  public func path(_ content: TilePath.Content, index: UInt64) -> TilePath? {
    let row = row(of: content)
    if index < row.full { return TilePath(content, index: index) }
    return index == row.full ? row.partial : nil
  }

  /// All tiles and bundles of the tree, row by row, but for those that the tree had when it had
  /// `older` leaves.
  public func rows(since older: UInt64 = 0) -> [TileRow] {
    let older = TileLayout(ofTreeSize: older)
    return contents.map { content in
      var row = row(of: content)
      let before = older.row(of: content)
      row.start = before.full
      if row.partial == before.partial { row.isPartialNew = false }
      return row
    }
  }

  /// The levels from the leaves up, then the entries.
  private var contents: [TilePath.Content] {
    TreeEdge.widths(ofSize: size).indices.map { .hashes(level: UInt8($0)) } + [.entries]
  }

  private func row(of content: TilePath.Content) -> TileRow {
    switch content {
    case .entries: TileRow(content, of: size)
    // A shift by 64 bits and more leaves nothing.
    case .hashes(let level): TileRow(content, of: size >> (8 * UInt64(level)))
    }
  }
}

/// The tiles of one level, or the bundles, side by side.
public struct TileRow: Hashable, Sendable {
  let content: TilePath.Content
  /// How many full ones there are; the partial one comes after them.
  let full: UInt64
  /// 0 where there is none.
  let partialWidth: Int
  /// The first full one that is meant.
  var start: UInt64 = 0
  var isPartialNew: Bool

  init(_ content: TilePath.Content, of count: UInt64) {
    self.content = content
    (full, partialWidth) = (count >> 8, Int(count & 255))
    isPartialNew = partialWidth > 0
  }

  /// How many there are.
  public var count: Int { Int(full - start) + (isPartialNew ? 1 : 0) }

  /// One after another, from the left.
  public var paths: some Sequence<TilePath> {
    let fullOnes = (start..<full).lazy.map { TilePath(content, index: $0) }
    return [AnySequence(fullOnes), AnySequence(isPartialNew ? [partial].compactMap(\.self) : [])]
      .lazy.joined()
  }

  var partial: TilePath? {
    partialWidth > 0 ? TilePath(content, index: full, width: partialWidth) : nil
  }
}
