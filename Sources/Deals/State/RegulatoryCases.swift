/// A duty towards an authority, from its opening to the decision.
public struct RegulatoryCase: Hashable, Sendable {
  @frozen public enum Status: String, Hashable, Sendable {
    case open, filed, granted, conditional, refused, notRequired
  }

  public let opening: Entered<CaseOpening>
  public internal(set) var filing: Entered<CaseFiling>?
  /// The decisions in order; conditions may be met, or missed, later, and the last counts.
  public internal(set) var decisions: [Entered<CaseDecision>] = []
  /// When it was noted that the duty is overdue.
  public internal(set) var overdueSince: LegalTime?

  init(_ opening: Entered<CaseOpening>) { self.opening = opening }

  public var id: Identifier { opening.fact.case }
  public var effect: CaseEffect { opening.fact.effect }

  public var status: Status {
    switch decisions.last?.fact.decision {
    case .granted: .granted
    case .conditional: .conditional
    case .refused: .refused
    case .notRequired: .notRequired
    case nil: filing == nil ? .open : .filed
    }
  }

  /// Whether the decision is still to come.
  public var isOpen: Bool { decisions.isEmpty }

  /// Whether the decision removed what the case blocked.
  public var isLifted: Bool {
    switch status {
    case .granted, .conditional, .notRequired: true
    case .open, .filed, .refused: false
    }
  }
}

extension CaseEffect {
  /// Whether a case that is not lifted keeps the deal from taking effect.
  public var blocksEffect: Bool {
    switch self {
    case .constitutive, .effectiveOnCertificate, .prohibited, .prohibitedWithout: true
    default: false
    }
  }
}
