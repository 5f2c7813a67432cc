extension CommandKind {
  /// The phases in which the command may be asked.
  public var phases: Set<Phase> {
    switch self {
    case .proposeDeal:
      [.unopened]
    case .expressInterest:
      [.proposed]
    case .declineProposal, .withdrawProposal:
      [.proposed, .exploring, .termSheet, .negotiating]
    case .lapseDeal:
      [.proposed, .exploring, .termSheet, .negotiating, .termsAgreed, .approved, .signing]
    case .executeSideAgreement, .openDataRoom, .recordDueDiligence:
      [.exploring, .termSheet, .negotiating]
    case .agreeTermSheet:
      [.exploring]
    case .openNegotiation:
      [.exploring, .termSheet]
    case .offerTerms, .commentTerms, .acceptTerms:
      [.negotiating]
    case .reopenNegotiation:
      [.termsAgreed, .approved, .signing]
    case .grantApproval, .refuseApproval:
      [.termsAgreed]
    case .signDeal, .refuseToSign:
      [.approved, .signing]
    case .makeEffective, .rescindDeal:
      [.signed]
    case .openRegulatoryCase, .fileRegulatoryCase, .recordRegulatoryDecision, .markCaseOverdue:
      Phase.alive
    case .scheduleObligation:
      [.termsAgreed, .approved, .signing, .signed, .effective]
    case .recordDelivery, .acceptDelivery, .rejectDelivery, .assignPosition, .accedeParty,
      .grantSublicence, .suspendDeal:
      [.effective]
    case .submitRoyaltyStatement, .openAudit, .recordAuditFinding, .closeAudit:
      [.effective, .suspended, .windingUp]
    case .recordPayment, .confirmPayment, .raiseDispute, .escalateDispute, .settleDispute,
      .recordAward:
      [.signed, .effective, .suspended, .windingUp]
    case .discloseImprovement, .proposeAmendment, .signAmendment, .rejectAmendment,
      .giveTerminationNotice, .cureBreach, .terminateDeal, .expireDeal:
      [.effective, .suspended]
    case .resumeDeal:
      [.suspended]
    case .closeDeal:
      [.windingUp]
    case .correctRecord, .placeLegalHold, .erasePersonalData:
      Phase.opened
    case .discloseToMinistry:
      [.signed, .effective, .suspended, .windingUp, .closed]
    }
  }

  /// The roles that may ask it.
  public var roles: Set<ActorRole> {
    switch self {
    case .proposeDeal, .withdrawProposal, .recordDueDiligence, .openNegotiation, .commentTerms,
      .closeDeal:
      [.party, .broker]
    case .expressInterest, .declineProposal, .executeSideAgreement, .openDataRoom, .agreeTermSheet,
      .offerTerms, .acceptTerms, .reopenNegotiation, .fileRegulatoryCase, .recordDelivery,
      .acceptDelivery, .rejectDelivery, .submitRoyaltyStatement, .confirmPayment,
      .discloseImprovement, .proposeAmendment, .rejectAmendment, .assignPosition, .accedeParty,
      .grantSublicence, .raiseDispute, .escalateDispute, .settleDispute, .giveTerminationNotice,
      .cureBreach:
      [.party]
    case .lapseDeal, .makeEffective, .markCaseOverdue, .expireDeal:
      [.system]
    case .grantApproval, .refuseApproval:
      [.approver]
    case .signDeal, .signAmendment:
      [.signatory]
    case .refuseToSign:
      [.signatory, .party]
    case .rescindDeal, .openRegulatoryCase, .scheduleObligation:
      [.system, .party]
    case .recordRegulatoryDecision, .recordAward, .correctRecord:
      [.registrar]
    case .recordPayment, .suspendDeal, .resumeDeal, .discloseToMinistry:
      [.party, .registrar]
    case .openAudit:
      [.party, .auditor]
    case .recordAuditFinding, .closeAudit:
      [.auditor]
    case .terminateDeal:
      [.party, .system]
    case .placeLegalHold:
      [.registrar, .auditor]
    case .erasePersonalData:
      [.privacyOfficer]
    }
  }
}
