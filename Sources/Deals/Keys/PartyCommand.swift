/// The two things that may be asked of a party's keys, by their names on the wire.
public enum PartyCommandKind: String, CaseIterable, Hashable, Sendable {
  case registerPartyKey = "RegisterPartyKey"
  case revokePartyKey = "RevokePartyKey"

  /// Whose business keys are.
  public var roles: Set<ActorRole> { [.registrar] }
}

/// What is asked of a party's keys.
public enum PartyCommand: Hashable, Sendable {
  case registerPartyKey(KeyRegistration)
  case revokePartyKey(KeyRevocation)
}

extension PartyCommand {
  /// The command of a kind before its fields are read.
  public init(blank kind: PartyCommandKind) {
    self =
      switch kind {
      case .registerPartyKey: .registerPartyKey(.init())
      case .revokePartyKey: .revokePartyKey(.init())
      }
  }

  public var kind: PartyCommandKind {
    switch self {
    case .registerPartyKey: .registerPartyKey
    case .revokePartyKey: .revokePartyKey
    }
  }

  /// The party whose keys are meant.
  public var party: Identifier {
    switch self {
    case .registerPartyKey(let fact): fact.party
    case .revokePartyKey(let fact): fact.party
    }
  }

  /// Visits the fields of whatever is asked, as `Record.fields` does.
  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    switch self {
    case .registerPartyKey(let payload): self = .registerPartyKey(try payload.visited(&visit))
    case .revokePartyKey(let payload): self = .revokePartyKey(try payload.visited(&visit))
    }
  }
}

/// Somebody asks something of a party's keys.
public struct PartyRequest: Hashable, Sendable {
  public var actor: Actor
  public var at: LegalTime
  public var command: PartyCommand

  public init(actor: Actor, at: LegalTime, command: PartyCommand) {
    (self.actor, self.at, self.command) = (actor, at, command)
  }
}
