import EventLog

/// Level 2: refused attempts are numbered without a hole.
enum RefusalCheck {
  static func run(
    _ snapshot: borrowing Snapshot, _ draft: inout CertificateDraft
  ) throws(LogFault) {
    var rows = try snapshot.rows(of: .refusals)
    var expected: UInt64 = 0
    while let row = try rows.next() {
      defer { draft.counts.refusals += 1 }
      guard let stored = try? RefusalRow(row) else {
        expected &+= 1
        continue
      }
      if stored.number != expected {
        draft.add(
          .log, .missingRefusal, at: .row(.refusals, key: "\(expected)"),
          "it is not there; the next one is \(stored.number)")
      }
      expected = stored.number &+ 1
    }
  }
}
