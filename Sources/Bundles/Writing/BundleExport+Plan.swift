import EventLog
import Transparency

extension BundleExport {
  /// What is found out before the first line is written.
  struct Plan {
    let edge: TreeEdge
    let left: TreeFrontier
    let ledger: String
    let head: BundleHead?
    /// The positions of the events; nil where it is all of them.
    let named: [UInt64]?
    /// How many refusals there are.
    let refusals: UInt64

    /// - Parameter heads: Where the line stands that shows a subject to be whole.
    init(
      _ order: BundleOrder, _ snapshot: borrowing Snapshot, size: UInt64, heads: UInt64?
    ) throws(LogFault) {
      edge = try snapshot.treeEdge()
      guard size <= edge.size else { throw .damaged("the tree has \(edge.size) leaves of \(size)") }
      ledger = try Self.ledger(snapshot)
      refusals =
        order.parts.contains(.refusals) ? try snapshot.rowCount(of: .refusals) : 0
      switch order.filter {
      case nil:
        (head, named) = (nil, nil)
        left = try edge.frontier(ofSize: order.first, snapshot)
      case .subject(let stream):
        named = try Self.positions(of: stream, before: size, snapshot)
        head = try BundleHead(of: stream, at: heads, size: size, edge, snapshot)
        left = TreeFrontier()
      case .type(let type):
        named = try Self.positions(ofType: type, before: size, snapshot)
        (head, left) = (nil, TreeFrontier())
      }
    }

    /// The ledger's id, as its first line's source names it.
    private static func ledger(_ snapshot: borrowing Snapshot) throws(LogFault) -> String {
      guard let line = try snapshot.line(at: .first), let view = try? LineView(line) else {
        throw .damaged("line 0 cannot be read")
      }
      let parts = view.source.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 4, parts[1] == "ledgers" else {
        throw .damaged("the source of line 0 is \(view.source)")
      }
      return String(parts[2])
    }

    /// Line 0, and the lines of a stream.
    private static func positions(
      of stream: StreamName, before size: UInt64, _ snapshot: borrowing Snapshot
    ) throws(LogFault) -> [UInt64] {
      var positions: [UInt64] = [0]
      var lines = try snapshot.lines(of: stream)
      while let line = try lines.next(), line.position.rawValue < size {
        if line.position > .first { positions.append(line.position.rawValue) }
      }
      return positions
    }

    /// Line 0, and the lines of a type.
    private static func positions(
      ofType type: String, before size: UInt64, _ snapshot: borrowing Snapshot
    ) throws(LogFault) -> [UInt64] {
      var positions: [UInt64] = [0]
      var lines = try snapshot.lines()
      while let line = try lines.next(), line.position.rawValue < size {
        guard line.position > .first, let view = try? LineView(trusting: line.bytes),
          view.isType(type)
        else { continue }
        positions.append(line.position.rawValue)
      }
      return positions
    }
  }
}

extension BundleHead {
  /// The heads line at a position, with the entry of a subject or of those around it.
  init?(
    of stream: StreamName, at position: UInt64?, size: UInt64, _ edge: TreeEdge,
    _ snapshot: borrowing Snapshot
  ) throws(LogFault) {
    guard let position else { return nil }
    guard let line = try snapshot.line(at: GlobalPosition(position)) else {
      throw .damaged("position \(position) is missing")
    }
    let heads = try snapshot.heads(ofSize: position)
    let (index, isThere) = heads.index(of: stream)
    let indexes = isThere ? index...index : index - 1...index
    let entries = indexes.filter(heads.heads.indices.contains).map { index in
      Entry(
        heads.heads[index], at: UInt64(index), path: heads.inclusionProof(of: index).hashes)
    }
    self.init(
      entries, line: line.copied(), path: try edge.path(of: position, inSize: size, snapshot))
  }
}

extension TreeEdge {
  func path(
    of position: UInt64, inSize size: UInt64, _ snapshot: borrowing Snapshot
  ) throws(LogFault) -> [TreeHash] {
    do throws(TileReadFault<LogFault>) {
      return try inclusionProof(ofLeaf: position, inSize: size) { (tile) throws(LogFault) in
        try snapshot.tile(tile)
      }.hashes
    } catch {
      throw .damaged("the tree: \(error)")
    }
  }

  func frontier(
    ofSize size: UInt64, _ snapshot: borrowing Snapshot
  ) throws(LogFault) -> TreeFrontier {
    do throws(TileReadFault<LogFault>) {
      return try frontier(ofSize: size) { (tile) throws(LogFault) in try snapshot.tile(tile) }
    } catch {
      throw .damaged("the tree: \(error)")
    }
  }
}
