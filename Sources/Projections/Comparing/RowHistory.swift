import DealRecords
import EventLog

/// What one row was after each event of its stream.
///
/// The stream is found by its name and folded once, however long the log is, and of each column a
/// hash is kept.
struct RowHistory {
  private struct Step {
    let position: GlobalPosition
    /// Of each column; nil where there was no row.
    let hashes: [Int]?
  }

  private let steps: [Step]

  init(of source: RowSource, in snapshot: borrowing Snapshot) throws(LogFault) {
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
  func firstEvent(expected: [Cell]?, found: [Cell]?) -> GlobalPosition? {
    if let event = firstNotApplied(to: found) { return event }
    guard let expected, let found else { return nil }
    return expected.indices.filter { expected[$0] != found[$0] }
      .compactMap { firstChange(of: $0, found: found[$0]) }.min()
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
}
