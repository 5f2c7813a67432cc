/// What happened to a deal.
public enum DealEvent: Declared, Hashable, Sendable {
  case dealProposed(Proposal)
  case interestExpressed(Interest)
  case proposalDeclined(StatedReason)
  case proposalWithdrawn(StatedReason)
  case dealLapsed(Lapse)
  case sideAgreementExecuted(SideAgreement)
  case dataRoomOpened(DataRoom)
  case dueDiligenceRecorded(DueDiligence)
  case termSheetAgreed(TermSheet)
  case negotiationOpened(NegotiationOpening)
  case termsOffered(Offer)
  case termsCommented(TermsComment)
  case termsAccepted(Acceptance)
  case termsAgreed(TermsReference)
  case negotiationReopened(StatedReason)
  case signatureVoided(SignatureVoiding)
  case approvalVoided(ApprovalVoiding)
  case approvalGranted(Approval)
  case dealApproved(TermsReference)
  case approvalRefused(ApprovalRefusal)
  case dealSigned(Signature)
  case dealFullySigned(TermsReference)
  case signingRefused(StatedReason)
  case dealBecameEffective(Effect)
  case dealRescinded(Rescission)
  case regulatoryCaseOpened(CaseOpening)
  case regulatoryCaseFiled(CaseFiling)
  case regulatoryDecisionRecorded(CaseDecision)
  case regulatoryCaseOverdue(CaseReference)
  case obligationScheduled(ObligationSchedule)
  case deliveryRecorded(Delivery)
  case deliveryAccepted(DeliveryAcceptance)
  case deliveryRejected(DeliveryRejection)
  case royaltyStated(RoyaltyStatement)
  case paymentRecorded(Payment)
  case paymentConfirmed(PaymentConfirmation)
  case improvementDisclosed(Improvement)
  case auditOpened(AuditOpening)
  case auditFindingRecorded(AuditFinding)
  case auditClosed(AuditClosing)
  case amendmentProposed(AmendmentProposal)
  case amendmentSigned(AmendmentSignature)
  case amendmentConcluded(AmendmentConclusion)
  case amendmentRejected(AmendmentReference)
  case positionAssigned(Assignment)
  case partyAcceded(Accession)
  case sublicenceGranted(Sublicence)
  case dealSuspended(Suspension)
  case dealResumed(Resumption)
  case disputeRaised(DisputeRaising)
  case disputeEscalated(DisputeEscalation)
  case disputeSettled(DisputeSettlement)
  case awardRecorded(Award)
  case terminationNoticed(TerminationNotice)
  case breachCured(BreachCure)
  case dealTerminated(Termination)
  case dealExpired(Expiry)
  case dealClosed(Closing)
  case recordCorrected(Correction)
  case legalHoldPlaced(LegalHold)
  case personalDataErased(Erasure)
  case disclosureMade(Disclosure)
}

