import LMDB

/// A place in the whole log, which moves from position to position.
public struct LogCursor: ~Copyable, ~Escapable {
  private enum Place {
    case before(GlobalPosition?)
    case at(GlobalPosition)
    case atEnd
  }

  private var cursor: Cursor
  private let direction: ReadDirection
  private var place: Place

  @_lifetime(borrow transaction)
  init<Transaction: Reading & ~Copyable>(
    over tables: Tables, in transaction: borrowing Transaction, from start: GlobalPosition?,
    _ direction: ReadDirection
  ) throws(LogFault) {
    cursor = try transaction.walk(tables.events)
    self.direction = direction
    place = .before(direction == .forward ? start ?? .first : start)
  }

  /// The next line in the cursor's direction; a gap throws `damaged`.
  @_lifetime(copy self)
  public mutating func next() throws(LogFault) -> StoredLine? {
    let expected = try expectation()
    guard let entry = try step() else {
      if direction == .backward, let expected {
        throw .damaged("position \(expected) is missing")
      }
      place = .atEnd
      return nil
    }
    let position = try GlobalPosition(key: entry.key)
    if let expected, position != expected { throw .damaged("position \(expected) is missing") }
    place = .at(position)
    return StoredLine(position: position, bytes: entry.value)
  }

  /// What comes next if there is no gap; nil where the log's end decides it, or it is over.
  private mutating func expectation() throws(LogFault) -> GlobalPosition? {
    switch (place, direction) {
    case (.at(let position), .forward): position.next
    case (.at(let position), .backward): position.previous
    case (.before(let start), .forward): start
    case (.before(let start?), .backward): try isWithin(start) ? start : nil
    case (.before(nil), .backward), (.atEnd, _): nil
    }
  }

  /// Whether there are lines at `position` or beyond it.
  private mutating func isWithin(_ position: GlobalPosition) throws(LogFault) -> Bool {
    let key = IntegerKey(position.rawValue)
    return try cursor.find(key.bytes, .forward) != nil
  }

  @_lifetime(copy self)
  private mutating func step() throws(LogFault) -> Entry? {
    switch place {
    case .at: return try cursor.take(direction == .forward ? .next : .previous)
    case .atEnd: return nil
    case .before(nil): return try cursor.take(direction == .forward ? .first : .last)
    case .before(let start?):
      let key = IntegerKey(start.rawValue)
      return try cursor.find(key.bytes, direction)
    }
  }
}
