/// The eleven things that may be asked of the network, by their names on the wire.
public enum NetworkCommandKind: String, CaseIterable, Hashable, Sendable {
  case joinNetwork = "JoinNetwork"
  case leaveNetwork = "LeaveNetwork"
  case establishMechanism = "EstablishMechanism"
  case endMechanism = "EndMechanism"
  case planFacility = "PlanFacility"
  case openFacility = "OpenFacility"
  case closeFacility = "CloseFacility"
  case holdGathering = "HoldGathering"
  case recordTraining = "RecordTraining"
  case recordIndicator = "RecordIndicator"
  case publishFigure = "PublishFigure"

  /// Whose business it is: brokers see members, gatherings and trainings with their own eyes.
  public var roles: Set<ActorRole> {
    switch self {
    case .joinNetwork, .leaveNetwork, .holdGathering, .recordTraining: [.registrar, .broker]
    default: [.registrar]
    }
  }
}

/// What is asked of the network.
public enum NetworkCommand: Hashable, Sendable {
  case joinNetwork(MemberJoining)
  case leaveNetwork(MemberLeaving)
  case establishMechanism(MechanismEstablishment)
  case endMechanism(MechanismEnding)
  case planFacility(FacilityDescription)
  case openFacility(FacilityDescription)
  case closeFacility(FacilityClosing)
  case holdGathering(Gathering)
  case recordTraining(Training)
  case recordIndicator(Indicator)
  case publishFigure(PublishedFigure)
}

extension NetworkCommand {
  /// The command of a kind before its fields are read.
  public init(blank kind: NetworkCommandKind) {
    self =
      switch kind {
      case .joinNetwork: .joinNetwork(.init())
      case .leaveNetwork: .leaveNetwork(.init())
      case .establishMechanism: .establishMechanism(.init())
      case .endMechanism: .endMechanism(.init())
      case .planFacility: .planFacility(.init())
      case .openFacility: .openFacility(.init())
      case .closeFacility: .closeFacility(.init())
      case .holdGathering: .holdGathering(.init())
      case .recordTraining: .recordTraining(.init())
      case .recordIndicator: .recordIndicator(.init())
      case .publishFigure: .publishFigure(.init())
      }
  }

  public var kind: NetworkCommandKind { event.kind.cause }

  /// What happens if it may.
  var event: NetworkEvent {
    switch self {
    case .joinNetwork(let fact): .memberJoined(fact)
    case .leaveNetwork(let fact): .memberLeft(fact)
    case .establishMechanism(let fact): .mechanismEstablished(fact)
    case .endMechanism(let fact): .mechanismEnded(fact)
    case .planFacility(let fact): .facilityPlanned(fact)
    case .openFacility(let fact): .facilityOpened(fact)
    case .closeFacility(let fact): .facilityClosed(fact)
    case .holdGathering(let fact): .gatheringHeld(fact)
    case .recordTraining(let fact): .trainingHeld(fact)
    case .recordIndicator(let fact): .indicatorRecorded(fact)
    case .publishFigure(let fact): .figurePublished(fact)
    }
  }

  /// Where it belongs, and the id of what it is about there.
  public var realm: NetworkRealm { event.kind.realm }
  public var entry: Identifier { event.entry }

  /// Visits the fields of whatever is asked, as `Record.fields` does.
  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    switch self {
    case .joinNetwork(let fact): self = .joinNetwork(try fact.visited(&visit))
    case .leaveNetwork(let fact): self = .leaveNetwork(try fact.visited(&visit))
    case .establishMechanism(let fact): self = .establishMechanism(try fact.visited(&visit))
    case .endMechanism(let fact): self = .endMechanism(try fact.visited(&visit))
    case .planFacility(let fact): self = .planFacility(try fact.visited(&visit))
    case .openFacility(let fact): self = .openFacility(try fact.visited(&visit))
    case .closeFacility(let fact): self = .closeFacility(try fact.visited(&visit))
    case .holdGathering(let fact): self = .holdGathering(try fact.visited(&visit))
    case .recordTraining(let fact): self = .recordTraining(try fact.visited(&visit))
    case .recordIndicator(let fact): self = .recordIndicator(try fact.visited(&visit))
    case .publishFigure(let fact): self = .publishFigure(try fact.visited(&visit))
    }
  }
}

extension NetworkCommand: Declared {}

/// Somebody asks something of the network.
public struct NetworkRequest: Hashable, Sendable {
  public var actor: Actor
  public var at: LegalTime
  public var command: NetworkCommand

  public init(actor: Actor, at: LegalTime, command: NetworkCommand) {
    (self.actor, self.at, self.command) = (actor, at, command)
  }
}
