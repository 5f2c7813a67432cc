/// The keys of one party, as registrars have entered them.
public struct PartyKeys: Hashable, Sendable {
  /// A key with its end, if it came to one before its time.
  public struct Entry: Hashable, Sendable {
    public let registration: Entered<KeyRegistration>
    public internal(set) var revocation: Entered<KeyRevocation>?

    /// Whether a signature made then may be verified with it.
    ///
    /// A revocation ends a key from its legal time on; what was signed before stays verified.
    public func isValid(at time: LegalTime) -> Bool {
      let fact = registration.fact
      if let from = fact.validFrom, time.day < from { return false }
      if let until = fact.validUntil, time.day > until { return false }
      return revocation.map { time.instant < $0.at.instant } ?? true
    }
  }

  public internal(set) var party: Identifier?
  public internal(set) var keys = Roll<Text, Entry>()
  /// How many events have happened: the revision of the next.
  public internal(set) var events = 0
  public internal(set) var lastAt: LegalTime?

  /// A party of which no key was registered yet.
  public init() {}

  /// The key with this id, if it was valid then.
  public func key(_ id: Text, at time: LegalTime) -> JSONWebKey? {
    guard let entry = keys[id], entry.isValid(at: time) else { return nil }
    return entry.registration.fact.key
  }

  /// All keys that were valid then, oldest first: for a signature that names none.
  public func keys(at time: LegalTime) -> [KeyRegistration] {
    keys.filter { $0.isValid(at: time) }.map(\.registration.fact)
  }
}
