import EventLog

/// A part of the log as SQLite takes it: made by whoever folds, so that whoever writes has less to do.
struct BuiltPart: Sendable {
  enum Item: Sendable {
    /// The rows that an event or a stream has in one projection: some of the part's runs.
    case rows(Range<Int>, of: ModelPart.ProjectionPlace, StreamName)
    case parked(ParkedStream)
  }

  private(set) var items: [Item] = []
  private(set) var rows = PackedRows()

  /// - Parameter isWanted: Which rows are taken; all where it is nil.
  init(_ part: ModelPart, where isWanted: ((ModelRow) -> Bool)? = nil) {
    items.reserveCapacity(part.items.count)
    for item in part.items {
      switch item {
      case .rows(let given, let place, let stream):
        let first = rows.runs.count
        rows.beginRun()
        for row in given where isWanted?(row) ?? true { rows.append(row) }
        items.append(.rows(first..<rows.runs.count, of: place, stream))
      case .parked(let entry): items.append(.parked(entry))
      }
    }
  }
}
