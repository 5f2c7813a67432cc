extension Deal {
  /// Takes in what happened, or says why it cannot have happened here; the deal is then unchanged.
  ///
  /// Public facts alone decide, so that an auditor without keys comes to the same answer. What
  /// needs a sealed value was checked by `decide`.
  public mutating func apply(
    _ event: DealEvent, by actor: Attribution, at: LegalTime, revision: Int
  ) throws(IllegalEvent) {
    let kind = event.kind
    func illegal(_ reason: IllegalEvent.Reason) -> IllegalEvent {
      IllegalEvent(kind: kind, revision: revision, reason: reason)
    }
    guard revision == events else { throw illegal(.wrongRevision(expected: events)) }
    if let next = due.first, next != event { throw illegal(.due(next.kind)) }
    if due.isEmpty, kind.isDerived { throw illegal(.notDue) }
    do throws(Refusal) {
      let act = Act(by: actor, at: at, revision: revision)
      if due.isEmpty {
        try admit(kind.cause, by: actor, at: at)
      } else {
        try admitSequel(kind, act)
      }
      try take(event, act)
    } catch {
      throw illegal(.forbidden(error))
    }
  }

  /// What an event entails is recorded with it, by the same actor.
  private func admitSequel(_ kind: DealEventKind, _ act: Act) throws(Refusal) {
    try admitRole(kind.cause, act.by.role)
    try admitTime(act.at)
  }

  /// Records the event and counts it.
  mutating func take(_ event: DealEvent, _ act: Act) throws(Refusal) {
    let (wasDue, before) = (!due.isEmpty, phase)
    try record(event, act)
    if phase != before {
      stages.append(Stage(phase: phase, event: event.kind, at: act.at, revision: act.revision))
    }
    if wasDue { due.removeFirst() }
    events += 1
    lastAt = act.at
  }

  private mutating func record(_ event: DealEvent, _ act: Act) throws(Refusal) {
    switch event {
    case .dealProposed(let fact): try record(fact, act)
    case .interestExpressed(let fact): try record(fact, act)
    case .proposalDeclined(let fact): recordDecline(fact, act)
    case .proposalWithdrawn(let fact): try recordWithdrawal(fact, act)
    case .dealLapsed(let fact): try record(fact, act)
    case .sideAgreementExecuted(let fact): try record(fact, act)
    case .dataRoomOpened(let fact): try record(fact, act)
    case .dueDiligenceRecorded(let fact): try record(fact, act)
    case .termSheetAgreed(let fact): try record(fact, act)
    case .negotiationOpened(let fact): try record(fact, act)
    case .termsOffered(let fact): try record(fact, act)
    case .termsCommented(let fact): try record(fact, act)
    case .termsAccepted(let fact): try record(fact, act)
    case .termsAgreed(let fact): recordAgreement(fact)
    case .negotiationReopened(let fact): recordReopening(fact, act)
    case .signatureVoided(let fact): record(fact)
    case .approvalVoided(let fact): record(fact)
    case .approvalGranted(let fact): try record(fact, act)
    case .dealApproved: phase = .approved
    case .approvalRefused(let fact): try record(fact, act)
    case .dealSigned(let fact): try record(fact, act)
    case .dealFullySigned: phase = .signed
    case .signingRefused(let fact): try recordSigningRefusal(fact, act)
    case .dealBecameEffective(let fact): try record(fact, act)
    case .dealRescinded(let fact): record(fact, act)
    case .regulatoryCaseOpened(let fact): try record(fact, act)
    case .regulatoryCaseFiled(let fact): try record(fact, act)
    case .regulatoryDecisionRecorded(let fact): try record(fact, act)
    case .regulatoryCaseOverdue(let fact): try record(overdue: fact, act)
    case .obligationScheduled(let fact): try record(fact, act)
    case .deliveryRecorded(let fact): try record(fact, act)
    case .deliveryAccepted(let fact): try record(fact, act)
    case .deliveryRejected(let fact): try record(fact, act)
    case .royaltyStated(let fact): try record(fact, act)
    case .paymentRecorded(let fact): try record(fact, act)
    case .paymentConfirmed(let fact): try record(fact, act)
    case .improvementDisclosed(let fact): try record(fact, act)
    case .auditOpened(let fact): try record(fact, act)
    case .auditFindingRecorded(let fact): try record(fact, act)
    case .auditClosed(let fact): try record(fact, act)
    case .amendmentProposed(let fact): try record(fact, act)
    case .amendmentSigned(let fact): try record(fact, act)
    case .amendmentConcluded(let fact): try record(fact, act)
    case .amendmentRejected(let fact): try record(rejected: fact, act)
    case .positionAssigned(let fact): try record(fact, act)
    case .partyAcceded(let fact): try record(fact, act)
    case .sublicenceGranted(let fact): try record(fact, act)
    case .dealSuspended(let fact): record(fact, act)
    case .dealResumed(let fact): record(fact, act)
    case .disputeRaised(let fact): try record(fact, act)
    case .disputeEscalated(let fact): try record(fact, act)
    case .disputeSettled(let fact): try record(fact, act)
    case .awardRecorded(let fact): try record(fact, act)
    case .terminationNoticed(let fact): try record(fact, act)
    case .breachCured(let fact): try record(fact, act)
    case .dealTerminated(let fact): try record(fact, act)
    case .dealExpired(let fact): try record(fact, act)
    case .dealClosed(let fact): try record(fact, act)
    case .recordCorrected(let fact): try record(fact, act)
    case .legalHoldPlaced(let fact): try record(fact, act)
    case .personalDataErased(let fact): try record(fact, act)
    case .disclosureMade(let fact): try record(fact, act)
    }
  }
}
