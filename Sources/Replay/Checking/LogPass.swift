import DealRecords
import EventLog

/// Levels 2 and 3: all lines, then the tables that are derived from them.
///
/// Lines are read on several threads and taken in their order. Each thread has a snapshot of its
/// own: below the end that the log had, all of them hold the same.
struct LogPass {
  let log: InspectedLog
  let vault: Vault?
  let progress: @Sendable (ReplayProgress) -> Void

  func run(_ snapshot: borrowing Snapshot, _ draft: inout CertificateDraft) throws(LogFault) {
    draft.checkFirstLine()
    var pass = try LinePass(snapshot, draft, vault.map { Opener($0, for: .deciding) })
    try readLines(snapshot, &pass, &draft)
    try pass.tree.finish(snapshot, &draft)
    try CheckpointCheck(pass.tree, draft).run(snapshot, &draft)
    progress(ReplayProgress(stage: .indexes, done: 0, total: draft.size))
    try pass.commands.finish(snapshot, &draft)
    var streams = StreamIndexCheck(size: draft.size)
    try streams.run(snapshot, &draft)
    try HeadsCheck.run(snapshot, &draft)
    try DocumentCheck.run(snapshot, vault, &draft)
    try RefusalCheck.run(snapshot, vault, &draft)
    try SealCheck.finish(snapshot, &draft)
    pass.decisions?.finish(&draft)
  }

  private func readLines(
    _ snapshot: borrowing Snapshot, _ pass: inout LinePass, _ draft: inout CertificateDraft
  ) throws(LogFault) {
    let parts = try LineParts(of: snapshot, length: draft.options.partLength)
    let reader = LineReader(draft, vault, upTo: parts.last)
    let relay = Relay(
      Baton(pass: pass, draft: draft), parts: parts.count, runners: draft.options.runners)
    let baton = relay.run { relay in
      Leg(reader: reader, parts: parts, progress: progress).run(relay, log)
    }
    (pass, draft) = (baton.pass, baton.draft)
    if let failure = baton.failure { throw failure }
    guard baton.taken == parts.count else { throw baton.refusal ?? .storage(.readersFull) }
    pass.end(&draft)
  }
}

/// What is handed from part to part.
private struct Baton {
  var pass: LinePass
  var draft: CertificateDraft
  /// How many parts have been taken.
  var taken = 0
  /// Why the log could not be read on.
  var failure: LogFault?
  /// Why a thread had no snapshot; the others go on without it.
  var refusal: LogFault?

  mutating func take(
    _ read: Result<ReadPart, LogFault>, _ snapshot: borrowing Snapshot,
    _ progress: (ReplayProgress) -> Void
  ) {
    guard failure == nil else { return }
    do throws(LogFault) {
      var part = try read.get()
      for line in part.lines { try pass.take(line, snapshot, &part.draft) }
      draft.take(part.draft)
      taken += 1
      progress(ReplayProgress(stage: .lines, done: draft.counts.events, total: draft.size))
    } catch {
      failure = error
    }
  }
}

/// What one thread does.
private struct Leg {
  let reader: LineReader
  let parts: LineParts
  let progress: @Sendable (ReplayProgress) -> Void

  func run(_ relay: Relay<Baton>, _ log: InspectedLog) {
    do throws(LogFault) {
      try log.withSnapshot { snapshot in
        while let part = relay.claim() {
          let read = Result { () throws(LogFault) in try reader.read(parts[part], snapshot) }
          relay.inTurn(part) { $0.take(read, snapshot, progress) }
        }
      }
    } catch {
      relay.tell { $0.refusal = error }
    }
  }
}
