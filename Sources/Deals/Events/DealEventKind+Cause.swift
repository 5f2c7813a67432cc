extension DealEventKind {
  /// Whether it follows from other events alone, and is asked for by nobody.
  public var isDerived: Bool {
    switch self {
    case .termsAgreed, .signatureVoided, .approvalVoided, .dealApproved, .dealFullySigned,
      .amendmentConcluded:
      true
    default: false
    }
  }

  /// The command that brings it about; who may ask that may cause this.
  public var cause: CommandKind {
    switch self {
    case .dealProposed: .proposeDeal
    case .interestExpressed: .expressInterest
    case .proposalDeclined: .declineProposal
    case .proposalWithdrawn: .withdrawProposal
    case .dealLapsed: .lapseDeal
    case .sideAgreementExecuted: .executeSideAgreement
    case .dataRoomOpened: .openDataRoom
    case .dueDiligenceRecorded: .recordDueDiligence
    case .termSheetAgreed: .agreeTermSheet
    case .negotiationOpened: .openNegotiation
    case .termsOffered: .offerTerms
    case .termsCommented: .commentTerms
    case .termsAccepted, .termsAgreed: .acceptTerms
    case .negotiationReopened, .signatureVoided, .approvalVoided: .reopenNegotiation
    case .approvalGranted, .dealApproved: .grantApproval
    case .approvalRefused: .refuseApproval
    case .dealSigned, .dealFullySigned: .signDeal
    case .signingRefused: .refuseToSign
    case .dealBecameEffective: .makeEffective
    case .dealRescinded: .rescindDeal
    case .regulatoryCaseOpened: .openRegulatoryCase
    case .regulatoryCaseFiled: .fileRegulatoryCase
    case .regulatoryDecisionRecorded: .recordRegulatoryDecision
    case .regulatoryCaseOverdue: .markCaseOverdue
    case .obligationScheduled: .scheduleObligation
    case .deliveryRecorded: .recordDelivery
    case .deliveryAccepted: .acceptDelivery
    case .deliveryRejected: .rejectDelivery
    case .royaltyStated: .submitRoyaltyStatement
    case .paymentRecorded: .recordPayment
    case .paymentConfirmed: .confirmPayment
    case .improvementDisclosed: .discloseImprovement
    case .auditOpened: .openAudit
    case .auditFindingRecorded: .recordAuditFinding
    case .auditClosed: .closeAudit
    case .amendmentProposed: .proposeAmendment
    case .amendmentSigned, .amendmentConcluded: .signAmendment
    case .amendmentRejected: .rejectAmendment
    case .positionAssigned: .assignPosition
    case .partyAcceded: .accedeParty
    case .sublicenceGranted: .grantSublicence
    case .dealSuspended: .suspendDeal
    case .dealResumed: .resumeDeal
    case .disputeRaised: .raiseDispute
    case .disputeEscalated: .escalateDispute
    case .disputeSettled: .settleDispute
    case .awardRecorded: .recordAward
    case .terminationNoticed: .giveTerminationNotice
    case .breachCured: .cureBreach
    case .dealTerminated: .terminateDeal
    case .dealExpired: .expireDeal
    case .dealClosed: .closeDeal
    case .recordCorrected: .correctRecord
    case .legalHoldPlaced: .placeLegalHold
    case .personalDataErased: .erasePersonalData
    case .disclosureMade: .discloseToMinistry
    }
  }
}