extension DealEvent {
  /// The event of a kind before its fields are read.
  public init(blank kind: DealEventKind) {
    self =
      switch kind {
      case .dealProposed: .dealProposed(.init())
      case .interestExpressed: .interestExpressed(.init())
      case .proposalDeclined: .proposalDeclined(.init())
      case .proposalWithdrawn: .proposalWithdrawn(.init())
      case .dealLapsed: .dealLapsed(.init())
      case .sideAgreementExecuted: .sideAgreementExecuted(.init())
      case .dataRoomOpened: .dataRoomOpened(.init())
      case .dueDiligenceRecorded: .dueDiligenceRecorded(.init())
      case .termSheetAgreed: .termSheetAgreed(.init())
      case .negotiationOpened: .negotiationOpened(.init())
      case .termsOffered: .termsOffered(.init())
      case .termsCommented: .termsCommented(.init())
      case .termsAccepted: .termsAccepted(.init())
      case .termsAgreed: .termsAgreed(.init())
      case .negotiationReopened: .negotiationReopened(.init())
      case .signatureVoided: .signatureVoided(.init())
      case .approvalVoided: .approvalVoided(.init())
      case .approvalGranted: .approvalGranted(.init())
      case .dealApproved: .dealApproved(.init())
      case .approvalRefused: .approvalRefused(.init())
      case .dealSigned: .dealSigned(.init())
      case .dealFullySigned: .dealFullySigned(.init())
      case .signingRefused: .signingRefused(.init())
      case .dealBecameEffective: .dealBecameEffective(.init())
      case .dealRescinded: .dealRescinded(.init())
      case .regulatoryCaseOpened: .regulatoryCaseOpened(.init())
      case .regulatoryCaseFiled: .regulatoryCaseFiled(.init())
      case .regulatoryDecisionRecorded: .regulatoryDecisionRecorded(.init())
      case .regulatoryCaseOverdue: .regulatoryCaseOverdue(.init())
      case .obligationScheduled: .obligationScheduled(.init())
      case .deliveryRecorded: .deliveryRecorded(.init())
      case .deliveryAccepted: .deliveryAccepted(.init())
      case .deliveryRejected: .deliveryRejected(.init())
      case .royaltyStated: .royaltyStated(.init())
      case .paymentRecorded: .paymentRecorded(.init())
      case .paymentConfirmed: .paymentConfirmed(.init())
      case .improvementDisclosed: .improvementDisclosed(.init())
      case .auditOpened: .auditOpened(.init())
      case .auditFindingRecorded: .auditFindingRecorded(.init())
      case .auditClosed: .auditClosed(.init())
      case .amendmentProposed: .amendmentProposed(.init())
      case .amendmentSigned: .amendmentSigned(.init())
      case .amendmentConcluded: .amendmentConcluded(.init())
      case .amendmentRejected: .amendmentRejected(.init())
      case .positionAssigned: .positionAssigned(.init())
      case .partyAcceded: .partyAcceded(.init())
      case .sublicenceGranted: .sublicenceGranted(.init())
      case .dealSuspended: .dealSuspended(.init())
      case .dealResumed: .dealResumed(.init())
      case .disputeRaised: .disputeRaised(.init())
      case .disputeEscalated: .disputeEscalated(.init())
      case .disputeSettled: .disputeSettled(.init())
      case .awardRecorded: .awardRecorded(.init())
      case .terminationNoticed: .terminationNoticed(.init())
      case .breachCured: .breachCured(.init())
      case .dealTerminated: .dealTerminated(.init())
      case .dealExpired: .dealExpired(.init())
      case .dealClosed: .dealClosed(.init())
      case .recordCorrected: .recordCorrected(.init())
      case .legalHoldPlaced: .legalHoldPlaced(.init())
      case .personalDataErased: .personalDataErased(.init())
      case .disclosureMade: .disclosureMade(.init())
      }
  }

