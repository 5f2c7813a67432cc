import EventLog

/// What one part of the log gives a file that is new, in the order of the log.
struct ModelPart: Sendable {
  enum Item: Sendable {
    /// The rows that an event or a stream has in one projection: some of the part's runs.
    case rows(Range<Int>, of: ProjectionPlace, StreamName)
    /// What was made before its turn, where it lies.
    case early(EarlyRows.Entry)
    case parked(ParkedStream)
  }

  /// A projection by its place among those of the file.
  typealias ProjectionPlace = Int
  typealias RowFilter = @Sendable (ModelRow) -> Bool

  private(set) var items: [Item] = []
  private(set) var rows = PackedRows()
  private let isWanted: RowFilter?

  /// - Parameter isWanted: Which rows are taken; all where it is nil.
  init(where isWanted: RowFilter? = nil) { self.isWanted = isWanted }

  mutating func give(_ given: [ModelRow], of place: ProjectionPlace, _ stream: StreamName) {
    guard !given.isEmpty else { return }
    let first = rows.runs.count
    rows.beginRun()
    for row in given where isWanted?(row) ?? true { rows.append(row) }
    items.append(.rows(first..<rows.runs.count, of: place, stream))
  }

  mutating func park(_ entry: ParkedStream) { items.append(.parked(entry)) }

  mutating func give(_ early: EarlyRows.Entry) { items.append(.early(early)) }

  /// Hands on what it gives, in its order: the rows that an event or a stream has in one projection as
  /// some of the runs of whoever holds them.
  func handOn<Fault>(
    rows take: (Range<Int>, PackedRows, ProjectionPlace, StreamName) throws(Fault) -> Void,
    parked park: (ParkedStream) throws(Fault) -> Void
  ) throws(Fault) {
    try handOn(items.indices, rows: take, parked: park)
  }

  /// The same, of some of its items.
  func handOn<Fault>(
    _ places: Range<Int>,
    rows take: (Range<Int>, PackedRows, ProjectionPlace, StreamName) throws(Fault) -> Void,
    parked park: (ParkedStream) throws(Fault) -> Void
  ) throws(Fault) {
    for place in places {
      switch items[place] {
      case .rows(let runs, let projection, let stream): try take(runs, rows, projection, stream)
      case .early(let entry): try entry.handOn(rows: take, parked: park)
      case .parked(let entry): try park(entry)
      }
    }
  }

  var parked: [ParkedStream] {
    items.compactMap { item -> ParkedStream? in
      if case .parked(let parked) = item { parked } else { nil }
    }
  }
}

/// What was parked in the parts so far, which are taken in the order of the log.
struct PartOrder {
  private let projections: [any Projection.Type]
  private var parked = ParkedSet([])
  private var hasParked = false

  init(_ projections: [any Projection.Type]) { self.projections = projections }

  /// Whether rows stand: a stream's own come once, and stand also where it was parked later.
  func admits(_ place: ModelPart.ProjectionPlace, _ stream: StreamName) -> Bool {
    !hasParked || projections[place].scope == .stream
      || !parked.holds(stream, in: projections[place])
  }

  /// Answers whether the stream was not parked before.
  mutating func park(_ entry: ParkedStream) -> Bool {
    hasParked = true
    return parked.insert(entry)
  }
}
