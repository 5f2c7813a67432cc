import EventLog

/// What one part of the log gives a file that is new, in the order of the log.
struct ModelPart: Sendable {
  enum Item: Sendable {
    /// The rows that an event or a stream has in one projection.
    case rows([ModelRow], of: ProjectionPlace, StreamName)
    case parked(ParkedStream, StreamName)
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
      if case .parked(let parked, _) = item { parked } else { nil }
    }
  }
}
