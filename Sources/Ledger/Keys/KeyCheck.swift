public import EventLog
public import Keyring

/// Whether the keys at hand are those that the log needs, and all of them.
public struct KeyCheck: Sendable {
  /// What the ring and the files beside it are.
  public let ring: KeyringReport
  /// What stands against the log's signing key; nil where it fits.
  public let logKey: String?
  /// What each table of the log is sealed under.
  public let tables: [Usage]
  /// Orders to erase or to restrict that were not carried out.
  public let ordersLeft: Int

  /// The keys that the rows of a table name.
  public struct Usage: Sendable {
    public let table: LogTable
    public internal(set) var present = 0
    public internal(set) var restricted = 0
    public internal(set) var erased = 0
    /// Neither in the ring nor recorded as erased.
    public internal(set) var missing = 0
    /// The first row that needs a missing key.
    public internal(set) var firstMissing: String?
    /// Rows that hold nothing sealed which could be read.
    public internal(set) var unreadable = 0

    init(_ table: LogTable) { self.table = table }
  }

  public var isSound: Bool {
    logKey == nil && ordersLeft == 0 && ring.leftovers.isEmpty && ring.strangers.isEmpty
      && tables.allSatisfy { $0.missing == 0 && $0.unreadable == 0 }
  }
}
