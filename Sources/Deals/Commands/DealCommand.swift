/// What is asked of a deal.
public enum DealCommand: Declared, Hashable, Sendable {
  case proposeDeal(Proposal)
  case expressInterest(Interest)
  case declineProposal(StatedReason)
  case withdrawProposal(StatedReason)
  case lapseDeal(Lapse)
  case executeSideAgreement(SideAgreement)
  case openDataRoom(DataRoom)
  case recordDueDiligence(DueDiligence)
  case agreeTermSheet(TermSheet)
  case openNegotiation(NegotiationOpening)
  case offerTerms(Offer)
  case commentTerms(TermsComment)
  case acceptTerms(Acceptance)
  case reopenNegotiation(StatedReason)
  case grantApproval(Approval)
  case refuseApproval(ApprovalRefusal)
  case signDeal(Signature)
  case refuseToSign(StatedReason)
  case makeEffective(Effect)
  case rescindDeal(Rescission)
  case openRegulatoryCase(CaseOpening)
  case fileRegulatoryCase(CaseFiling)
  case recordRegulatoryDecision(CaseDecision)
  case markCaseOverdue(CaseReference)
  case scheduleObligation(ObligationSchedule)
  case recordDelivery(Delivery)
  case acceptDelivery(DeliveryAcceptance)
  case rejectDelivery(DeliveryRejection)
  case submitRoyaltyStatement(RoyaltyStatement)
  case recordPayment(Payment)
  case confirmPayment(PaymentConfirmation)
  case discloseImprovement(Improvement)
  case openAudit(AuditOpening)
  case recordAuditFinding(AuditFinding)
  case closeAudit(AuditClosing)
  case proposeAmendment(AmendmentProposal)
  case signAmendment(AmendmentSignature)
  case rejectAmendment(AmendmentReference)
  case assignPosition(Assignment)
  case accedeParty(Accession)
  case grantSublicence(Sublicence)
  case suspendDeal(Suspension)
  case resumeDeal(Resumption)
  case raiseDispute(DisputeRaising)
  case escalateDispute(DisputeEscalation)
  case settleDispute(DisputeSettlement)
  case recordAward(Award)
  case giveTerminationNotice(TerminationNotice)
  case cureBreach(BreachCure)
  case terminateDeal(Termination)
  case expireDeal(Expiry)
  case closeDeal(Closing)
  case correctRecord(Correction)
  case placeLegalHold(LegalHold)
  case erasePersonalData(Erasure)
  case discloseToMinistry(Disclosure)
}

extension DealCommand {
  /// The command of a kind before its fields are read.
  public init(blank kind: CommandKind) {
    self =
      switch kind {
      case .proposeDeal: .proposeDeal(.init())
      case .expressInterest: .expressInterest(.init())
      case .declineProposal: .declineProposal(.init())
      case .withdrawProposal: .withdrawProposal(.init())
      case .lapseDeal: .lapseDeal(.init())
      case .executeSideAgreement: .executeSideAgreement(.init())
      case .openDataRoom: .openDataRoom(.init())
      case .recordDueDiligence: .recordDueDiligence(.init())
      case .agreeTermSheet: .agreeTermSheet(.init())
      case .openNegotiation: .openNegotiation(.init())
      case .offerTerms: .offerTerms(.init())
      case .commentTerms: .commentTerms(.init())
      case .acceptTerms: .acceptTerms(.init())
      case .reopenNegotiation: .reopenNegotiation(.init())
      case .grantApproval: .grantApproval(.init())
      case .refuseApproval: .refuseApproval(.init())
      case .signDeal: .signDeal(.init())
      case .refuseToSign: .refuseToSign(.init())
      case .makeEffective: .makeEffective(.init())
      case .rescindDeal: .rescindDeal(.init())
      case .openRegulatoryCase: .openRegulatoryCase(.init())
      case .fileRegulatoryCase: .fileRegulatoryCase(.init())
      case .recordRegulatoryDecision: .recordRegulatoryDecision(.init())
      case .markCaseOverdue: .markCaseOverdue(.init())
      case .scheduleObligation: .scheduleObligation(.init())
      case .recordDelivery: .recordDelivery(.init())
      case .acceptDelivery: .acceptDelivery(.init())
      case .rejectDelivery: .rejectDelivery(.init())
      case .submitRoyaltyStatement: .submitRoyaltyStatement(.init())
      case .recordPayment: .recordPayment(.init())
      case .confirmPayment: .confirmPayment(.init())
      case .discloseImprovement: .discloseImprovement(.init())
      case .openAudit: .openAudit(.init())
      case .recordAuditFinding: .recordAuditFinding(.init())
      case .closeAudit: .closeAudit(.init())
      case .proposeAmendment: .proposeAmendment(.init())
      case .signAmendment: .signAmendment(.init())
      case .rejectAmendment: .rejectAmendment(.init())
      case .assignPosition: .assignPosition(.init())
      case .accedeParty: .accedeParty(.init())
      case .grantSublicence: .grantSublicence(.init())
      case .suspendDeal: .suspendDeal(.init())
      case .resumeDeal: .resumeDeal(.init())
      case .raiseDispute: .raiseDispute(.init())
      case .escalateDispute: .escalateDispute(.init())
      case .settleDispute: .settleDispute(.init())
      case .recordAward: .recordAward(.init())
      case .giveTerminationNotice: .giveTerminationNotice(.init())
      case .cureBreach: .cureBreach(.init())
      case .terminateDeal: .terminateDeal(.init())
      case .expireDeal: .expireDeal(.init())
      case .closeDeal: .closeDeal(.init())
      case .correctRecord: .correctRecord(.init())
      case .placeLegalHold: .placeLegalHold(.init())
      case .erasePersonalData: .erasePersonalData(.init())
      case .discloseToMinistry: .discloseToMinistry(.init())
      }
  }

