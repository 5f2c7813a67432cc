import LMDB
import Transparency

/// What can be read of a log, from a snapshot or from within an append.
extension Tables {
  /// How many events there are.
  func size(in transaction: borrowing some Reading & ~Copyable) throws(LogFault) -> UInt64 {
    var cursor = try transaction.walk(events)
    guard let last = try cursor.take(.last) else { return 0 }
    return try GlobalPosition(key: last.key).next.rawValue
  }

  /// The line at a position, where it lies.
  @_lifetime(borrow transaction)
  func line<Transaction: Reading & ~Copyable>(
    at position: GlobalPosition, in transaction: borrowing Transaction
  ) throws(LogFault) -> RawSpan? {
    try transaction.lookUp(IntegerKey(position.rawValue).bytes, in: events)
  }

  /// What is sealed of the event at a position, where it lies; nil where nothing is.
  @_lifetime(borrow transaction)
  func vault<Transaction: Reading & ~Copyable>(
    at position: GlobalPosition, in transaction: borrowing Transaction
  ) throws(LogFault) -> RawSpan? {
    try transaction.lookUp(IntegerKey(position.rawValue).bytes, in: vault)
  }

  /// The revision of a stream's last event; nil where the stream has none.
  func head(
    of stream: StreamName, in transaction: borrowing some Reading & ~Copyable
  ) throws(LogFault) -> StreamRevision? {
    var cursor = try transaction.walk(streams)
    let last = Keys.stream(stream, StreamRevision(.max))
    guard let entry = try cursor.find(last.span.bytes, .backward) else { return nil }
    return Keys.revision(in: entry.key, of: Keys.prefix(of: stream))
  }

  func command(
    _ id: CommandID, in transaction: borrowing some Reading & ~Copyable
  ) throws(LogFault) -> CommandRow? {
    let key = Keys.command(id)
    guard let row = try transaction.lookUp(key.span.bytes, in: commands) else { return nil }
    return try CommandRow(decoding: row)
  }

  /// The sealed request of the command whose first event stands at a position.
  @_lifetime(borrow transaction)
  func request<Transaction: Reading & ~Copyable>(
    firstAt position: GlobalPosition, in transaction: borrowing Transaction
  ) throws(LogFault) -> RawSpan? {
    try transaction.lookUp(IntegerKey(position.rawValue).bytes, in: requests)
  }

  func treeEdge(in transaction: borrowing some Reading & ~Copyable) throws(LogFault) -> TreeEdge {
    let key = Keys.edge
    guard let row = try transaction.lookUp(key.span.bytes, in: edge) else {
      return TreeEdge()
    }
    do throws(TreeFault) {
      return try TreeEdge(decoding: row)
    } catch {
      throw .damaged("the edge of the tree: \(error)")
    }
  }

  func tile(
    _ tile: TileCoordinate, in transaction: borrowing some Reading & ~Copyable
  ) throws(LogFault) -> HashTile {
    let key = Keys.tile(tile)
    guard let row = try transaction.lookUp(key.span.bytes, in: tiles) else {
      throw .damaged("tile \(tile.level)/\(tile.index) is missing")
    }
    do throws(TreeFault) {
      return try HashTile(decoding: row)
    } catch {
      throw .damaged("tile \(tile.level)/\(tile.index): \(error)")
    }
  }
}

extension GlobalPosition {
  /// The position that a key holds.
  init(key: RawSpan) throws(LogFault) {
    guard let number = IntegerKey(key) else {
      throw .damaged("a position has \(key.byteCount) bytes")
    }
    self.init(number.number)
  }
}
