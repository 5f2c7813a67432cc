extension NetworkEntry {
  /// The event that a request causes; pure and total, as for deals.
  public static func decide(
    _ request: NetworkRequest, given entry: NetworkEntry
  ) throws(Refusal) -> [NetworkEvent] {
    let event = request.command.event
    var next = entry
    try next.take(
      event, Act(by: request.actor.attribution, at: request.at, revision: entry.events))
    return [event]
  }

  /// Takes in what happened, or says why it cannot have happened here.
  public mutating func apply(
    _ event: NetworkEvent, by actor: Attribution, at: LegalTime, revision: Int
  ) throws(IllegalNetworkEvent) {
    let kind = event.kind
    guard revision == events else {
      throw IllegalNetworkEvent(
        kind: kind, revision: revision, reason: .wrongRevision(expected: events))
    }
    do throws(Refusal) {
      try take(event, Act(by: actor, at: at, revision: revision))
    } catch {
      throw IllegalNetworkEvent(kind: kind, revision: revision, reason: .forbidden(error))
    }
  }

  private mutating func take(_ event: NetworkEvent, _ act: Act) throws(Refusal) {
    try admit(event, act)
    switch event {
    case .memberJoined(let fact): try record(fact, act)
    case .memberLeft(let fact): try record(fact, act)
    case .mechanismEstablished(let fact): try record(fact, act)
    case .mechanismEnded(let fact): try record(fact, act)
    case .facilityPlanned(let fact): try plan(fact, act)
    case .facilityOpened(let fact): try open(fact, act)
    case .facilityClosed(let fact): try record(fact, act)
    case .gatheringHeld(let fact): try record(fact, act)
    case .trainingHeld(let fact): try record(fact, act)
    case .indicatorRecorded(let fact): try record(fact, act)
    case .figurePublished(let fact): try record(fact, act)
    }
    id = event.entry
    events += 1
    lastAt = act.at
  }

  private func admit(_ event: NetworkEvent, _ act: Act) throws(Refusal) {
    let command = event.kind.cause
    guard command.roles.contains(act.by.role) else {
      let roles = command.roles.map(\.rawValue).sorted().joined(separator: " or ")
      throw Refusal(
        .roleNotAllowed, "\(command.rawValue) is asked by \(roles), not by \(act.by.role.rawValue)")
    }
    if let lastAt, act.at.instant < lastAt.instant {
      throw Refusal(
        .timeGoesBack, "\(act.at) lies before the last event of \(event.entry), at \(lastAt)")
    }
    guard event.kind.realm == realm, id == nil || id == event.entry else {
      throw Refusal(.otherEntry, "\(event.entry) is not what this stream is about")
    }
    guard event.happenedOn <= act.day else {
      throw Refusal(.notYetHappened, "\(event.happenedOn.text) lies after \(act.day.text)")
    }
  }
}

/// Why an event cannot have happened in the network.
public struct IllegalNetworkEvent: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    case wrongRevision(expected: Int)
    case forbidden(Refusal)
  }

  public let kind: NetworkEventKind
  public let revision: Int
  public let reason: Reason
}

extension IllegalNetworkEvent: CustomStringConvertible {
  public var description: String {
    let why =
      switch reason {
      case .wrongRevision(let expected): "revision \(expected) was expected"
      case .forbidden(let refusal): "\(refusal.code.rawValue): \(refusal.detail)"
      }
    return "\(kind.rawValue) at revision \(revision): \(why)"
  }
}
