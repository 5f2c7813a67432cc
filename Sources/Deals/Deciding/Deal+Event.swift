extension Deal {
  /// The event that a request would become: the command's own facts, and what the ledger adds.
  func event(for request: DealRequest, _ findings: Findings) throws(Refusal) -> DealEvent {
    let actor = request.actor
    return switch request.command {
    case .proposeDeal(let fact):
      .dealProposed(fact.recorded.noting(actor.role == .broker ? [.mandate] : []))
    case .expressInterest(let fact): .interestExpressed(fact.noting([]))
    case .declineProposal(let fact):
      .proposalDeclined(fact.noting(parties.count > 2 ? [.essentialParty] : []))
    case .withdrawProposal(let fact):
      .proposalWithdrawn(fact.noting(actor.role == .broker ? [.mandate] : []))
    case .lapseDeal(let fact): .dealLapsed(lapse(fact))
    case .executeSideAgreement(let fact): .sideAgreementExecuted(fact.noting([.consents]))
    case .openDataRoom(let fact): .dataRoomOpened(fact.noting([]))
    case .recordDueDiligence(let fact): .dueDiligenceRecorded(fact.noting([]))
    case .agreeTermSheet(let fact): .termSheetAgreed(fact.noting([.consents]))
    case .openNegotiation(let fact): .negotiationOpened(fact.noting([.rulePack]))
    case .offerTerms(let fact): .termsOffered(try offer(fact, actor, findings))
    case .commentTerms(let fact): .termsCommented(fact)
    case .acceptTerms(let fact): .termsAccepted(acceptance(fact))
    case .reopenNegotiation(let fact): .negotiationReopened(fact.noting([]))
    case .grantApproval(let fact): .approvalGranted(approval(fact, actor))
    case .refuseApproval(let fact):
      .approvalRefused(fact.noting([.mandate] + fourEyes(actor.person)))
    case .signDeal(let fact): .dealSigned(signature(fact, findings))
    case .refuseToSign(let fact):
      .signingRefused(fact.noting(actor.role == .signatory ? [.mandate] : []))
    case .makeEffective(let fact): .dealBecameEffective(fact.noting([.conditions]))
    case .rescindDeal(let fact):
      .dealRescinded(fact.noting(isRefusedByAuthority ? [] : [.conditions, .consents]))
    case .openRegulatoryCase(let fact): .regulatoryCaseOpened(fact.noting([.rulePack]))
    case .fileRegulatoryCase(let fact):
      .regulatoryCaseFiled(fact.noting(isDutyHolderKnown(fact.case) ? [] : [.mandate]))
    case .recordRegulatoryDecision(let fact):
      .regulatoryDecisionRecorded(fact.noting([.register]))
    case .markCaseOverdue(let fact):
      .regulatoryCaseOverdue(fact.noting(isDueDayKnown(fact.case) ? [] : [.rulePack]))
    case .scheduleObligation(let fact): .obligationScheduled(fact.noting([.terms]))
    case .recordDelivery(let fact): .deliveryRecorded(fact)
    case .acceptDelivery(let fact): .deliveryAccepted(fact)
    case .rejectDelivery(let fact): .deliveryRejected(fact)
    case .submitRoyaltyStatement(let fact): .royaltyStated(fact.noting(unknownCurrency(fact)))
    case .recordPayment(let fact): .paymentRecorded(payment(fact))
    case .confirmPayment(let fact): .paymentConfirmed(fact)
    case .discloseImprovement(let fact): .improvementDisclosed(fact.noting([.terms]))
    case .openAudit(let fact):
      .auditOpened(fact.noting(actor.role == .auditor ? [.mandate, .terms] : [.terms]))
    case .recordAuditFinding(let fact): .auditFindingRecorded(fact)
    case .closeAudit(let fact): .auditClosed(fact)
    case .proposeAmendment(let fact): .amendmentProposed(fact.noting(unknownPaths(fact)))
    case .signAmendment(let fact): .amendmentSigned(signature(fact, findings))
    case .rejectAmendment(let fact): .amendmentRejected(fact)
    case .assignPosition(let fact):
      .positionAssigned(
        fact.recorded.noting(
          fact.consents == nil ? [.consents, .rulePack, .terms] : [.rulePack]))
    case .accedeParty(let fact): .partyAcceded(fact.recorded.noting([.consents, .terms]))
    case .grantSublicence(let fact): .sublicenceGranted(fact.noting([.consents, .terms]))
    case .suspendDeal(let fact):
      .dealSuspended(fact.noting(actor.role == .registrar ? [.authorityOrder] : [.terms]))
    case .resumeDeal(let fact): .dealResumed(fact.noting([.conditions]))
    case .raiseDispute(let fact): .disputeRaised(fact)
    case .escalateDispute(let fact): .disputeEscalated(fact)
    case .settleDispute(let fact): .disputeSettled(fact)
    case .recordAward(let fact): .awardRecorded(fact)
    case .giveTerminationNotice(let fact): .terminationNoticed(fact.noting([.terms]))
    case .cureBreach(let fact): .breachCured(fact)
    case .terminateDeal(let fact):
      .dealTerminated(fact.noting(untestedTitle(fact, on: request.at.day)))
    case .expireDeal(let fact): .dealExpired(fact.noting([.terms]))
    case .closeDeal(let fact): .dealClosed(fact.noting([.consents]))
    case .correctRecord(let fact):
      .recordCorrected(fact.noting(actor.person.isNamed ? [] : [.fourEyes]))
    case .placeLegalHold(let fact): .legalHoldPlaced(fact)
    case .erasePersonalData(let fact):
      .personalDataErased(
        erasure(fact, in: request.deal, at: request.at.day, findings.subject))
    case .discloseToMinistry(let fact): .disclosureMade(fact)
    }
  }
}
