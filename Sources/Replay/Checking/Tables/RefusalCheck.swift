import DealRecords
import EventLog

/// Level 2: refused attempts are numbered without a hole, and open, where keys are at hand.
enum RefusalCheck {
  static func run(
    _ snapshot: borrowing Snapshot, _ vault: Vault?, _ draft: inout CertificateDraft
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
      if let vault { check(stored, vault, &draft) }
    }
  }

  static func check(
    _ row: RefusalRow, _ vault: Vault, _ draft: inout CertificateDraft
  ) {
    switch vault.refusal(row.attempt) {
    case .success, .failure(.erased): break
    case .failure(.altered):
      draft.add(
        .log, .refusalDiffers, at: .row(.refusals, key: "\(row.number)"),
        "what was sealed of it: \(Closure.altered)")
    case .failure(let closure):
      draft.leaveOpen(.decisions, "refusal \(row.number): \(closure)")
    }
  }
}
