public import Deals

/// Who looks at a ledger, and which classes of fields are shown to them.
///
/// The one place that says so, for every command, route and export.
public enum ReaderRole: String, CaseIterable, Hashable, Sendable {
  case officer, party, auditor, ministry, integrator, `operator`, privacyOfficer

  public var classes: Set<DisclosureClass> {
    switch self {
    case .officer: [.public, .statistical, .authority, .parties]
    case .party: [.public, .statistical, .parties, .sealed]
    case .auditor: [.public, .statistical, .authority, .parties, .sealed]
    case .ministry: [.public, .statistical, .authority]
    case .integrator, .operator: [.public]
    case .privacyOfficer: [.public, .personal]
    }
  }
}
