import EventLog

/// What one part of the log gives a file that is new, in the order of the log.
struct ModelPart: Sendable {
  enum Item: Sendable {
    /// The rows that an event or a stream has in one projection.
    case rows([ModelRow], of: ProjectionPlace, StreamName)
    case parked(ParkedStream)
  }

  /// A projection by its place among those of the file.
  typealias ProjectionPlace = Int

  var items: [Item] = []

  mutating func give(
    _ rows: [ModelRow], of place: ProjectionPlace, _ stream: StreamName
  ) {
    guard !rows.isEmpty else { return }
    items.append(.rows(rows, of: place, stream))
  }

  var rows: [ModelRow] {
    items.flatMap { item -> [ModelRow] in if case .rows(let rows, _, _) = item { rows } else { [] }
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
