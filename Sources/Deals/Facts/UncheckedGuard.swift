/// A guard that could not be checked, since the ledger does not hold the fact that it needs.
///
/// The event lists it, so that an auditor sees what was taken on trust.
@frozen public enum UncheckedGuard: String, CodeList {
  /// Whether the actor holds a mandate of its party.
  case mandate
  /// Whether two persons acted: at least one of them was not named.
  case fourEyes = "four-eyes"
  /// Whether everybody concerned agreed: consents were not listed.
  case consents
  /// What the terms say: only their hash is known.
  case terms
  /// Whether a rule applies: no rule pack was evaluated.
  case rulePack = "rule-pack"
  /// Whether conditions precedent are met.
  case conditions
  /// What a public register says.
  case register
  /// Whether an authority ordered it.
  case authorityOrder = "authority-order"
  /// Whether the party is one without which there is no deal.
  case essentialParty = "essential-party"
  /// What a sealed value says: its key is not at hand, or destroyed.
  case sealedValue = "sealed-value"

  @inlinable public static var blank: UncheckedGuard { .mandate }
}
