/// One thing of the network under its id, or one published figure, as events have left it.
public struct NetworkEntry: Hashable, Sendable {
  public enum Thing: Hashable, Sendable {
    case organisation(Organisation)
    case mechanism(Mechanism)
    case facility(Facility)
    case gathering(Entered<Gathering>)
    case training(Entered<Training>)
    /// All statements of it, in the order in which they were published.
    case figure([Entered<PublishedFigure>])
  }

  public let realm: NetworkRealm
  public internal(set) var id: Identifier?
  /// Nil before the first event.
  public internal(set) var thing: Thing?
  /// How many events have happened: the revision of the next.
  public internal(set) var events = 0
  public internal(set) var lastAt: LegalTime?

  /// An id of which nothing was recorded yet.
  public init(in realm: NetworkRealm) { self.realm = realm }
}

/// An organisation: a member for as long as it is, and an institution that reports figures.
public struct Organisation: Hashable, Sendable {
  public struct Membership: Hashable, Sendable {
    public let joining: Entered<MemberJoining>
    public internal(set) var leaving: Entered<MemberLeaving>?
  }

  /// What an indicator is reported for, once.
  public struct Reported: Hashable, Sendable {
    public let indicator: IndicatorCode
    public let from: Day
    public let to: Day
  }

  public internal(set) var memberships: [Membership] = []
  /// The last report of each.
  public internal(set) var indicators = Roll<Reported, Entered<Indicator>>()

  public var isMember: Bool { memberships.last.map { $0.leaving == nil } ?? false }
}

public struct Mechanism: Hashable, Sendable {
  public let establishment: Entered<MechanismEstablishment>
  public internal(set) var ending: Entered<MechanismEnding>?
}

public struct Facility: Hashable, Sendable {
  public internal(set) var plan: Entered<FacilityDescription>?
  public internal(set) var opening: Entered<FacilityDescription>?
  public internal(set) var closing: Entered<FacilityClosing>?

  /// As it was described last.
  public var description: Entered<FacilityDescription>? { opening ?? plan }
}

extension Indicator {
  var reported: Organisation.Reported {
    Organisation.Reported(indicator: indicator, from: from, to: to)
  }
}