  public var kind: DealEventKind {
    switch self {
    case .dealProposed: .dealProposed
    case .interestExpressed: .interestExpressed
    case .proposalDeclined: .proposalDeclined
    case .proposalWithdrawn: .proposalWithdrawn
    case .dealLapsed: .dealLapsed
    case .sideAgreementExecuted: .sideAgreementExecuted
    case .dataRoomOpened: .dataRoomOpened
    case .dueDiligenceRecorded: .dueDiligenceRecorded
    case .termSheetAgreed: .termSheetAgreed
    case .negotiationOpened: .negotiationOpened
    case .termsOffered: .termsOffered
    case .termsCommented: .termsCommented
    case .termsAccepted: .termsAccepted
    case .termsAgreed: .termsAgreed
    case .negotiationReopened: .negotiationReopened
    case .signatureVoided: .signatureVoided
    case .approvalVoided: .approvalVoided
    case .approvalGranted: .approvalGranted
    case .dealApproved: .dealApproved
    case .approvalRefused: .approvalRefused
    case .dealSigned: .dealSigned
    case .dealFullySigned: .dealFullySigned
    case .signingRefused: .signingRefused
    case .dealBecameEffective: .dealBecameEffective
    case .dealRescinded: .dealRescinded
    case .regulatoryCaseOpened: .regulatoryCaseOpened
    case .regulatoryCaseFiled: .regulatoryCaseFiled
    case .regulatoryDecisionRecorded: .regulatoryDecisionRecorded
    case .regulatoryCaseOverdue: .regulatoryCaseOverdue
    case .obligationScheduled: .obligationScheduled
    case .deliveryRecorded: .deliveryRecorded
    case .deliveryAccepted: .deliveryAccepted
    case .deliveryRejected: .deliveryRejected
    case .royaltyStated: .royaltyStated
    case .paymentRecorded: .paymentRecorded
    case .paymentConfirmed: .paymentConfirmed
    case .improvementDisclosed: .improvementDisclosed
    case .auditOpened: .auditOpened
    case .auditFindingRecorded: .auditFindingRecorded
    case .auditClosed: .auditClosed
    case .amendmentProposed: .amendmentProposed
    case .amendmentSigned: .amendmentSigned
    case .amendmentConcluded: .amendmentConcluded
    case .amendmentRejected: .amendmentRejected
    case .positionAssigned: .positionAssigned
    case .partyAcceded: .partyAcceded
    case .sublicenceGranted: .sublicenceGranted
    case .dealSuspended: .dealSuspended
    case .dealResumed: .dealResumed
    case .disputeRaised: .disputeRaised
    case .disputeEscalated: .disputeEscalated
    case .disputeSettled: .disputeSettled
    case .awardRecorded: .awardRecorded
    case .terminationNoticed: .terminationNoticed
    case .breachCured: .breachCured
    case .dealTerminated: .dealTerminated
    case .dealExpired: .dealExpired
    case .dealClosed: .dealClosed
    case .recordCorrected: .recordCorrected
    case .legalHoldPlaced: .legalHoldPlaced
    case .personalDataErased: .personalDataErased
    case .disclosureMade: .disclosureMade
    }
  }

