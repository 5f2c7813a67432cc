public import Deals
public import EventLog
public import Keyring
public import Transparency

/// What a ledger had of a person, what was done about it, and what remains.
public struct ErasureReport: Sendable {
  public let person: Person
  public let places: [HeldPlace]
  /// Attempts that were refused, by what has become of them.
  public let refusals: [HeldPlace.Standing: Int]
  public let orders: [Order]
  /// Documents of the deals concerned.
  ///
  /// Whether they speak of the person the ledger cannot tell: they lie under their deal's key, and no
  /// erasure of a person reaches them.
  public let documents: [Document]
  /// Holds that forbid an erasure today, each as `<deal>/<hold>`.
  public let holds: [String]
  /// Until when the ledger's retention floor forbids an erasure.
  public let retainedUntil: Day?
  /// Copies of the keys that hold, or may hold, a key of the person: no erasure reaches them.
  public let backups: [BackupCopy]

  /// An order to erase or to restrict, as it stands in the log.
  public struct Order: Sendable {
    public let position: GlobalPosition
    public let deal: Identifier
    public let time: String
    public let erasure: Erasure
    /// Whether the keys say that it was carried out.
    public let isCarriedOut: Bool
    /// How many keys it destroyed or restricted.
    public let keys: Int
  }

  /// A document of terms.
  public struct Document: Hashable, Sendable {
    public let deal: Identifier
    public let digest: TreeHash
  }

  /// Whether anything of the person can still be opened, by whomever.
  public var isGone: Bool {
    places.allSatisfy { $0.standing == .erased }
      && refusals.allSatisfy { $0.key == .erased || $0.value == 0 } && backups.isEmpty
  }
}
