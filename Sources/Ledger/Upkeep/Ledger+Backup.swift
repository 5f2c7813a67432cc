import DealRecords
public import Deals
import EventLog
public import Replay
import Transparency

/// What was made of a ledger or of its backup: a copy that was replayed where it arrived.
public struct VerifiedCopy: Sendable {
  public let description: BackupDescription
  /// What the replay of the copy came to.
  public let certificate: Certificate
}

extension Ledger {
  /// Copies the log into a draft, replays the copy there, and puts it into its place.
  ///
  /// Others may write meanwhile: the copy is the log as it stood at one moment, without free pages.
  /// It holds no keys, and no read models, which are made anew. Nothing is put into its place that
  /// does not hold, or is not the beginning of this ledger.
  ///
  /// It is long work on one thread.
  @available(*, noasync, message: "a copy takes as long as the log is large")
  public func backup(
    into draft: DraftFolder, at time: Instant,
    progress: @escaping @Sendable (UpkeepProgress) -> Void
  ) throws(UpkeepFault) -> VerifiedCopy {
    let aside = try draft.makeUnverified()
    try copyLog(to: aside.log, for: draft.target)
    let certificate = try Self.replay(
      aside, called: folder.path, ReplayOptions(level: .log, keys: keysFolder), progress)
    try requireBeginning(certificate)
    let file = try FileCopy(of: aside.log + "/data.mdb") { done, total in
      progress(UpkeepProgress(what: "bytes", done: done, total: total))
    }.read()
    let description = BackupDescription(
      ledger: identity.ledger.text, format: EventStore.format, size: certificate.size,
      root: certificate.root?.base64 ?? "", made: time.text, bytes: file.bytes,
      sha256: file.sha256)
    try description.write(in: draft.path)
    try draft.settle(aside)
    return VerifiedCopy(description: description, certificate: certificate)
  }

  private func copyLog(to aside: String, for target: String) throws(UpkeepFault) {
    do throws(LogFault) {
      try store.copy(to: aside)
    } catch .storage(let fault) {
      throw .copying(path: target, problem: "\(fault)")
    } catch {
      throw .ledger(.log(error))
    }
  }

  /// The copy's lines have to be the first of this ledger's, whatever was written since.
  private func requireBeginning(_ certificate: Certificate) throws(UpkeepFault) {
    let size = certificate.size
    let root = try upkept { () throws(LedgerFault) in
      try logged { () throws(LogFault) in
        try store.withSnapshot { snapshot throws(LogFault) in try snapshot.root(ofSize: size) }
      }
    }
    guard certificate.root == root else { throw .otherTree(path: folder.path, size: size) }
  }

  /// Replays a copy; throws where it does not hold.
  ///
  /// - Parameter name: What it is a copy of, for whoever is told.
  static func replay(
    _ copy: LedgerFolder, called name: String, _ options: ReplayOptions,
    _ progress: @escaping @Sendable (UpkeepProgress) -> Void
  ) throws(UpkeepFault) -> Certificate {
    let certificate: Certificate
    do throws(ReplayFault) {
      certificate = try Verifier(copy, options: options).run { now in
        progress(UpkeepProgress(what: now.stage.rawValue, done: now.done, total: now.total))
      }
    } catch {
      throw .notReplayed(path: name, error)
    }
    if let first = certificate.divergences.first {
      throw .doesNotHold(path: name, first, count: certificate.divergenceCount)
    }
    return certificate
  }
}

/// Runs a call to the ledger, and says of what it throws that the ledger threw it.
func upkept<Result>(_ body: () throws(LedgerFault) -> Result) throws(UpkeepFault) -> Result {
  do throws(LedgerFault) {
    return try body()
  } catch {
    throw .ledger(error)
  }
}
