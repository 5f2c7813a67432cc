import LMDB
public import Transparency

/// The log as it stood after one commit.
///
/// Keep it short: while it lives the store cannot use again the pages that later commits replace.
public struct Snapshot: ~Copyable {
  let transaction: ReadTransaction
  let tables: Tables

  init(_ environment: Environment, _ tables: Tables) throws(LogFault) {
    transaction = try stored { () throws(LMDBError) in try ReadTransaction(environment) }
    self.tables = tables
  }

  /// How many events there are; the next one's position.
  public borrowing func size() throws(LogFault) -> UInt64 { try tables.size(in: transaction) }

  /// The revision of a stream's last event; nil where the stream has none.
  public borrowing func head(of stream: StreamName) throws(LogFault) -> StreamRevision? {
    try tables.head(of: stream, in: transaction)
  }

  /// The line at a position, where it lies.
  @_lifetime(borrow self)
  public borrowing func line(at position: GlobalPosition) throws(LogFault) -> RawSpan? {
    try tables.line(at: position, in: transaction)
  }

  /// What is sealed of the event at a position, where it lies; nil where nothing is.
  @_lifetime(borrow self)
  public borrowing func vault(at position: GlobalPosition) throws(LogFault) -> RawSpan? {
    try tables.vault(at: position, in: transaction)
  }

  /// The lines of the whole log, from `start` or from the end that the direction begins at.
  @_lifetime(borrow self)
  public borrowing func lines(
    from start: GlobalPosition? = nil, _ direction: ReadDirection = .forward
  ) throws(LogFault) -> LogCursor {
    try LogCursor(over: tables, in: transaction, from: start, direction)
  }

  /// The lines of one stream.
  @_lifetime(borrow self)
  public borrowing func lines(
    of stream: StreamName, from start: StreamRevision? = nil, _ direction: ReadDirection = .forward
  ) throws(LogFault) -> StreamCursor {
    try StreamCursor(over: tables, in: transaction, of: stream, from: start, direction)
  }

  /// The command whose first event stands at a position, as it was sealed.
  @_lifetime(borrow self)
  public borrowing func request(firstAt position: GlobalPosition) throws(LogFault) -> RawSpan? {
    try tables.request(firstAt: position, in: transaction)
  }

  /// The unfinished tiles of the tree over all lines; with them its size and root.
  public borrowing func treeEdge() throws(LogFault) -> TreeEdge {
    try tables.treeEdge(in: transaction)
  }

  /// A full tile of the tree.
  public borrowing func tile(_ tile: TileCoordinate) throws(LogFault) -> HashTile {
    try tables.tile(tile, in: transaction)
  }

  /// A sealed document by the SHA-256 of what was sealed, where it lies.
  @_lifetime(borrow self)
  public borrowing func document(
    _ digest: TreeHash, under stream: StreamName
  ) throws(LogFault) -> RawSpan? {
    let key = Keys.document(digest, under: stream)
    return try transaction.lookUp(key.span.bytes, in: tables.documents)
  }

  /// The attempts that were refused, by number from 0 on.
  public borrowing func refusals(
    from start: UInt64 = 0, limit: Int = .max
  ) throws(LogFault) -> [RefusedAttempt] {
    var cursor = try transaction.walk(tables.refusals)
    let key = Keys.bigEndian(start)
    var row = try cursor.find(key.span.bytes, .forward)
    var refusals: [RefusedAttempt] = []
    while let entry = row, refusals.count < limit {
      let number = start + UInt64(refusals.count)
      refusals.append(try RefusedAttempt(decoding: entry.value, number: number))
      row = try cursor.take(.next)
    }
    return refusals
  }

  /// The checkpoints, the oldest first: for each size the signed note.
  public borrowing func checkpoints() throws(LogFault) -> [StoredCheckpoint] {
    var cursor = try transaction.walk(tables.checkpoints)
    var checkpoints: [StoredCheckpoint] = []
    while let entry = try cursor.take(.next) {
      let size = try GlobalPosition(key: entry.key).rawValue
      checkpoints.append(StoredCheckpoint(size: size, note: entry.value.copied()))
    }
    return checkpoints
  }
}

/// A signed tree head as it is kept.
public struct StoredCheckpoint: Hashable, Sendable {
  public let size: UInt64
  /// A C2SP signed note.
  public let note: [UInt8]

  public init(size: UInt64, note: [UInt8]) {
    (self.size, self.note) = (size, note)
  }
}
