/// Where the parts of a ledger lie in its folder.
public struct LedgerFolder: Hashable, Sendable {
  public let path: String

  public init(_ path: String) { self.path = path }

  /// Everything that is the truth: one LMDB environment.
  public var log: String { path + "/log" }
  /// Read models, which a rebuild makes anew.
  public var models: String { path + "/models" }
  /// The log's keys, unless they are kept elsewhere.
  public var keys: String { path + "/keys" }
}
