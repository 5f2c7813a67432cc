public import EventLog
public import Transparency

extension Snapshot {
  /// The root of the tree over the first `size` lines.
  borrowing func root(ofSize size: UInt64) throws(LogFault) -> TreeHash {
    let edge = try treeEdge()
    guard size <= edge.size else { throw .damaged("the tree has \(edge.size) leaves of \(size)") }
    do throws(TileReadFault<LogFault>) {
      return try edge.root(ofSize: size) { tile throws(LogFault) in try self.tile(tile) }
    } catch {
      throw .damaged("the tree: \(error)")
    }
  }
}

extension Ledger {
  /// The root of the tree over the first `size` events.
  public func root(ofSize size: UInt64) throws(LogFault) -> TreeHash {
    try store.withSnapshot { snapshot throws(LogFault) in try snapshot.root(ofSize: size) }
  }
}
