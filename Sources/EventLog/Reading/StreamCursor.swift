import LMDB

/// A place in one stream, which moves from revision to revision.
public struct StreamCursor: ~Copyable, ~Escapable {
  private enum Place {
    case before(StreamRevision?)
    case at(StreamRevision)
    case atEnd
  }

  private var index: Cursor
  private var lines: Cursor
  private let prefix: [UInt8]
  private let direction: ReadDirection
  private var place: Place
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
    place = .before(direction == .forward ? start ?? .first : start)
  }

  /// The stream's next line in the cursor's direction; a hole throws `damaged`.
  @_lifetime(copy self)
  public mutating func next() throws(LogFault) -> StoredLine? {
    let expected = try expectation()
    guard let row = try step(), let found = Keys.revision(in: row.key, of: prefix) else {
      if direction == .backward, let expected { throw missing(expected) }
      place = .atEnd
      return nil
    }
    if let expected, found != expected { throw missing(expected) }
    (place, revision) = (.at(found), found)
    return try line(at: row.value)
  }

  /// What comes next if there is no hole; nil where the stream's end decides it, or it is over.
  private mutating func expectation() throws(LogFault) -> StreamRevision? {
    switch (place, direction) {
    case (.at(let revision), .forward): revision.next
    case (.at(let revision), .backward): revision.previous
    case (.before(let start), .forward): start
    case (.before(let start?), .backward): try isWithin(start) ? start : nil
    case (.before(nil), .backward), (.atEnd, _): nil
    }
  }

  /// Whether the stream has lines at `revision` or beyond it.
  private mutating func isWithin(_ revision: StreamRevision) throws(LogFault) -> Bool {
    let key = prefix + Keys.bigEndian(revision.rawValue)
    guard let row = try index.find(key.span.bytes, .forward) else { return false }
    return Keys.revision(in: row.key, of: prefix) != nil
  }

  @_lifetime(copy self)
  private mutating func step() throws(LogFault) -> Entry? {
    switch place {
    case .at: return try index.take(direction == .forward ? .next : .previous)
    case .atEnd: return nil
    case .before(let start):
      let key = prefix + Keys.bigEndian((start ?? StreamRevision(.max)).rawValue)
      return try index.find(key.span.bytes, direction)
    }
  }

  @_lifetime(copy self)
  private mutating func line(at position: RawSpan) throws(LogFault) -> StoredLine {
    guard let number = IntegerKey(position), let line = try lines.find(position, .forward),
      IntegerKey(line.key)?.number == number.number
    else { throw .damaged("a stream names a position that has no line") }
    return StoredLine(position: GlobalPosition(number.number), bytes: line.value)
  }

  private func missing(_ revision: StreamRevision) -> LogFault {
    let stream = String(decoding: prefix.dropLast(), as: UTF8.self)
    return .damaged("revision \(revision) of \(stream) is missing")
  }
}
