public import Deals

extension CommandRequest {
  /// The version of the rules by which `decide` decides; the ledger names the one in force.
  public static let decider: Count = 1

  /// What the command is about.
  public var about: Subject {
    switch asked {
    case .deal(let request): .deal(request.deal)
    case .party(let request): .party(request.command.party)
    }
  }

  /// The facts that the command causes, given what it was told and what has happened so far.
  ///
  /// Pure: the ledger decides with it, and the replay decides again.
  public func decide(
    _ findings: Findings, clock: LedgerClock, given state: StreamState
  ) throws(Refusal) -> [Fact] {
    try clock.admit(at: at, role: actor.role, now: findings.now)
    switch (asked, state) {
    case (.deal(let request), .deal(let deal)):
      return try Deal.decide(request, findings: findings, given: deal).map(Fact.deal)
    case (.party(let request), .party(let keys)):
      return try PartyKeys.decide(request, findings: findings, given: keys).map(Fact.party)
    default: preconditionFailure("a state of another kind than the command's subject")
    }
  }
}
