/// A claim, from its raising to its end.
public struct Dispute: Hashable, Sendable {
  @frozen public enum Status: String, Hashable, Sendable {
    case raised, escalated, settled, awarded
  }

  public let raising: Entered<DisputeRaising>
  public internal(set) var escalations: [Entered<DisputeEscalation>] = []
  public internal(set) var settlement: Entered<DisputeSettlement>?
  public internal(set) var award: Entered<Award>?

  init(_ raising: Entered<DisputeRaising>) { self.raising = raising }

  public var id: Identifier { raising.fact.dispute }
  /// The tier that it has reached; nil while it is only raised.
  public var tier: DisputeTier? { escalations.last?.fact.tier }
  public var isOpen: Bool { settlement == nil && award == nil }

  public var status: Status {
    if award != nil { return .awarded }
    if settlement != nil { return .settled }
    return escalations.isEmpty ? .raised : .escalated
  }
}

extension DisputeTier: Comparable {
  /// From the mildest.
  var step: Int {
    switch self {
    case .negotiation: 0
    case .mediation: 1
    case .arbitration: 2
    case .court: 3
    }
  }

  public static func < (one: DisputeTier, other: DisputeTier) -> Bool { one.step < other.step }
}
