import DealRecords
import EventLog

/// What one row was after each event of its stream.
///
/// The stream is folded once, and of each column a hash is kept. Documents, which are long, are made
/// again where they are looked into: as many as the logarithm of the number of events.
struct RowHistory {
  private struct Step {
    let position: GlobalPosition
    /// Of each column; nil where there was no row.
    let hashes: [Int]?
  }

  private let source: RowSource
  private var steps: [Step] = []

  init(of source: RowSource, in snapshot: borrowing Snapshot) throws(LogFault) {
    self.source = source
    var steps: [Step] = []
    try source.run(in: snapshot) { position, row in
      steps.append(Step(position: position, hashes: row()?.map(\.hashValue)))
    }
    self.steps = steps
  }
}

extension RowHistory {
  /// The first event that the row as it was found does not show, or shows wrongly, as far as that
  /// can be told.
  ///
  /// A row, or a column of it, that once was as it was found has stopped there: the event is the one
  /// that gave it its next value. A value that no event gave may have gone wrong at any event that
  /// changed it; the first of them is named, taking it that the row began as it should.
  func firstEvent(
    expected: [Cell]?, found: [Cell]?, in snapshot: borrowing Snapshot
  ) throws(LogFault) -> GlobalPosition? {
    if let event = firstNotApplied(to: found) { return event }
    guard let expected, let found else { return nil }
    var events: [GlobalPosition] = []
    for column in expected.indices where expected[column] != found[column] {
      if let document = JSONLeaves(expected[column]), let other = JSONLeaves(found[column]) {
        for pointer in document.differences(from: other) {
          let value = document.values[pointer]
          events +=
            try lastChange(of: column, at: pointer, to: value, in: snapshot).map { [$0] } ?? []
        }
      } else if let event = firstChange(of: column, found: found[column]) {
        events.append(event)
      }
    }
    return events.min()
  }

  /// Where the found row is what events once gave: the event after the last of them.
  ///
  /// Before the first event there was no row.
  private func firstNotApplied(to found: [Cell]?) -> GlobalPosition? {
    let hashes = found?.map(\.hashValue)
    guard let last = steps.lastIndex(where: { $0.hashes == hashes }) else {
      return found == nil ? steps.first?.position : nil
    }
    return last + 1 < steps.count ? steps[last + 1].position : nil
  }

  private func firstChange(of column: Int, found: Cell) -> GlobalPosition? {
    let values = steps.map { $0.hashes?[column] }
    guard let birth = values.firstIndex(where: { $0 != nil }) else { return nil }
    if let last = values.lastIndex(of: found.hashValue) {
      return last + 1 < steps.count ? steps[last + 1].position : nil
    }
    let change = values.indices.first { $0 > birth && values[$0] != values[birth] }
    return steps[change ?? birth].position
  }

  /// The event after which a place in a document had its value.
  ///
  /// The events are halved: of a value that came, went and came again, one of its comings is named.
  private func lastChange(
    of column: Int, at pointer: String, to value: String?, in snapshot: borrowing Snapshot
  ) throws(LogFault) -> GlobalPosition? {
    var (before, after) = (-1, steps.count - 1)
    while after - before > 1 {
      let middle = (before + after) / 2
      let row = try source.row(after: middle + 1, in: snapshot)
      let leaves = row.flatMap { JSONLeaves($0[column]) }
      if leaves != nil, leaves?.values[pointer] == value { after = middle } else { before = middle }
    }
    return steps.indices.contains(after) ? steps[after].position : nil
  }
}
