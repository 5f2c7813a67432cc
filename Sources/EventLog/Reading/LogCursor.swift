import LMDB

/// A place in the whole log, which moves from position to position.
public struct LogCursor: ~Copyable, ~Escapable {
  private var cursor: Cursor
  private let direction: ReadDirection
  private var expected: GlobalPosition?
  private var isAtStart = true

  @_lifetime(borrow transaction)
  init<Transaction: Reading & ~Copyable>(
    over tables: Tables, in transaction: borrowing Transaction, from start: GlobalPosition?,
    _ direction: ReadDirection
  ) throws(LogFault) {
    cursor = try transaction.walk(tables.events)
    self.direction = direction
    expected = start
  }

  /// The next line in the cursor's direction; a gap throws `damaged`.
  @_lifetime(copy self)
  public mutating func next() throws(LogFault) -> StoredLine? {
    guard let entry = try step() else { return nil }
    guard let number = IntegerKey(entry.key) else { throw .damaged("a position is malformed") }
    let position = GlobalPosition(number.number)
    if let expected, direction == .forward, position != expected {
      throw .damaged("after position \(expected) comes \(position)")
    }
    expected = direction == .forward ? position.next : nil
    return StoredLine(position: position, bytes: entry.value)
  }

  @_lifetime(copy self)
  private mutating func step() throws(LogFault) -> Entry? {
    guard isAtStart else { return try cursor.take(direction == .forward ? .next : .previous) }
    isAtStart = false
    guard let expected else { return try cursor.take(direction == .forward ? .first : .last) }
    let key = IntegerKey(expected.rawValue)
    guard let entry = try cursor.find(key.bytes, direction) else { return nil }
    return entry
  }
}
