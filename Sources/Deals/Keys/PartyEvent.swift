/// The two things that can have happened to a party's keys, by their types in the log.
public enum PartyEventKind: String, CaseIterable, Hashable, Sendable {
  case partyKeyRegistered = "deal.party-key-registered.v1"
  case partyKeyRevoked = "deal.party-key-revoked.v1"

  public var cause: PartyCommandKind {
    switch self {
    case .partyKeyRegistered: .registerPartyKey
    case .partyKeyRevoked: .revokePartyKey
    }
  }
}

/// What happened to a party's keys.
public enum PartyEvent: Hashable, Sendable {
  case partyKeyRegistered(KeyRegistration)
  case partyKeyRevoked(KeyRevocation)
}

extension PartyEvent {
  /// The event of a kind before its fields are read.
  public init(blank kind: PartyEventKind) {
    self =
      switch kind {
      case .partyKeyRegistered: .partyKeyRegistered(.init())
      case .partyKeyRevoked: .partyKeyRevoked(.init())
      }
  }

  public var kind: PartyEventKind {
    switch self {
    case .partyKeyRegistered: .partyKeyRegistered
    case .partyKeyRevoked: .partyKeyRevoked
    }
  }

  /// Visits the fields of whatever happened, as `Record.fields` does.
  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    switch self {
    case .partyKeyRegistered(let payload):
      self = .partyKeyRegistered(try payload.visited(&visit))
    case .partyKeyRevoked(let payload): self = .partyKeyRevoked(try payload.visited(&visit))
    }
  }
}
