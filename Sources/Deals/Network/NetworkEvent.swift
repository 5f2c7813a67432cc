/// The eleven things that can have happened in the network, by their types in the log.
public enum NetworkEventKind: String, CaseIterable, Hashable, Sendable {
  case memberJoined = "network.member-joined.v1"
  case memberLeft = "network.member-left.v1"
  case mechanismEstablished = "network.mechanism-established.v1"
  case mechanismEnded = "network.mechanism-ended.v1"
  case facilityPlanned = "network.facility-planned.v1"
  case facilityOpened = "network.facility-opened.v1"
  case facilityClosed = "network.facility-closed.v1"
  case gatheringHeld = "network.gathering-held.v1"
  case trainingHeld = "network.training-held.v1"
  case indicatorRecorded = "network.indicator-recorded.v1"
  case figurePublished = "figure.published.v1"

  public var cause: NetworkCommandKind {
    switch self {
    case .memberJoined: .joinNetwork
    case .memberLeft: .leaveNetwork
    case .mechanismEstablished: .establishMechanism
    case .mechanismEnded: .endMechanism
    case .facilityPlanned: .planFacility
    case .facilityOpened: .openFacility
    case .facilityClosed: .closeFacility
    case .gatheringHeld: .holdGathering
    case .trainingHeld: .recordTraining
    case .indicatorRecorded: .recordIndicator
    case .figurePublished: .publishFigure
    }
  }

  public var realm: NetworkRealm { self == .figurePublished ? .figures : .network }
}

/// What streams of a kind are about.
public enum NetworkRealm: Hashable, Sendable {
  /// What the network consists of, and what it does.
  case network
  /// What is said of it.
  case figures
}

/// What happened in the network.
public enum NetworkEvent: Hashable, Sendable {
  case memberJoined(MemberJoining)
  case memberLeft(MemberLeaving)
  case mechanismEstablished(MechanismEstablishment)
  case mechanismEnded(MechanismEnding)
  case facilityPlanned(FacilityDescription)
  case facilityOpened(FacilityDescription)
  case facilityClosed(FacilityClosing)
  case gatheringHeld(Gathering)
  case trainingHeld(Training)
  case indicatorRecorded(Indicator)
  case figurePublished(PublishedFigure)
}

extension NetworkEvent {
  /// The event of a kind before its fields are read.
  public init(blank kind: NetworkEventKind) {
    self = NetworkCommand(blank: kind.cause).event
  }

  public var kind: NetworkEventKind {
    switch self {
    case .memberJoined: .memberJoined
    case .memberLeft: .memberLeft
    case .mechanismEstablished: .mechanismEstablished
    case .mechanismEnded: .mechanismEnded
    case .facilityPlanned: .facilityPlanned
    case .facilityOpened: .facilityOpened
    case .facilityClosed: .facilityClosed
    case .gatheringHeld: .gatheringHeld
    case .trainingHeld: .trainingHeld
    case .indicatorRecorded: .indicatorRecorded
    case .figurePublished: .figurePublished
    }
  }

  /// The id of what it happened to.
  public var entry: Identifier {
    switch self {
    case .memberJoined(let fact): fact.member
    case .memberLeft(let fact): fact.member
    case .mechanismEstablished(let fact): fact.mechanism
    case .mechanismEnded(let fact): fact.mechanism
    case .facilityPlanned(let fact), .facilityOpened(let fact): fact.facility
    case .facilityClosed(let fact): fact.facility
    case .gatheringHeld(let fact): fact.gathering
    case .trainingHeld(let fact): fact.training
    case .indicatorRecorded(let fact): fact.institution
    case .figurePublished(let fact): fact.figure
    }
  }

  /// The day by which it had happened.
  var happenedOn: Day {
    switch self {
    case .memberJoined(let fact): fact.joinedOn
    case .memberLeft(let fact): fact.leftOn
    case .mechanismEstablished(let fact): fact.establishedOn
    case .mechanismEnded(let fact): fact.endedOn
    case .facilityPlanned(let fact), .facilityOpened(let fact): fact.on
    case .facilityClosed(let fact): fact.on
    case .gatheringHeld(let fact): fact.to
    case .trainingHeld(let fact): fact.to
    case .indicatorRecorded(let fact): fact.to
    case .figurePublished(let fact): fact.asOf.first
    }
  }

  /// Visits the fields of whatever happened, as `Record.fields` does.
  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    switch self {
    case .memberJoined(let fact): self = .memberJoined(try fact.visited(&visit))
    case .memberLeft(let fact): self = .memberLeft(try fact.visited(&visit))
    case .mechanismEstablished(let fact): self = .mechanismEstablished(try fact.visited(&visit))
    case .mechanismEnded(let fact): self = .mechanismEnded(try fact.visited(&visit))
    case .facilityPlanned(let fact): self = .facilityPlanned(try fact.visited(&visit))
    case .facilityOpened(let fact): self = .facilityOpened(try fact.visited(&visit))
    case .facilityClosed(let fact): self = .facilityClosed(try fact.visited(&visit))
    case .gatheringHeld(let fact): self = .gatheringHeld(try fact.visited(&visit))
    case .trainingHeld(let fact): self = .trainingHeld(try fact.visited(&visit))
    case .indicatorRecorded(let fact): self = .indicatorRecorded(try fact.visited(&visit))
    case .figurePublished(let fact): self = .figurePublished(try fact.visited(&visit))
    }
  }
}

extension NetworkEvent: Declared {}