  /// Visits the fields of whatever happened, as `Record.fields` does.
  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    switch self {
    case .dealProposed(let payload): self = .dealProposed(try payload.visited(&visit))
    case .interestExpressed(let payload): self = .interestExpressed(try payload.visited(&visit))
    case .proposalDeclined(let payload): self = .proposalDeclined(try payload.visited(&visit))
    case .proposalWithdrawn(let payload): self = .proposalWithdrawn(try payload.visited(&visit))
    case .dealLapsed(let payload): self = .dealLapsed(try payload.visited(&visit))
    case .sideAgreementExecuted(let payload):
      self = .sideAgreementExecuted(try payload.visited(&visit))
    case .dataRoomOpened(let payload): self = .dataRoomOpened(try payload.visited(&visit))
    case .dueDiligenceRecorded(let payload):
      self = .dueDiligenceRecorded(try payload.visited(&visit))
    case .termSheetAgreed(let payload): self = .termSheetAgreed(try payload.visited(&visit))
    case .negotiationOpened(let payload): self = .negotiationOpened(try payload.visited(&visit))
    case .termsOffered(let payload): self = .termsOffered(try payload.visited(&visit))
    case .termsCommented(let payload): self = .termsCommented(try payload.visited(&visit))
    case .termsAccepted(let payload): self = .termsAccepted(try payload.visited(&visit))
    case .termsAgreed(let payload): self = .termsAgreed(try payload.visited(&visit))
    case .negotiationReopened(let payload): self = .negotiationReopened(try payload.visited(&visit))
    case .signatureVoided(let payload): self = .signatureVoided(try payload.visited(&visit))
    case .approvalVoided(let payload): self = .approvalVoided(try payload.visited(&visit))
    case .approvalGranted(let payload): self = .approvalGranted(try payload.visited(&visit))
    case .dealApproved(let payload): self = .dealApproved(try payload.visited(&visit))
    case .approvalRefused(let payload): self = .approvalRefused(try payload.visited(&visit))
    case .dealSigned(let payload): self = .dealSigned(try payload.visited(&visit))
    case .dealFullySigned(let payload): self = .dealFullySigned(try payload.visited(&visit))
    case .signingRefused(let payload): self = .signingRefused(try payload.visited(&visit))
    case .dealBecameEffective(let payload): self = .dealBecameEffective(try payload.visited(&visit))
    case .dealRescinded(let payload): self = .dealRescinded(try payload.visited(&visit))
    case .regulatoryCaseOpened(let payload):
      self = .regulatoryCaseOpened(try payload.visited(&visit))
    case .regulatoryCaseFiled(let payload): self = .regulatoryCaseFiled(try payload.visited(&visit))
    case .regulatoryDecisionRecorded(let payload):
      self = .regulatoryDecisionRecorded(try payload.visited(&visit))
    case .regulatoryCaseOverdue(let payload):
      self = .regulatoryCaseOverdue(try payload.visited(&visit))
    case .obligationScheduled(let payload): self = .obligationScheduled(try payload.visited(&visit))
    case .deliveryRecorded(let payload): self = .deliveryRecorded(try payload.visited(&visit))
    case .deliveryAccepted(let payload): self = .deliveryAccepted(try payload.visited(&visit))
    case .deliveryRejected(let payload): self = .deliveryRejected(try payload.visited(&visit))
    case .royaltyStated(let payload): self = .royaltyStated(try payload.visited(&visit))
    case .paymentRecorded(let payload): self = .paymentRecorded(try payload.visited(&visit))
    case .paymentConfirmed(let payload): self = .paymentConfirmed(try payload.visited(&visit))
    case .improvementDisclosed(let payload):
      self = .improvementDisclosed(try payload.visited(&visit))
    case .auditOpened(let payload): self = .auditOpened(try payload.visited(&visit))
    case .auditFindingRecorded(let payload):
      self = .auditFindingRecorded(try payload.visited(&visit))
    case .auditClosed(let payload): self = .auditClosed(try payload.visited(&visit))
    case .amendmentProposed(let payload): self = .amendmentProposed(try payload.visited(&visit))
    case .amendmentSigned(let payload): self = .amendmentSigned(try payload.visited(&visit))
    case .amendmentConcluded(let payload): self = .amendmentConcluded(try payload.visited(&visit))
    case .amendmentRejected(let payload): self = .amendmentRejected(try payload.visited(&visit))
    case .positionAssigned(let payload): self = .positionAssigned(try payload.visited(&visit))
    case .partyAcceded(let payload): self = .partyAcceded(try payload.visited(&visit))
    case .sublicenceGranted(let payload): self = .sublicenceGranted(try payload.visited(&visit))
    case .dealSuspended(let payload): self = .dealSuspended(try payload.visited(&visit))
    case .dealResumed(let payload): self = .dealResumed(try payload.visited(&visit))
    case .disputeRaised(let payload): self = .disputeRaised(try payload.visited(&visit))
    case .disputeEscalated(let payload): self = .disputeEscalated(try payload.visited(&visit))
    case .disputeSettled(let payload): self = .disputeSettled(try payload.visited(&visit))
    case .awardRecorded(let payload): self = .awardRecorded(try payload.visited(&visit))
    case .terminationNoticed(let payload): self = .terminationNoticed(try payload.visited(&visit))
    case .breachCured(let payload): self = .breachCured(try payload.visited(&visit))
    case .dealTerminated(let payload): self = .dealTerminated(try payload.visited(&visit))
    case .dealExpired(let payload): self = .dealExpired(try payload.visited(&visit))
    case .dealClosed(let payload): self = .dealClosed(try payload.visited(&visit))
    case .recordCorrected(let payload): self = .recordCorrected(try payload.visited(&visit))
    case .legalHoldPlaced(let payload): self = .legalHoldPlaced(try payload.visited(&visit))
    case .personalDataErased(let payload): self = .personalDataErased(try payload.visited(&visit))
    case .disclosureMade(let payload): self = .disclosureMade(try payload.visited(&visit))
    }
  }
}
