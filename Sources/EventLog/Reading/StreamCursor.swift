import LMDB

/// A place in one stream, which moves from revision to revision.
public struct StreamCursor: ~Copyable, ~Escapable {
  private var index: Cursor
  private var lines: Cursor
  private let prefix: [UInt8]
  private let direction: ReadDirection
  private var start: StreamRevision?
  /// The revision of the line that `next()` gave last.
  public private(set) var revision: StreamRevision?

  @_lifetime(borrow transaction)
  init<Transaction: Reading & ~Copyable>(
    over tables: Tables, in transaction: borrowing Transaction, of stream: StreamName,
    from start: StreamRevision?, _ direction: ReadDirection
  ) throws(LogFault) {
    let index = try transaction.walk(tables.streams)
    let lines = try transaction.walk(tables.events)
    self.index = index
    self.lines = lines
    prefix = Keys.prefix(of: stream)
    self.direction = direction
    self.start = start ?? (direction == .forward ? .first : StreamRevision(.max))
  }

  /// The stream's next line in the cursor's direction; a hole throws `damaged`.
  @_lifetime(copy self)
  public mutating func next() throws(LogFault) -> StoredLine? {
    guard let row = try step(), let found = Keys.revision(in: row.key, of: prefix) else {
      return nil
    }
    if let revision, direction == .forward, found != revision.next {
      throw .damaged("after revision \(revision) comes \(found)")
    }
    revision = found
    return try line(at: row.value)
  }

  @_lifetime(copy self)
  private mutating func step() throws(LogFault) -> Entry? {
    guard let start else {
      return try index.take(direction == .forward ? .next : .previous)
    }
    self.start = nil
    let key = prefix + Keys.bigEndian(start.rawValue)
    return try index.find(key.span.bytes, direction)
  }

  @_lifetime(copy self)
  private mutating func line(at position: RawSpan) throws(LogFault) -> StoredLine {
    guard let number = IntegerKey(position), let line = try lines.find(position, .forward),
      IntegerKey(line.key)?.number == number.number
    else { throw .damaged("a stream names a position that has no line") }
    return StoredLine(position: GlobalPosition(number.number), bytes: line.value)
  }
}
