import LMDB
import Transparency

/// The log as a decision sees it: with everything that stands before it in its batch.
public struct AppendTransaction: ~Copyable {
  var transaction: WriteTransaction
  let tables: Tables
  /// What the next line follows.
  var tail: Tail
  /// How many events were committed when it began.
  let sizeAtStart: UInt64
  /// How many bytes were written.
  private(set) var weight = 0

  init(_ environment: Environment, _ tables: Tables, after known: Tail?) throws(LogFault) {
    let transaction = try Self.begin(environment)
    let size = try tables.size(in: transaction)
    let isKnown = known?.edge.size == size
    let tail =
      if let known, isKnown { known } else { try Tail(tables, in: transaction, size: size) }
    self.transaction = transaction
    (self.tables, self.tail, sizeAtStart) = (tables, tail, size)
  }

  /// How many events stand before the next one, those of commands before it in the batch included.
  ///
  /// A decision's events take the positions from here on.
  public var size: UInt64 { tail.edge.size }

  /// Whether there is anything to commit.
  var hasWritten: Bool { weight > 0 }

  /// The revision of a stream's last event; nil where the stream has none.
  public borrowing func head(of stream: StreamName) throws(LogFault) -> StreamRevision? {
    try tables.head(of: stream, in: transaction)
  }

  /// The line at a position, where it lies; those of commands before it in the batch included.
  @_lifetime(borrow self)
  public borrowing func line(at position: GlobalPosition) throws(LogFault) -> RawSpan? {
    try tables.line(at: position, in: transaction)
  }

  /// The lines of one stream.
  @_lifetime(borrow self)
  public borrowing func lines(
    of stream: StreamName, from start: StreamRevision? = nil
  ) throws(LogFault) -> StreamCursor {
    try StreamCursor(over: tables, in: transaction, of: stream, from: start, .forward)
  }

  /// What is sealed of the event at a position, where it lies; nil where nothing is.
  @_lifetime(borrow self)
  public borrowing func vault(at position: GlobalPosition) throws(LogFault) -> RawSpan? {
    try tables.vault(at: position, in: transaction)
  }

  /// Makes everything durable; answers what the next batch follows.
  consuming func commit() throws(LogFault) -> Tail {
    if tail.edge.size != sizeAtStart {
      try put(tail.edge.encoded, for: Keys.edge, in: tables.edge)
    }
    let tail = self.tail
    let transaction = self.transaction
    do throws(LMDBError) {
      try transaction.commit()
    } catch {
      throw .storage(StorageFault(error))
    }
    return tail
  }

  mutating func put(_ value: [UInt8], for key: [UInt8], in table: Table) throws(LogFault) {
    weight += key.count + value.count
    do throws(LMDBError) {
      try transaction.put(value.span.bytes, for: key.span.bytes, in: table)
    } catch {
      throw .storage(StorageFault(error))
    }
  }

  /// Writes a row after the table's last.
  mutating func append(
    _ row: [UInt8], at position: GlobalPosition, in table: Table
  ) throws(LogFault) {
    weight += row.count
    let key = IntegerKey(position.rawValue)
    do throws(LMDBError) {
      try transaction.append(row.span.bytes, for: key.bytes, in: table)
    } catch .outOfOrder {
      throw .damaged("there is a row for position \(position) or a later one already")
    } catch {
      throw .storage(StorageFault(error))
    }
  }

  private static func begin(_ environment: Environment) throws(LogFault) -> WriteTransaction {
    do throws(LMDBError) {
      return try WriteTransaction(environment)
    } catch {
      throw .storage(StorageFault(error))
    }
  }
}

/// What the next line follows: the tree so far, and the last line's time and source.
struct Tail: Sendable {
  var edge: TreeEdge
  var time: RecordTime?
  var source: String

  init(edge: TreeEdge, time: RecordTime?, source: String) {
    (self.edge, self.time, self.source) = (edge, time, source)
  }

  init(
    _ tables: Tables, in transaction: borrowing WriteTransaction, size: UInt64
  ) throws(LogFault) {
    edge = try tables.treeEdge(in: transaction)
    guard edge.size == size else {
      throw .damaged("the tree has \(edge.size) leaves, and there are \(size) events")
    }
    (time, source) = (nil, "")
    guard size > 0 else { return }
    let last = GlobalPosition(size - 1)
    guard let line = try tables.line(at: last, in: transaction) else {
      throw .damaged("position \(last) has no line")
    }
    do throws(LineFault) {
      let envelope = try LineView(line).envelope()
      (time, source) = (envelope.time, envelope.source)
    } catch {
      throw .damaged("position \(last): \(error)")
    }
  }
}
