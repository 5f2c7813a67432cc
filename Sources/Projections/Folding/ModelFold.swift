import DealRecords
import EventLog
import Transparency

/// Folds the log into rows, a run of lines at a time.
struct ModelFold: Sendable {
  /// How many events go into one transaction of a file that is asked meanwhile.
  static let batchSize: UInt64 = 1000
  /// And of one that nobody sees yet: a deal's document is written once a batch, so that larger ones
  /// write it less often.
  static let buildingBatchSize: UInt64 = 10_000

  private let projections: [any Projection.Type]
  private var streams = FoldedStreams()
  /// What has been read; where a run begins elsewhere, what streams came to is forgotten.
  private var point: LogPoint?

  init(_ projections: [any Projection.Type]) { self.projections = projections }

  /// The rows of the next `count` lines from `start` on, and before `limit`.
  mutating func run(
    from start: LogPoint, count: UInt64, before limit: UInt64, passingOver parked: ParkedSet,
    in snapshot: borrowing Snapshot
  ) throws(LogFault) -> ModelBatch {
    if point != start { streams = FoldedStreams() }
    point = nil
    let size = try snapshot.size()
    var run = Run(ModelBatch(end: start, logSize: size), parked)
    let end = min(start.position + count, limit, size)
    var lines = try snapshot.lines(from: GlobalPosition(start.position))
    while run.next < end, let line = try lines.next() {
      try take(line, into: &run, snapshot)
      run.next += 1
    }
    if run.next > start.position { run.batch.end = try LogPoint(before: run.next, in: snapshot) }
    try closeStreams(of: &run, snapshot)
    point = run.batch.end
    return run.batch
  }

  /// A run of lines while it is read.
  private struct Run {
    var batch: ModelBatch
    let parkedBefore: ParkedSet
    var parked: ParkedSet
    var next: UInt64
    /// The last event that each stream took in, in the order in which the streams first came.
    var last: [StreamName: LoggedEvent] = [:]
    var order: [StreamName] = []

    init(_ batch: ModelBatch, _ parked: ParkedSet) {
      (self.batch, self.parked, parkedBefore) = (batch, parked, parked)
      next = batch.end.position
    }

    /// Gives the rows of the event itself.
    mutating func giveRows(of event: LoggedEvent, in projections: [any Projection.Type]) {
      for projection in projections
      where projection.scope == .event && !parked.holds(event.stream, in: projection) {
        give(projection.rows(after: event, state: nil), of: projection)
      }
    }

    mutating func give(_ rows: [ModelRow], of projection: any Projection.Type) {
      guard let owner = rows.first?.key.first else { return }
      batch.groups.append(ModelBatch.Group(projection: projection, owner: owner, rows: rows))
    }

    mutating func park(
      _ stream: StreamName, in projection: any Projection.Type, _ fault: FoldFault
    ) {
      guard !parked.holds(stream, in: projection) else { return }
      let entry = ParkedStream(
        projection: projection.name, stream: stream.text, position: GlobalPosition(next),
        reason: "\(fault)")
      parked.insert(entry)
      batch.parked.append(entry)
    }

    mutating func keep(_ event: LoggedEvent) {
      if last.updateValue(event, forKey: event.stream) == nil { order.append(event.stream) }
    }
  }

  private mutating func take(
    _ line: borrowing StoredLine, into run: inout Run, _ snapshot: borrowing Snapshot
  ) throws(LogFault) {
    let view: LineView
    do throws(LineFault) {
      view = try LineView(line.bytes)
    } catch {
      throw .damaged("position \(line.position): \(error)")
    }
    let stream = try StreamName(view.subject)
    let event: LoggedEvent
    do throws(FoldFault) {
      event = try LoggedEvent(view, at: line.position, of: stream)
    } catch {
      for projection in projections { run.park(stream, in: projection, error) }
      return
    }
    run.giveRows(of: event, in: projections)
    try takeInStream(event, &run, snapshot)
  }

  private mutating func takeInStream(
    _ event: LoggedEvent, _ run: inout Run, _ snapshot: borrowing Snapshot
  ) throws(LogFault) {
    let readers = projections.filter {
      $0.scope == .stream && !run.parked.holds(event.stream, in: $0)
    }
    guard !readers.isEmpty else { return }
    if let fault = try streams.advance(by: event, in: snapshot) {
      for projection in readers { run.park(event.stream, in: projection, fault) }
    } else {
      run.keep(event)
    }
  }

  /// Gives the rows of the streams that the run has touched, as its last events left them.
  private mutating func closeStreams(
    of run: inout Run, _ snapshot: borrowing Snapshot
  ) throws(LogFault) {
    for stream in run.order {
      guard let event = run.last[stream] else { continue }
      let state = try streams.state(after: event, in: snapshot)
      for projection in projections
      where projection.scope == .stream && !run.parkedBefore.holds(stream, in: projection) {
        run.give(projection.rows(after: event, state: state), of: projection)
      }
    }
  }
}
