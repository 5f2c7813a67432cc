extension Deal {
  /// The events that a request causes: what was asked for, then what follows from it.
  ///
  /// Pure and total: the same request, findings and deal give the same events or the same refusal.
  public static func decide(
    _ request: DealRequest, findings: Findings, given deal: Deal
  ) throws(Refusal) -> [DealEvent] {
    let actor = request.actor.attribution
    try deal.admit(request.command.kind, by: actor, at: request.at)
    let event = try deal.event(for: request, findings)
    let act = Act(by: actor, at: request.at, revision: deal.events)
    var next = deal
    try next.take(event, act)
    try deal.requireSealedFacts(request)
    return [event] + next.due
  }
}
