import ArgumentParser
import Deals

/// Who looks, and which classes of fields are shown to them.
enum Reader: String, CaseIterable, ExpressibleByArgument {
  case officer, party, auditor, ministry, integrator, `operator`, privacyOfficer

  var classes: Set<DisclosureClass> {
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
