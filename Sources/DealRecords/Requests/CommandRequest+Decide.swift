public import Deals

extension CommandRequest {
  /// The version of the rules by which `decide` decides; the ledger names the one in force.
  public static let decider: Count = 1

  private static let otherKind = "a state of another kind than the command's subject"

  /// What the command is about.
  public var about: Subject {
    switch asked {
    case .deal(let request): .deal(request.deal)
    case .party(let request): .party(request.command.party)
    case .network(let request):
      switch request.command.realm {
      case .network: .network(request.command.entry)
      case .figures: .figure(request.command.entry)
      }
    }
  }

  /// The facts that the command causes, given what it was told and what has happened so far.
  ///
  /// Pure: the ledger decides with it, and the replay decides again.
  public func decide(
    _ findings: Findings, clock: LedgerClock, given state: StreamState
  ) throws(Refusal) -> [Fact] {
    try clock.admit(at: at, role: actor.role, now: findings.now)
    switch asked {
    case .deal(let request):
      guard case .deal(let deal) = state else { preconditionFailure(Self.otherKind) }
      return try Deal.decide(request, findings: findings, given: deal).map(Fact.deal)
    case .party(let request):
      guard case .party(let keys) = state else { preconditionFailure(Self.otherKind) }
      return try PartyKeys.decide(request, findings: findings, given: keys).map(Fact.party)
    case .network(let request):
      guard case .network(let entry) = state else { preconditionFailure(Self.otherKind) }
      return try NetworkEntry.decide(request, given: entry).map(Fact.network)
    }
  }
}
