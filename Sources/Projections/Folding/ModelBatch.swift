import EventLog

/// What a run of lines gives a file of read models, all of it or nothing.
struct ModelBatch {
  /// The rows of one owner in one projection.
  struct Group {
    let projection: any Projection.Type
    let owner: Cell
    let rows: [ModelRow]
  }

  var groups: [Group] = []
  /// Streams that were parked in this run.
  var parked: [ParkedStream] = []
  /// The last event in this run that erases or restricts personal values.
  var erasure: GlobalPosition?
  /// Where the next run begins.
  var end: LogPoint
  /// How many events the log has.
  let logSize: UInt64
}

/// Which streams projections pass over.
struct ParkedSet {
  private var streams: [String: Set<String>] = [:]

  init(_ parked: [ParkedStream]) { parked.forEach { insert($0) } }

  /// Answers whether it is new.
  @discardableResult
  mutating func insert(_ parked: ParkedStream) -> Bool {
    streams[parked.projection, default: []].insert(parked.stream).inserted
  }

  mutating func insert(_ stream: StreamName, in projection: any Projection.Type) {
    streams[projection.name, default: []].insert(stream.text)
  }

  func holds(_ stream: StreamName, in projection: any Projection.Type) -> Bool {
    streams[projection.name]?.contains(stream.text) ?? false
  }
}
