import DealRecords
import EventLog

/// What one row was after each event of its stream.
struct RowHistory {
  private struct Step {
    let position: GlobalPosition
    let cells: [Cell]?
  }

  private var steps: [Step] = []

  /// Folds the stream of a row once more, as far as `limit`.
  init(
    of key: [Cell], in table: ModelTable, _ projection: any Projection.Type, _ exposure: Exposure,
    before limit: UInt64, _ snapshot: borrowing Snapshot
  ) throws(LogFault) {
    let reading = ModelReading([projection], exposure.narrowed(to: projection))
    switch projection.scope {
    case .event:
      guard let position = key[0].number.flatMap(UInt64.init(exactly:)), position < limit,
        let line = try snapshot.line(at: GlobalPosition(position))
      else { return }
      let event = try Self.event(in: line, at: GlobalPosition(position), reading, snapshot)
      add(event, nil, key, table, projection)
    case .stream:
      guard let stream = projection.stream(owning: key[0]) else { return }
      var folded = FoldedStreams(reading.exposure)
      var lines = try snapshot.lines(of: stream)
      while let line = try lines.next(), line.position.rawValue < limit {
        guard
          let event = try Self.event(in: line.bytes, at: line.position, reading, snapshot),
          try folded.advance(by: event, in: snapshot) == nil
        else { return }
        add(event, try folded.state(after: event, in: snapshot), key, table, projection)
      }
    }
  }

  private mutating func add(
    _ event: LoggedEvent?, _ state: StreamState?, _ key: [Cell], _ table: ModelTable,
    _ projection: any Projection.Type
  ) {
    guard let event else { return }
    let row = projection.rows(after: event, state: state)
      .first { $0.table == table && $0.key.elementsEqual(key) }
    steps.append(Step(position: event.position, cells: row?.cells))
  }

  private static func event(
    in line: RawSpan, at position: GlobalPosition, _ reading: ModelReading,
    _ snapshot: borrowing Snapshot
  ) throws(LogFault) -> LoggedEvent? {
    let view: LineView
    do throws(LineFault) {
      view = try LineView(line)
    } catch {
      throw .damaged("position \(position): \(error)")
    }
    guard let stream = try? StreamName(view.subject) else { return nil }
    return try? reading.event(view, at: position, of: stream, in: snapshot).get()
  }
}

extension RowHistory {
  /// The first event that the row as it was found does not show, or shows wrongly.
  func firstEvent(expected: [Cell]?, found: [Cell]?) -> GlobalPosition? {
    if let event = firstNotApplied(found: found) { return event }
    guard let expected, let found else { return nil }
    return expected.indices.filter { expected[$0] != found[$0] }
      .compactMap { lastChange(of: $0, to: expected[$0], found: found[$0]) }.min()
  }

  /// The event after which a column had its value: in a document, the earliest of those after which
  /// what differs in it had.
  private func lastChange(of column: Int, to expected: Cell, found: Cell) -> GlobalPosition? {
    guard let document = JSONLeaves(expected), let other = JSONLeaves(found) else {
      return lastChange { $0[column] == expected }
    }
    let pointers = document.differences(from: other)
    let history = steps.map { $0.cells.flatMap { JSONLeaves($0[column]) } }
    return pointers.compactMap { pointer in
      zip(steps, history).reversed().prefix { _, leaves in
        leaves?.values[pointer] == document.values[pointer]
      }.last?.0.position
    }.min()
  }

  /// The first event of the last ones after all of which something held.
  private func lastChange(_ holds: ([Cell]) -> Bool) -> GlobalPosition? {
    steps.reversed().prefix { $0.cells.map(holds) ?? false }.last?.position
  }

  /// Where the found row is what events once gave: the event after the last of them.
  ///
  /// Before the first event there was no row.
  private func firstNotApplied(found: [Cell]?) -> GlobalPosition? {
    guard let last = steps.lastIndex(where: { $0.cells == found }) else {
      return found == nil ? steps.first?.position : nil
    }
    return last + 1 < steps.count ? steps[last + 1].position : nil
  }
}
