import DealRecords
import Deals
import EventLog

/// Folds the log into rows, a run of lines at a time.
struct ModelFold: Sendable {
  /// How many events go into one transaction of a file that is asked meanwhile.
  static let batchSize: UInt64 = 1000

  let projections: [any Projection.Type]
  let exposure: Exposure
  private var readings: [ModelReading]
  /// What has been read; where a run begins elsewhere, what streams came to is forgotten.
  private var point: LogPoint?

  init(_ projections: [any Projection.Type], _ exposure: Exposure) {
    (self.projections, self.exposure) = (projections, exposure)
    readings = ModelReading.all(of: projections, exposure)
  }

  /// The rows of the next `count` lines from `start` on.
  mutating func run(
    from start: LogPoint, count: UInt64, passingOver parked: ParkedSet,
    in snapshot: borrowing Snapshot
  ) throws(LogFault) -> ModelBatch {
    if point != start { readings.indices.forEach { readings[$0].forgetStreams() } }
    point = nil
    let size = try snapshot.size()
    var run = Run(ModelBatch(end: start, logSize: size), parked, readings: readings.count)
    let end = min(start.position + count, size)
    var lines = try snapshot.lines(from: GlobalPosition(start.position))
    while run.next < end, let line = try lines.next() {
      try take(line, into: &run, snapshot)
      run.next += 1
    }
    if run.next > start.position { run.batch.end = try LogPoint(before: run.next, in: snapshot) }
    for place in readings.indices { try closeStreams(of: &run, for: place, snapshot) }
    point = run.batch.end
    return run.batch
  }

  /// A run of lines while it is read.
  private struct Run {
    var batch: ModelBatch
    /// Streams whose rows are not to be given at the end: parked before, or given already.
    var closed: ParkedSet
    var parked: ParkedSet
    var next: UInt64
    /// Of each reading, the last event that each stream took in, in the order in which the streams
    /// first came.
    var last: [(events: [StreamName: LoggedEvent], order: [StreamName])]

    init(_ batch: ModelBatch, _ parked: ParkedSet, readings: Int) {
      (self.batch, self.parked, closed) = (batch, parked, parked)
      next = batch.end.position
      last = Array(repeating: ([:], []), count: readings)
    }

    mutating func give(_ rows: [ModelRow], of projection: any Projection.Type) {
      guard let owner = rows.first?.key.first else { return }
      batch.groups.append(ModelBatch.Group(projection: projection, owner: owner, rows: rows))
    }

    mutating func park(
      _ stream: StreamName, in projection: any Projection.Type, _ reason: String
    ) {
      guard !parked.holds(stream, in: projection) else { return }
      let entry = ParkedStream(
        projection: projection.name, stream: stream.text, position: GlobalPosition(next),
        reason: reason)
      parked.insert(entry)
      batch.parked.append(entry)
    }

    mutating func keep(_ event: LoggedEvent, of reading: Int) {
      if last[reading].events.updateValue(event, forKey: event.stream) == nil {
        last[reading].order.append(event.stream)
      }
    }
  }

  private mutating func take(
    _ line: borrowing StoredLine, into run: inout Run, _ snapshot: borrowing Snapshot
  ) throws(LogFault) {
    let view = try line.view()
    let stream = try StreamName(view.subject)
    if view.type == DealEventKind.personalDataErased.rawValue { run.batch.erasure = line.position }
    // By their places: a copy of a reading would share its streams, and the next event copy them all.
    for place in readings.indices {
      let projections = readings[place].projections
      switch try readings[place].event(view, at: line.position, of: stream, in: snapshot) {
      case .failure(let fault):
        for projection in projections { run.park(stream, in: projection, "\(fault)") }
      case .success(let event):
        for projection in projections {
          guard let objection = projection.objection(to: event) else { continue }
          try closeStream(stream, in: projection, for: place, &run, snapshot)
          run.park(stream, in: projection, objection)
        }
        try takeInStream(event, for: place, &run, snapshot)
      }
    }
  }

  private mutating func takeInStream(
    _ event: LoggedEvent, for place: Int, _ run: inout Run, _ snapshot: borrowing Snapshot
  ) throws(LogFault) {
    let readers = readings[place].projections.filter {
      !run.parked.holds(event.stream, in: $0)
    }
    guard !readers.isEmpty else { return }
    if let fault = try readings[place].streams.advance(by: event, in: snapshot) {
      for projection in readers { run.park(event.stream, in: projection, "\(fault)") }
    } else {
      run.keep(event, of: place)
    }
  }

  /// Gives the rows of a stream in one projection that reads no further in it than to here, while
  /// others do.
  private mutating func closeStream(
    _ stream: StreamName, in projection: any Projection.Type, for place: Int, _ run: inout Run,
    _ snapshot: borrowing Snapshot
  ) throws(LogFault) {
    guard !run.parked.holds(stream, in: projection) else { return }
    run.closed.insert(stream, in: projection)
    // Where this run has no event of it, the rows stand already.
    guard let event = run.last[place].events[stream] else { return }
    let state = try readings[place].streams.state(after: event, in: snapshot)
    run.give(projection.rows(after: event, state: state), of: projection)
  }

  /// Gives the rows of the streams that the run has touched, as its last events left them.
  private mutating func closeStreams(
    of run: inout Run, for place: Int, _ snapshot: borrowing Snapshot
  ) throws(LogFault) {
    for stream in run.last[place].order {
      guard let event = run.last[place].events[stream] else { continue }
      let state = try readings[place].streams.state(after: event, in: snapshot)
      for projection in readings[place].projections
      where !run.closed.holds(stream, in: projection) {
        run.give(projection.rows(after: event, state: state), of: projection)
      }
    }
  }
}