  public var kind: CommandKind {
    switch self {
    case .proposeDeal: .proposeDeal
    case .expressInterest: .expressInterest
    case .declineProposal: .declineProposal
    case .withdrawProposal: .withdrawProposal
    case .lapseDeal: .lapseDeal
    case .executeSideAgreement: .executeSideAgreement
    case .openDataRoom: .openDataRoom
    case .recordDueDiligence: .recordDueDiligence
    case .agreeTermSheet: .agreeTermSheet
    case .openNegotiation: .openNegotiation
    case .offerTerms: .offerTerms
    case .commentTerms: .commentTerms
    case .acceptTerms: .acceptTerms
    case .reopenNegotiation: .reopenNegotiation
    case .grantApproval: .grantApproval
    case .refuseApproval: .refuseApproval
    case .signDeal: .signDeal
    case .refuseToSign: .refuseToSign
    case .makeEffective: .makeEffective
    case .rescindDeal: .rescindDeal
    case .openRegulatoryCase: .openRegulatoryCase
    case .fileRegulatoryCase: .fileRegulatoryCase
    case .recordRegulatoryDecision: .recordRegulatoryDecision
    case .markCaseOverdue: .markCaseOverdue
    case .scheduleObligation: .scheduleObligation
    case .recordDelivery: .recordDelivery
    case .acceptDelivery: .acceptDelivery
    case .rejectDelivery: .rejectDelivery
    case .submitRoyaltyStatement: .submitRoyaltyStatement
    case .recordPayment: .recordPayment
    case .confirmPayment: .confirmPayment
    case .discloseImprovement: .discloseImprovement
    case .openAudit: .openAudit
    case .recordAuditFinding: .recordAuditFinding
    case .closeAudit: .closeAudit
    case .proposeAmendment: .proposeAmendment
    case .signAmendment: .signAmendment
    case .rejectAmendment: .rejectAmendment
    case .assignPosition: .assignPosition
    case .accedeParty: .accedeParty
    case .grantSublicence: .grantSublicence
    case .suspendDeal: .suspendDeal
    case .resumeDeal: .resumeDeal
    case .raiseDispute: .raiseDispute
    case .escalateDispute: .escalateDispute
    case .settleDispute: .settleDispute
    case .recordAward: .recordAward
    case .giveTerminationNotice: .giveTerminationNotice
    case .cureBreach: .cureBreach
    case .terminateDeal: .terminateDeal
    case .expireDeal: .expireDeal
    case .closeDeal: .closeDeal
    case .correctRecord: .correctRecord
    case .placeLegalHold: .placeLegalHold
    case .erasePersonalData: .erasePersonalData
    case .discloseToMinistry: .discloseToMinistry
    }
  }

