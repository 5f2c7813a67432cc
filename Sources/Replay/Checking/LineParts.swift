import EventLog

/// The positions of a log in parts of about one length.
struct LineParts: Sendable {
  struct Part: Sendable {
    let start: UInt64
    /// Where the next part starts; nil for the last.
    let next: UInt64?

    func ended(before position: GlobalPosition) -> Bool {
      next.map { $0 <= position.rawValue } ?? false
    }
  }

  private var starts: [UInt64] = [0]
  /// The last position.
  private(set) var last: UInt64 = 0

  /// Where positions have holes the rows are counted, so that no part grows large.
  init(of snapshot: borrowing Snapshot, length: UInt64) throws(LogFault) {
    let count = try snapshot.rowCount(of: .events)
    if count > 0, (try? snapshot.size()) == count {
      (starts, last) = (Array(stride(from: 0, to: count, by: Int(length))), count - 1)
    } else {
      try countRows(of: snapshot, length)
    }
  }

  private mutating func countRows(
    of snapshot: borrowing Snapshot, _ length: UInt64
  ) throws(LogFault) {
    var count: UInt64 = 0
    var rows = try snapshot.rows(of: .events)
    while let row = try rows.next() {
      guard let line = try? StoredLine(row) else { continue }
      last = line.position.rawValue
      count += 1
      if count % length == 0 { starts.append(last) }
    }
  }

  var count: Int { starts.count }

  subscript(part: Int) -> Part {
    Part(start: starts[part], next: part + 1 < starts.count ? starts[part + 1] : nil)
  }
}
