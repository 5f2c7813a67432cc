import EventLog

/// Level 1: every row of every table has the form that the log writes, and none is missing from the
/// store's own count.
///
/// That the keys are in order was found when the pages were checked.
struct RowCheck {
  private let progress: (ReplayProgress) -> Void

  init(_ progress: @escaping (ReplayProgress) -> Void) { self.progress = progress }

  func run(
    _ snapshot: borrowing Snapshot, _ draft: inout CertificateDraft
  ) throws(LogFault) {
    var total: UInt64 = 0
    for table in LogTable.allCases { total += try snapshot.rowCount(of: table) }
    for table in LogTable.allCases { try check(table, snapshot, total, &draft) }
    try checkFormat(snapshot, &draft)
  }

  private func check(
    _ table: LogTable, _ snapshot: borrowing Snapshot, _ total: UInt64,
    _ draft: inout CertificateDraft
  ) throws(LogFault) {
    var rows = try snapshot.rows(of: table)
    var count: UInt64 = 0
    while let row = try rows.next() {
      count += 1
      draft.counts.rows += 1
      if let problem = table.problem(with: row) {
        draft.add(
          .storage, .malformedRow, at: .row(table, key: "number \(count)"), problem)
      }
      if draft.counts.rows % 4096 == 0 {
        progress(ReplayProgress(stage: .rows, done: draft.counts.rows, total: total))
      }
    }
    let counted = try snapshot.rowCount(of: table)
    guard count != counted else { return }
    draft.add(
      .storage, .wrongRowCount, at: .table(table),
      "the store counts \(counted) rows, and \(count) can be read")
  }

  /// A format that is not known may be a later version's; line 0 tells whether it is damage.
  private func checkFormat(
    _ snapshot: borrowing Snapshot, _ draft: inout CertificateDraft
  ) throws(LogFault) {
    let stored = try format(snapshot)
    guard stored != EventStore.format else { return }
    if let identity = draft.identity, "\(identity.format)" == EventStore.format {
      draft.add(
        .storage, .wrongFormat, at: .table(.meta),
        "the format is \(stored ?? "missing"), and line 0 says \(identity.format)")
    } else if let stored {
      for level in ReplayLevel.allCases {
        draft.leaveOpen(level, "this program does not know the format \(stored.prefix(20))")
      }
    } else {
      draft.add(.storage, .wrongFormat, at: .table(.meta), "the format is missing")
    }
  }

  private func format(_ snapshot: borrowing Snapshot) throws(LogFault) -> String? {
    var rows = try snapshot.rows(of: .meta)
    while let row = try rows.next() {
      if case .format(let format)? = try? FixedRow(row, of: .meta) { return format }
    }
    return nil
  }
}

extension LogTable {
  /// What is wrong with the form of a row; nil where nothing is.
  fileprivate func problem(with row: borrowing StoredRow) -> String? {
    do throws(LogFault) {
      switch self {
      case .events: _ = try StoredLine(row)
      case .streams: _ = try StreamRow(row)
      case .commands: _ = try StoredCommand(row)
      case .requests: _ = try RequestRow(row)
      case .tiles: _ = try TileRow(row)
      case .checkpoints: _ = try StoredCheckpoint(row)
      case .documents: _ = try DocumentRow(row)
      case .refusals: _ = try RefusalRow(row)
      case .vault: _ = try VaultRow(row)
      case .edge, .meta: _ = try FixedRow(row, of: self)
      }
      return nil
    } catch .damaged(let what) {
      return what
    } catch {
      return "\(error)"
    }
  }
}
