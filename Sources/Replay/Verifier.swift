import DealRecords
import EventLog
import Keyring

/// Replays a ledger, and says whether and where it disagrees with itself.
///
/// It opens the log for reading only, and believes nothing that is stored. Without the ledger's keys
/// it tells that lines, proofs and the legality of every event hold; with them, everything.
public struct Verifier: Sendable {
  public let folder: LedgerFolder
  public let options: ReplayOptions

  public init(_ folder: LedgerFolder, options: ReplayOptions = ReplayOptions()) {
    (self.folder, self.options) = (folder, options)
  }

  /// Looks at every level that is asked for.
  ///
  /// It is long work on several threads, and holds a snapshot on each of them meanwhile. The order
  /// of what it finds does not depend on their number.
  public func run(
    progress: @escaping @Sendable (ReplayProgress) -> Void = { _ in }
  ) throws(ReplayFault) -> Certificate {
    var draft = CertificateDraft(options)
    do throws(InspectionFault) {
      try inspect(&draft, progress)
      // Only now, since a process opens a log once at a time.
      if draft.asks(.models) {
        let vault = draft.identity.flatMap { try? openVault(of: $0.ledger) }
        try ReadModelCheck(folder, vault, progress).run(&draft)
      }
    } catch {
      try draft.take(error, at: folder.path)
    }
    return draft.certificate()
  }

  private func inspect(
    _ draft: inout CertificateDraft, _ progress: @escaping @Sendable (ReplayProgress) -> Void
  ) throws(InspectionFault) {
    let log = try InspectedLog(folder: folder.log) { done, total in
      guard done % 1024 == 0 else { return }
      progress(ReplayProgress(stage: .pages, done: done, total: total))
    }
    draft.counts.pages = log.pages
    try look(into: log, &draft, progress)
  }

  private func look(
    into log: InspectedLog, _ draft: inout CertificateDraft,
    _ progress: @escaping @Sendable (ReplayProgress) -> Void
  ) throws(InspectionFault) {
    do throws(LogFault) {
      try log.withSnapshot { snapshot throws(LogFault) in
        try check(snapshot, of: log, &draft, progress)
      }
    } catch {
      throw InspectionFault(error)
    }
  }

  private func check(
    _ snapshot: borrowing Snapshot, of log: InspectedLog, _ draft: inout CertificateDraft,
    _ progress: @escaping @Sendable (ReplayProgress) -> Void
  ) throws(LogFault) {
    draft.size = try snapshot.rowCount(of: .events)
    draft.identity = try LedgerIdentity(snapshot)
    if draft.size == 1 { draft.note(.onlyFirstLine) }
    try RowCheck(progress).run(snapshot, &draft)
    guard draft.asks(.log) else { return }
    let vault = openVault(&draft)
    try LogPass(log: log, vault: vault, progress: progress).run(snapshot, &draft)
  }
}

extension Verifier {
  /// What opens sealed values; nil, and said so, where no keys are at hand.
  private func openVault(_ draft: inout CertificateDraft) -> Vault? {
    guard let ledger = draft.identity?.ledger else { return nil }
    do throws(KeyringFault) {
      return try openVault(of: ledger)
    } catch {
      draft.note(.withoutKeys("\(error)"))
      return nil
    }
  }

  private func openVault(of ledger: String) throws(KeyringFault) -> Vault {
    let keys = options.keys ?? folder.keys
    return Vault(
      try Keyring(folder: keys, ledger: ledger, access: .readOnly), ledger: ledger)
  }
}

extension CertificateDraft {
  /// Damage is an answer; whatever else keeps a log from being read is not.
  fileprivate mutating func take(
    _ fault: InspectionFault, at path: String
  ) throws(ReplayFault) {
    switch fault {
    case .log(.notALog): throw .noLedger(path: path)
    case .log(let fault): throw .log(fault)
    case .damaged(let page, let problem):
      add(.storage, .damagedFile, at: page.map(Place.page) ?? .file, problem)
      for level in ReplayLevel.allCases.dropFirst() {
        leaveOpen(level, "the file is damaged, and was not read further")
      }
    }
  }
}
