import DealRecords
import EventLog

/// Level 2: where commands begin, against the tables `commands` and `requests`.
struct CommandCheck {
  private let size: UInt64
  /// Where the first lines of commands stand.
  private var starts: PositionSet

  init(size: UInt64) {
    self.size = size
    starts = PositionSet(below: size)
  }

  /// Takes the place where a command begins.
  mutating func begin(at position: GlobalPosition, _ draft: inout CertificateDraft) {
    draft.counts.commands += 1
    starts.insert(position.rawValue)
  }

  func finish(
    _ snapshot: borrowing Snapshot, _ draft: inout CertificateDraft
  ) throws(LogFault) {
    try checkRequests(snapshot, &draft)
    var indexed = PositionSet(below: size)
    var rows = try snapshot.rows(of: .commands)
    while let row = try rows.next() {
      guard let stored = try? StoredCommand(row) else { continue }
      let isFirst = indexed.insert(stored.first.rawValue)
      guard let problem = try problem(with: stored, isFirst: isFirst, snapshot) else { continue }
      draft.add(
        .log, .commandRowDiffers, at: .row(.commands, key: stored.id.id),
        "at position \(stored.first) \(problem)")
    }
    for position in (0..<size).lazy where starts.contains(position) && !indexed.contains(position) {
      draft.add(
        .log, .commandRowMissing, at: .position(GlobalPosition(position)),
        "no row of commands leads to the command that begins here")
    }
  }

  private func problem(
    with stored: StoredCommand, isFirst: Bool, _ snapshot: borrowing Snapshot
  ) throws(LogFault) -> String? {
    let first = stored.first.rawValue
    guard first < size, starts.contains(first) else { return "no command begins" }
    guard isFirst else { return "begins a command that another row leads to" }
    guard let line = try snapshot.line(at: stored.first), let view = try? LineView(trusting: line),
      let digest = try? view.digest()
    else { return nil }  // Named already, as a line.
    guard view.isCommandID(stored.id.id), digest == stored.digest else {
      return "begins another command"
    }
    guard count(from: first) == UInt64(stored.count) else {
      return "begins a command of \(count(from: first)) events, not of \(stored.count)"
    }
    return nil
  }

  /// How many lines there are until the next command begins.
  private func count(from first: UInt64) -> UInt64 {
    var end = first + 1
    while end < size, !starts.contains(end) { end += 1 }
    return end - first
  }

  private func checkRequests(
    _ snapshot: borrowing Snapshot, _ draft: inout CertificateDraft
  ) throws(LogFault) {
    guard try snapshot.rowCount(of: .requests) != starts.count else { return }
    var rows = try snapshot.rows(of: .requests)
    while let row = try rows.next() {
      guard let stored = try? RequestRow(row), !starts.contains(stored.first.rawValue) else {
        continue
      }
      draft.add(
        .log, .needlessRequest, at: .row(.requests, key: "\(stored.first)"),
        "no command begins at this position")
    }
  }
}
