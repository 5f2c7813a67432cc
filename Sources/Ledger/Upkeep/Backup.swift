import EventLog
import Glibc
public import Replay
import Transparency

/// A finished backup, to be put back.
public struct Backup: Sendable {
  public let path: String
  public let description: BackupDescription

  /// Reads what a backup says of itself.
  public init(at path: String) throws(UpkeepFault) {
    self.path = path
    description = try BackupDescription(in: path)
    guard access(LedgerFolder(path).log + "/data.mdb", F_OK) == 0 else {
      throw .noBackup(path: path)
    }
    guard description.format == EventStore.format else {
      throw .ledger(.log(.unknownFormat(description.format)))
    }
  }

  /// Copies the backup into a draft, replays the copy there, and puts it into its place.
  ///
  /// The draft comes to hold no keys and no read models. Nothing is put into its place that does not
  /// hold, or is not what the backup was made with, byte for byte.
  ///
  /// It is long work on one thread.
  public func restore(
    into draft: DraftFolder, _ options: ReplayOptions,
    progress: @escaping @Sendable (UpkeepProgress) -> Void
  ) throws(UpkeepFault) -> VerifiedCopy {
    let aside = try draft.makeUnverified()
    let file = try FileCopy(of: LedgerFolder(path).log + "/data.mdb") { done, total in
      progress(UpkeepProgress(what: "bytes", done: done, total: total))
    }.write(to: aside.log + "/data.mdb")
    // The replay comes first, since it names the place.
    let certificate = try Ledger.replay(aside, called: path, options, progress)
    guard file == FileCopy.Outcome(bytes: description.bytes, sha256: description.sha256),
      certificate.size == description.size, certificate.root?.base64 == description.root
    else { throw .altered(path: path) }
    try upkept { () throws(LedgerFault) in
      try Files.makeFolder(LedgerFolder(draft.path).models)
      try Files.sync(folder: aside.log)
    }
    try draft.settle(aside)
    return VerifiedCopy(description: description, certificate: certificate)
  }
}
