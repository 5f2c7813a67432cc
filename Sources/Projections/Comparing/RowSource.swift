import DealRecords
import EventLog

/// Where a row comes from: the events that make it, in one projection.
struct RowSource {
  private let key: [Cell]
  private let table: ModelTable
  private let projection: any Projection.Type
  private let reading: ModelReading
  /// The log is read up to here.
  private let end: UInt64

  init(
    of key: [Cell], in table: ModelTable, _ projection: any Projection.Type, _ exposure: Exposure,
    before end: UInt64
  ) {
    (self.key, self.table, self.projection, self.end) = (key, table, projection, end)
    reading = ModelReading([projection], exposure.narrowed(to: projection))
  }

  /// Tells each event and how to make the row after it, up to one that cannot be applied.
  func run(
    in snapshot: borrowing Snapshot, _ tell: (GlobalPosition, () -> [Cell]?) -> Void
  ) throws(LogFault) {
    guard let stream = projection.stream(owning: key[0]) else { return }
    var state = Subject(stream).flatMap(StreamState.init(blankFor:))
    var lines = try snapshot.lines(of: stream)
    while let line = try lines.next(), line.position.rawValue < end {
      guard let event = try event(in: line, of: stream, snapshot) else { return }
      do throws(FoldFault) {
        try state?.apply(
          event.fact, by: event.actor, at: event.occurred, revision: event.revision)
      } catch {
        return
      }
      tell(event.position) { row(after: event, state) }
    }
  }

  private func row(after event: LoggedEvent, _ state: StreamState?) -> [Cell]? {
    projection.rows(after: event, state: state)
      .first { $0.table == table && $0.key.elementsEqual(key) }?.cells
  }

  /// Nil for what this version cannot read.
  private func event(
    in line: borrowing StoredLine, of stream: StreamName, _ snapshot: borrowing Snapshot
  ) throws(LogFault) -> LoggedEvent? {
    let view: LineView
    do throws(LineFault) {
      view = try LineView(line.bytes)
    } catch {
      throw .damaged("position \(line.position): \(error)")
    }
    return try? reading.event(view, at: line.position, of: stream, in: snapshot).get()
  }
}
