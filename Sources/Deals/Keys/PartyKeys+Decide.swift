extension PartyKeys {
  /// The events that a request causes; pure and total, as for deals.
  public static func decide(
    _ request: PartyRequest, findings: Findings, given keys: PartyKeys
  ) throws(Refusal) -> [PartyEvent] {
    let event: PartyEvent
    switch request.command {
    case .registerPartyKey(var registration):
      guard let id = findings.keyId else {
        throw Refusal(.unsupportedKey, "The key has no thumbprint")
      }
      registration.keyId = id
      event = .partyKeyRegistered(registration)
    case .revokePartyKey(let revocation): event = .partyKeyRevoked(revocation)
    }
    var next = keys
    let act = Act(by: request.actor.attribution, at: request.at, revision: keys.events)
    try next.take(event, act)
    return [event]
  }

  /// Takes in what happened, or says why it cannot have happened here.
  public mutating func apply(
    _ event: PartyEvent, by actor: Attribution, at: LegalTime, revision: Int
  ) throws(IllegalPartyEvent) {
    let kind = event.kind
    guard revision == events else {
      throw IllegalPartyEvent(
        kind: kind, revision: revision, reason: .wrongRevision(expected: events))
    }
    do throws(Refusal) {
      try take(event, Act(by: actor, at: at, revision: revision))
    } catch {
      throw IllegalPartyEvent(kind: kind, revision: revision, reason: .forbidden(error))
    }
  }

  private mutating func take(_ event: PartyEvent, _ act: Act) throws(Refusal) {
    let command = event.kind.cause
    guard command.roles.contains(act.by.role) else {
      throw Refusal(
        .roleNotAllowed,
        "\(command.rawValue) is asked by registrar, not by \(act.by.role.rawValue)")
    }
    if let lastAt, act.at.instant < lastAt.instant {
      throw Refusal(
        .timeGoesBack, "\(act.at) lies before the last event of the party, at \(lastAt)")
    }
    switch event {
    case .partyKeyRegistered(let fact): try record(fact, act)
    case .partyKeyRevoked(let fact): try record(fact, act)
    }
    events += 1
    lastAt = act.at
  }

  private mutating func record(_ registration: KeyRegistration, _ act: Act) throws(Refusal) {
    try requireOwn(registration.party)
    guard registration.key.algorithm != nil else {
      throw Refusal(.unsupportedKey, "The key is not an Ed25519 or P-256 public key")
    }
    if let from = registration.validFrom, let until = registration.validUntil, until < from {
      throw Refusal(.periodReversed, "The key would be valid from \(from) to \(until)")
    }
    guard keys[registration.keyId] == nil else {
      throw Refusal(.keyExists, "Key \(registration.keyId) was registered before")
    }
    party = registration.party
    keys.enter(Entry(registration: act.entered(registration)), as: registration.keyId)
  }

  private mutating func record(_ revocation: KeyRevocation, _ act: Act) throws(Refusal) {
    try requireOwn(revocation.party)
    guard let place = keys.place(of: revocation.keyId) else {
      throw Refusal(.noSuchKey, "\(revocation.party) has no key \(revocation.keyId)")
    }
    if let earlier = keys[place].revocation {
      throw Refusal(.keyRevoked, "Key \(revocation.keyId) was revoked at \(earlier.at)")
    }
    keys[place].revocation = act.entered(revocation)
  }

  /// The stream is one party's.
  private func requireOwn(_ named: Identifier) throws(Refusal) {
    guard let party, party != named else { return }
    throw Refusal(.wrongParty, "These are the keys of \(party), and the command names \(named)")
  }
}

/// Why an event cannot have happened to a party's keys.
public struct IllegalPartyEvent: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    case wrongRevision(expected: Int)
    case forbidden(Refusal)
  }

  public let kind: PartyEventKind
  public let revision: Int
  public let reason: Reason
}

extension IllegalPartyEvent: CustomStringConvertible {
  public var description: String {
    let why =
      switch reason {
      case .wrongRevision(let expected): "revision \(expected) was expected"
      case .forbidden(let refusal): "\(refusal.code.rawValue): \(refusal.detail)"
      }
    return "\(kind.rawValue) at revision \(revision): \(why)"
  }
}
