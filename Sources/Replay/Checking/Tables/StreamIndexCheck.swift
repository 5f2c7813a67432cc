import EventLog

/// Level 2: the table `streams` leads to every line, in dense revisions, and nowhere else.
struct StreamIndexCheck {
  private let size: UInt64
  private var indexed: PositionSet
  private var last: StreamRow?

  init(size: UInt64) {
    self.size = size
    indexed = PositionSet(below: size)
  }

  mutating func run(
    _ snapshot: borrowing Snapshot, _ draft: inout CertificateDraft
  ) throws(LogFault) {
    var rows = try snapshot.rows(of: .streams)
    while let row = try rows.next() {
      guard let stored = try? StreamRow(row) else { continue }
      let place = Place.row(.streams, key: "\(stored.stream) \(stored.revision)")
      if let problem = try problem(with: stored, snapshot) {
        draft.add(.log, .streamRowDiffers, at: place, problem)
      }
      if last?.stream != stored.stream { draft.counts.streams += 1 }
      last = stored
    }
    for position in (0..<size).lazy where !indexed.contains(position) {
      draft.add(
        .log, .streamRowMissing, at: .position(GlobalPosition(position)),
        "no row of streams leads to this line")
    }
  }

  private mutating func problem(
    with stored: StreamRow, _ snapshot: borrowing Snapshot
  ) throws(LogFault) -> String? {
    guard indexed.insert(stored.position.rawValue) else {
      return "it leads to position \(stored.position), which is not there or another row's"
    }
    if let problem = problemWithOrder(of: stored) { return problem }
    guard let line = try snapshot.line(at: stored.position),
      let view = try? LineView(trusting: line)
    else {
      return nil  // Named already, as a line.
    }
    guard view.isSubject(stored.stream.text),
      UInt64(exactly: view.revision) == stored.revision.rawValue
    else {
      return "it leads to position \(stored.position), where revision \(view.revision) of"
        + " \(view.subject) stands"
    }
    return nil
  }

  private func problemWithOrder(of stored: StreamRow) -> String? {
    guard let last, last.stream == stored.stream else {
      return stored.revision == .first ? nil : "the stream begins with revision \(stored.revision)"
    }
    guard stored.revision.rawValue == last.revision.rawValue &+ 1 else {
      return "it follows revision \(last.revision)"
    }
    return stored.position > last.position ? nil : "it stands before revision \(last.revision)"
  }
}