  /// Visits the fields of whatever is asked, as `Record.fields` does.
  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    switch self {
    case .proposeDeal(let payload): self = .proposeDeal(try payload.visited(&visit))
    case .expressInterest(let payload): self = .expressInterest(try payload.visited(&visit))
    case .declineProposal(let payload): self = .declineProposal(try payload.visited(&visit))
    case .withdrawProposal(let payload): self = .withdrawProposal(try payload.visited(&visit))
    case .lapseDeal(let payload): self = .lapseDeal(try payload.visited(&visit))
    case .executeSideAgreement(let payload):
      self = .executeSideAgreement(try payload.visited(&visit))
    case .openDataRoom(let payload): self = .openDataRoom(try payload.visited(&visit))
    case .recordDueDiligence(let payload): self = .recordDueDiligence(try payload.visited(&visit))
    case .agreeTermSheet(let payload): self = .agreeTermSheet(try payload.visited(&visit))
    case .openNegotiation(let payload): self = .openNegotiation(try payload.visited(&visit))
    case .offerTerms(let payload): self = .offerTerms(try payload.visited(&visit))
    case .commentTerms(let payload): self = .commentTerms(try payload.visited(&visit))
    case .acceptTerms(let payload): self = .acceptTerms(try payload.visited(&visit))
    case .reopenNegotiation(let payload): self = .reopenNegotiation(try payload.visited(&visit))
    case .grantApproval(let payload): self = .grantApproval(try payload.visited(&visit))
    case .refuseApproval(let payload): self = .refuseApproval(try payload.visited(&visit))
    case .signDeal(let payload): self = .signDeal(try payload.visited(&visit))
    case .refuseToSign(let payload): self = .refuseToSign(try payload.visited(&visit))
    case .makeEffective(let payload): self = .makeEffective(try payload.visited(&visit))
    case .rescindDeal(let payload): self = .rescindDeal(try payload.visited(&visit))
    case .openRegulatoryCase(let payload): self = .openRegulatoryCase(try payload.visited(&visit))
    case .fileRegulatoryCase(let payload): self = .fileRegulatoryCase(try payload.visited(&visit))
    case .recordRegulatoryDecision(let payload):
      self = .recordRegulatoryDecision(try payload.visited(&visit))
    case .markCaseOverdue(let payload): self = .markCaseOverdue(try payload.visited(&visit))
    case .scheduleObligation(let payload): self = .scheduleObligation(try payload.visited(&visit))
    case .recordDelivery(let payload): self = .recordDelivery(try payload.visited(&visit))
    case .acceptDelivery(let payload): self = .acceptDelivery(try payload.visited(&visit))
    case .rejectDelivery(let payload): self = .rejectDelivery(try payload.visited(&visit))
    case .submitRoyaltyStatement(let payload):
      self = .submitRoyaltyStatement(try payload.visited(&visit))
    case .recordPayment(let payload): self = .recordPayment(try payload.visited(&visit))
    case .confirmPayment(let payload): self = .confirmPayment(try payload.visited(&visit))
    case .discloseImprovement(let payload): self = .discloseImprovement(try payload.visited(&visit))
    case .openAudit(let payload): self = .openAudit(try payload.visited(&visit))
    case .recordAuditFinding(let payload): self = .recordAuditFinding(try payload.visited(&visit))
    case .closeAudit(let payload): self = .closeAudit(try payload.visited(&visit))
    case .proposeAmendment(let payload): self = .proposeAmendment(try payload.visited(&visit))
    case .signAmendment(let payload): self = .signAmendment(try payload.visited(&visit))
    case .rejectAmendment(let payload): self = .rejectAmendment(try payload.visited(&visit))
    case .assignPosition(let payload): self = .assignPosition(try payload.visited(&visit))
    case .accedeParty(let payload): self = .accedeParty(try payload.visited(&visit))
    case .grantSublicence(let payload): self = .grantSublicence(try payload.visited(&visit))
    case .suspendDeal(let payload): self = .suspendDeal(try payload.visited(&visit))
    case .resumeDeal(let payload): self = .resumeDeal(try payload.visited(&visit))
    case .raiseDispute(let payload): self = .raiseDispute(try payload.visited(&visit))
    case .escalateDispute(let payload): self = .escalateDispute(try payload.visited(&visit))
    case .settleDispute(let payload): self = .settleDispute(try payload.visited(&visit))
    case .recordAward(let payload): self = .recordAward(try payload.visited(&visit))
    case .giveTerminationNotice(let payload):
      self = .giveTerminationNotice(try payload.visited(&visit))
    case .cureBreach(let payload): self = .cureBreach(try payload.visited(&visit))
    case .terminateDeal(let payload): self = .terminateDeal(try payload.visited(&visit))
    case .expireDeal(let payload): self = .expireDeal(try payload.visited(&visit))
    case .closeDeal(let payload): self = .closeDeal(try payload.visited(&visit))
    case .correctRecord(let payload): self = .correctRecord(try payload.visited(&visit))
    case .placeLegalHold(let payload): self = .placeLegalHold(try payload.visited(&visit))
    case .erasePersonalData(let payload): self = .erasePersonalData(try payload.visited(&visit))
    case .discloseToMinistry(let payload): self = .discloseToMinistry(try payload.visited(&visit))
    }
  }
}
