import Glibc

/// Where the parts of a ledger lie in its folder.
public struct LedgerFolder: Hashable, Sendable {
  public let path: String
  /// Everything that is the truth: one LMDB environment.
  public let log: String

  public init(_ path: String) { self.init(path, log: path + "/log") }

  /// A log that lies in no ledger's folder.
  public init(log: String) { self.init(log, log: log) }

  private init(_ path: String, log: String) { (self.path, self.log) = (path, log) }

  /// Read models, which a rebuild makes anew.
  public var models: String { path + "/models" }
  /// What the clock said since the machine was started, in a live ledger.
  public var clock: String { path + "/clock" }
  /// The log's keys, unless they are kept elsewhere.
  public var keys: String { path + "/keys" }
}

extension LedgerFolder {
  /// Finds the ledger that somebody points to: its folder, or that of its log or of a copy of it.
  public static func find(at path: String) -> LedgerFolder? {
    let folder = LedgerFolder(path)
    if access(folder.log + "/data.mdb", F_OK) == 0 { return folder }
    guard access(path + "/data.mdb", F_OK) == 0 else { return nil }
    return LedgerFolder(log: path)
  }
}
