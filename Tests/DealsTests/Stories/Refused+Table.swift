import Deals

// Every reason to refuse, life cycle by life cycle.
extension Refused {
  static func amount(_ value: String, _ currency: String = "THB") -> String {
    #", "amount": {"value": "\#(value)", "currency": "\#(currency)"}"#
  }

  static let table =
    common + beginning + consent + authorities + money + inForce + end + stewardship

  private static let common = [
    Refused(.noSuchDeal, [], step("ExpressInterest", "party:b")),
    Refused(.dealExists, Stage.proposed, Stage.proposed[0]),
    Refused(.dealExists, Stage.closed, Stage.proposed[0]),
    Refused(.dealEnded, Stage.closed, step("OpenNegotiation", "party:a")),
    Refused(.roleNotAllowed, Stage.proposed, step("ExpressInterest", "broker")),
    Refused(
      .timeGoesBack, Stage.proposed,
      step("ExpressInterest", "party:b", at: "2020-01-02T01:59:59.999999Z")),
    Refused(.wrongState, Stage.proposed, step("OpenNegotiation", "party:a")),
    Refused(
      .wrongState, Stage.proposed + [step("DeclineProposal", "party:b", #"{"reason": "no"}"#)],
      Stage.disclosure(#"["public"]"#)),
    Refused(.notAParty, Stage.proposed, step("ExpressInterest", "party:c")),
    Refused(.notAParty, Stage.proposed, step("ExpressInterest", "party")),
    Refused(
      .notAParty, Stage.agreed,
      step(
        "GrantApproval", "approver:c", #"{"party": "a", "body": "legal", "termsHash": "$1"}"#)),
    Refused(
      .notAParty, Stage.effective + [Stage.assignment("b", to: "c")],
      step("RaiseDispute", "party:b", #"{"dispute": "X"}"#)),
    Refused(
      .wrongParty, Stage.agreed,
      step(
        "GrantApproval", "approver:a", #"{"party": "b", "body": "legal", "termsHash": "$1"}"#)),
    Refused(
      .unknownParty, Stage.agreed,
      step(
        "GrantApproval", "approver", #"{"party": "c", "body": "legal", "termsHash": "$1"}"#)),
    Refused(.unknownParty, Stage.exploring, Stage.openCase("C", "NONE", #", "dutyHolder": "c""#)),
    Refused(
      .duplicateId, Stage.exploring + [Stage.openCase("C", "NONE")],
      Stage.openCase("C", "VOID")),
    Refused(
      .duplicateId, Stage.agreed + [Stage.obligation("O", "milestone")],
      Stage.obligation("O", "training")),
  ]

  private static let beginning = [
    Refused(.noAgreementType, [], step("ProposeDeal", "party:a", proposal(type: "[]"))),
    Refused(.wrongNumberOfParties, [], step("ProposeDeal", "party:a", proposal(parties: ["a"]))),
    Refused(
      .wrongNumberOfParties, [],
      step(
        "ProposeDeal", "party:p1", proposal(parties: (1...65).map { "p\($0)" }))),
    Refused(
      .duplicateParty, [],
      step(
        "ProposeDeal", "party:a", proposal(parties: ["a", "b", "a"]))),
    Refused(.notAParty, [], step("ProposeDeal", "party:c", proposal())),
    Refused(.notAParty, [], step("ProposeDeal", "party", proposal())),
    Refused(.ownProposal, Stage.proposed, step("ExpressInterest", "party:a")),
    Refused(
      .proposalExpired, Stage.proposed,
      step(
        "ExpressInterest", "party:b", at: "2021-01-01T00:00:00+07:00")),
    Refused(
      .notTheProposer, Stage.proposed,
      step(
        "WithdrawProposal", "party:b", #"{"reason": "no"}"#)),
    Refused(.deadlineNotPassed, Stage.exploring, lapse("proposal", "2020-12-31", at: "2020-12-31")),
    Refused(.deadlineNotPassed, Stage.exploring, lapse("proposal", "2020-06-30", at: "2020-07-01")),
    Refused(.noSuchVersion, Stage.negotiating, lapse("offer", "2020-06-30", at: "2020-07-01")),
    Refused(.nothingToChange, Stage.exploring + [sideAgreement("NDA")], sideAgreement("NDA")),
    Refused(.noNda, Stage.exploring, dataRoom),
    Refused(.noNda, Stage.exploring + [sideAgreement("MTA")], dataRoom),
    Refused(
      .noNda,
      Stage.exploring
        + [sideAgreement("NDA", #", "boundParties": ["a", "c"]"#)], dataRoom),
    Refused(
      .noNda,
      Stage.exploring
        + [sideAgreement("NDA", #", "validUntil": "2020-01-01""#)], dueDiligence),
    Refused(
      .bindingTermSheet, Stage.exploring,
      step(
        "AgreeTermSheet", "party:a", #"{"termSheetHash": "$5", "nonBinding": false}"#)),
    Refused(
      .negotiationBlocked, Stage.exploring + [Stage.openCase("L", "BLOCKS_NEGOTIATION")],
      step("OpenNegotiation", "party:a")),
    Refused(
      .negotiationBlocked, Stage.exploring + [Stage.openCase("L", "PROHIBITED")],
      step("OpenNegotiation", "party:a")),
  ]

  private static let consent = [
    Refused(.staleVersion, Stage.offered, offer(base: 0)),
    Refused(.noSuchVersion, Stage.offered, offer(base: 2)),
    Refused(.noSuchVersion, Stage.offered, step("AcceptTerms", "party:b", #"{"version": 2}"#)),
    Refused(.noSuchVersion, Stage.offered, step("AcceptTerms", "party:b", #"{"version": 0}"#)),
    Refused(
      .noSuchVersion, Stage.negotiating,
      step(
        "CommentTerms", "broker", #"{"version": 1, "path": "/a", "text": "x"}"#)),
    Refused(
      .termsMissing, Stage.negotiating, step("OfferTerms", "party:a", #"{"baseVersion": 0}"#)),
    Refused(
      .staleVersion, Stage.offered + [offer(base: 1)],
      step("AcceptTerms", "party:a", #"{"version": 1}"#)),
    Refused(
      .termsHashMismatch, Stage.offered,
      step(
        "AcceptTerms", "party:b", #"{"version": 1, "termsHash": "$2"}"#)),
    Refused(
      .offerExpired, Stage.offered,
      step(
        "AcceptTerms", "party:b", #"{"version": 1}"#, at: "2021-01-01T00:00:00Z")),
    Refused(.ownOffer, Stage.offered, step("AcceptTerms", "party:a", #"{"version": 1}"#)),
    Refused(
      .alreadyAccepted, threeOffered + [step("AcceptTerms", "party:b", #"{"version": 1}"#)],
      step("AcceptTerms", "party:b", #"{"version": 1}"#)),
    Refused(
      .termsHashMismatch, Stage.agreed,
      step(
        "GrantApproval", "approver:a", #"{"party": "a", "body": "legal", "termsHash": "$2"}"#)),
    Refused(.alreadyApproved, Stage.agreed + [Stage.approval("a")], Stage.approval("a")),
    // One that has run out may be granted again, but not for ever.
    Refused(
      .tooManyApprovals,
      Stage.agreed
        + Array(
          repeating: Stage.approval("a", #""board""#, #", "validUntil": "2019-01-01""#), count: 128),
      Stage.approval("a", #""legal""#)),
    Refused(
      .fourEyes, Stage.agreed,
      step(
        "GrantApproval", "approver:a", #"{"party": "a", "body": "legal", "termsHash": "$1"}"#,
        person: "wei")),
    Refused(
      .fourEyes, Stage.agreed,
      step(
        "RefuseApproval", "approver:a", #"{"party": "a", "body": "legal", "reason": "no"}"#,
        person: "wei")),
    Refused(
      .approvalExpired,
      Stage.agreed + [
        Stage.approval("a", #""board""#, #", "validUntil": "2020-01-06""#), Stage.approval("b"),
      ], Stage.signature("a")),
    Refused(.alreadySigned, Stage.signing, Stage.signature("a")),
    Refused(.alreadySigned, Stage.signing, step("RefuseToSign", "party:a", #"{"reason": "no"}"#)),
    Refused(
      .termsHashMismatch, Stage.approved,
      step(
        "SignDeal", "signatory:a",
        #"{"party": "a", "termsHash": "$2", "signedOn": "2020-01-05", "format": "wet"}"#)),
    Refused(.signedInFuture, Stage.approved, Stage.signature("a", on: "2020-01-12")),
  ]

  private static let authorities = [
    Refused(
      .signatureBlocked, Stage.approved + [Stage.openCase("S", "BLOCKS_SIGNATURE")],
      Stage.signature("a")),
    Refused(.effectBlocked, Stage.signed + [Stage.openCase("L", "CONSTITUTIVE")], effect()),
    Refused(.effectBlocked, Stage.signed + [Stage.openCase("L", "PROHIBITED_WITHOUT")], effect()),
    Refused(
      .caseRefused,
      Stage.signed + [
        Stage.openCase("L", "EFFECTIVE_ON_CERTIFICATE"), Stage.file("L"),
        Stage.decide("L", "refused"),
      ], effect()),
    Refused(.effectiveBeforeSignature, Stage.signed, effect("2020-01-04")),
    Refused(.noSuchCase, Stage.exploring, Stage.file("C")),
    Refused(
      .caseAlreadyOpen, Stage.exploring + [Stage.openCase("C", "NONE")],
      step(
        "OpenRegulatoryCase", "party:a",
        #"{"case": "D", "rule": "RULE-C", "jurisdiction": "CN", "effect": "NONE"}"#)),
    Refused(
      .notTheDutyHolder,
      Stage.exploring
        + [Stage.openCase("C", "NONE", #", "dutyHolder": "b""#)], Stage.file("C")),
    Refused(
      .caseAlreadyFiled, Stage.exploring + [Stage.openCase("C", "NONE"), Stage.file("C")],
      Stage.file("C")),
    Refused(
      .caseNotFiled, Stage.exploring + [Stage.openCase("C", "NONE")],
      Stage.decide("C", "granted")),
    Refused(.caseDecided, Stage.exploring + granted, Stage.decide("C", "refused")),
    Refused(.caseDecided, Stage.exploring + granted, Stage.file("C")),
    Refused(
      .caseNotOverdue,
      Stage.exploring
        + [Stage.openCase("C", "NONE", #", "dueOn": "2020-01-05""#)], overdue()),
    Refused(.caseNotOverdue, Stage.exploring + granted, overdue()),
    Refused(
      .nothingToChange,
      Stage.exploring
        + [Stage.openCase("C", "NONE", #", "dueOn": "2020-01-01""#), overdue()], overdue()),
  ]

  private static let money = [
    Refused(
      .sameParty, Stage.agreed,
      step(
        "ScheduleObligation", "system",
        #"{"obligation": "O", "kind": "milestone", "debtor": "a", "creditor": "a"}"#)),
    Refused(.amountNotPositive, Stage.agreed, Stage.obligation("O", "fixedPayment", amount("0"))),
    Refused(
      .unknownParty, Stage.agreed,
      step(
        "ScheduleObligation", "system",
        #"{"obligation": "O", "kind": "milestone", "debtor": "a", "creditor": "z"}"#)),
    Refused(.noSuchObligation, Stage.effective, Stage.delivery("O")),
    Refused(
      .wrongObligationKind, Stage.effective + [Stage.obligation("O", "royaltyReport")],
      Stage.delivery("O")),
    Refused(.wrongObligationKind, milestone, Stage.statement("O")),
    Refused(.notTheDebtor, milestone, Stage.delivery("O", by: "a")),
    Refused(.notTheCreditor, milestone + [Stage.delivery("O")], Stage.acceptance("O", by: "b")),
    Refused(.alreadyDelivered, milestone + [Stage.delivery("O")], Stage.delivery("O")),
    Refused(.notDelivered, milestone, Stage.acceptance("O")),
    Refused(
      .obligationEnded, milestone + [Stage.delivery("O"), Stage.acceptance("O")],
      Stage.delivery("O")),
    Refused(.notTheDebtor, royalty, Stage.statement("R", by: "party:a")),
    Refused(.periodReversed, royalty, Stage.statement("R", from: "2020-04-01")),
    Refused(.alreadyStated, royalty + [Stage.statement("R")], Stage.statement("R", "6")),
    Refused(.nothingToCorrect, royalty, Stage.statement("R", "6", #", "corrects": true"#)),
    Refused(
      .nothingToChange, royalty + [Stage.statement("R")],
      Stage.statement("R", "5", #", "corrects": true"#)),
    Refused(.currencyMismatch, royalty, Stage.statement("R", "5", currency: "USD")),
    Refused(
      .currencyMismatch, royalty + [Stage.statement("R")],
      Stage.payment(
        "P", "5", #", "obligation": "R", "withholdingTax": {"value": "1", "currency": "USD"}"#)),
    Refused(.amountNotPositive, Stage.signed, Stage.payment("P", "0")),
    Refused(
      .amountNotPositive, Stage.signed,
      Stage.payment(
        "P", "5", #", "withholdingTax": {"value": "-1", "currency": "THB"}"#)),
    Refused(.duplicatePayment, Stage.signed + [Stage.payment("P", "5")], Stage.payment("P", "6")),
    Refused(.noSuchObligation, Stage.signed, Stage.payment("P", "5", #", "obligation": "F""#)),
    Refused(.noSuchPayment, Stage.signed, confirmation()),
    Refused(.notThePayee, Stage.signed + [Stage.payment("P", "5")], confirmation(by: "b")),
    Refused(
      .alreadyConfirmed, Stage.signed + [Stage.payment("P", "5"), confirmation()],
      confirmation()),
    Refused(
      .sameParty, Stage.signed,
      step(
        "RecordPayment", "registrar",
        #"{"payment": "P", "payer": "a", "payee": "a", "amount": {"value": "1", "currency": "THB"}}"#
      )),
    Refused(
      .unknownParty, Stage.signed,
      step(
        "RecordPayment", "registrar",
        #"{"payment": "P", "payer": "z", "payee": "y", "amount": {"value": "1", "currency": "THB"}}"#
      )),
    Refused(
      .notPayerOrPayee, Stage.effective + [accession], Stage.payment("P", "5", by: "party:c")),
  ]

  private static let inForce = [
    Refused(.duplicateId, Stage.effective + [Stage.audit("U")], Stage.audit("U")),
    Refused(.periodReversed, Stage.effective, Stage.audit("U", from: "2020-12-01")),
    Refused(.noSuchAudit, Stage.effective, closeAudit),
    Refused(.auditClosed, Stage.effective + [Stage.audit("U"), closeAudit], closeAudit),
    Refused(.noSuchAmendment, Stage.effective, Stage.signAmendment("M", "a")),
    Refused(.duplicateId, Stage.effective + [Stage.amendment("M")], Stage.amendment("M")),
    Refused(.baseTermsMismatch, Stage.effective, Stage.amendment("M", base: 3)),
    Refused(.nothingToChange, Stage.effective, Stage.amendment("M", base: 1, new: 1)),
    Refused(
      .amendmentConflict,
      Stage.effective
        + [Stage.amendment("M", paths: #"[{"path": "/fee", "op": "replace"}]"#)],
      Stage.amendment("N", new: 3, paths: #"[{"path": "/fee/amount", "op": "add"}]"#)),
    Refused(
      .termsHashMismatch, Stage.effective + [Stage.amendment("M")],
      Stage.signAmendment("M", "a", 3)),
    Refused(
      .alreadySigned, Stage.effective + [Stage.amendment("M"), Stage.signAmendment("M", "a")],
      Stage.signAmendment("M", "a")),
    Refused(
      .amendmentEnded,
      Stage.effective + [
        Stage.amendment("M"), step("RejectAmendment", "party:b", #"{"amendment": "M"}"#),
      ], Stage.signAmendment("M", "a")),
    Refused(.notTheAssignor, Stage.effective, Stage.assignment("b", to: "c", by: "a")),
    Refused(.partyExists, Stage.effective, Stage.assignment("b", to: "a")),
    Refused(.partyExists, Stage.effective + [accession], accession),
    Refused(
      .consentsMissing, Stage.effective, Stage.assignment("b", to: "c", #", "consents": []"#)),
    Refused(.unknownParty, Stage.effective, Stage.assignment("z", to: "c", by: "a")),
    Refused(.duplicateId, Stage.effective + [sublicence], sublicence),
    Refused(.duplicateId, Stage.effective + [improvement], improvement),
    Refused(.duplicateId, Stage.signed + [Stage.dispute("X")], Stage.dispute("X")),
    Refused(.noSuchDispute, Stage.signed, Stage.escalate("X", "court")),
    Refused(.disputeEnded, Stage.signed + [Stage.dispute("X"), settlement], settlement),
    Refused(
      .tierNotLater,
      Stage.signed
        + [Stage.dispute("X"), Stage.escalate("X", "arbitration")], Stage.escalate("X", "mediation")
    ),
    Refused(
      .wrongTier, Stage.signed + [Stage.dispute("X"), Stage.escalate("X", "mediation")], award),
  ]

  private static let end = [
    Refused(.duplicateId, Stage.effective + [convenience], convenience),
    Refused(
      .curePeriodMissing, Stage.effective,
      Stage.notice("T", "breach", #", "takesEffectOn": "2020-12-31""#)),
    Refused(
      .noticeInPast, Stage.effective,
      Stage.notice("T", "convenience", #", "takesEffectOn": "2020-01-01""#)),
    Refused(.noSuchNotice, Stage.effective, cure),
    Refused(.noticeEnded, Stage.effective + [breach, cure], cure),
    Refused(
      .cureTooLate, Stage.effective + [breach],
      step(
        "CureBreach", "party:b", #"{"notice": "T"}"#, at: "2020-04-01T02:00:00Z")),
    Refused(.noMaturedNotice, Stage.effective, termination("party:a")),
    Refused(.noMaturedNotice, Stage.effective + [breach], termination("party:a")),
    Refused(
      .noMaturedNotice, Stage.effective + [breach, cure],
      termination("party:a", at: "2020-07-02")),
    Refused(
      .noMaturedNotice, Stage.effective + [breach, cure],
      termination("system", at: "2020-07-02")),
    Refused(
      .termNotOver, Stage.effective,
      step(
        "ExpireDeal", "system", #"{"expiredOn": "2021-01-01"}"#)),
    Refused(
      .openObligation, milestone + [step("ExpireDeal", "system")], Stage.closed.last ?? convenience),
    Refused(
      .openCase, Stage.windingUp + [Stage.openCase("C", "NONE")], Stage.closed.last ?? convenience),
    Refused(.openDispute, Stage.windingUp + [Stage.dispute("X")], Stage.closed.last ?? convenience),
    Refused(.openAudit, Stage.windingUp + [Stage.audit("U")], Stage.closed.last ?? convenience),
  ]

  private static let stewardship = [
    Refused(.noSuchRevision, Stage.proposed, Stage.correction(1, "note")),
    Refused(
      .fourEyes, Stage.proposed,
      Stage.correction(0, "note", second: "registrar-1", person: "registrar-1")),
    Refused(
      .fourEyes, Stage.proposed,
      Stage.correction(0, "note", by: "registrar:r1", second: "r1")),
    Refused(.termsAreSigned, Stage.signing, Stage.correction(3, "termsHash")),
    Refused(.termsAreSigned, Stage.signed, Stage.correction(3, "/keyTerms/royalty")),
    Refused(.nothingToChange, Stage.proposed, Stage.correction(0, "trl", was: 2)),
    Refused(.duplicateId, Stage.proposed + [hold], hold),
    Refused(.nothingToChange, Stage.proposed + [Stage.erasure("s")], Stage.erasure("s")),
    Refused(
      .nothingToChange, Stage.proposed + [Stage.erasure("s")], Stage.erasure("s", "restrict")),
    Refused(.noFieldClass, Stage.signed, Stage.disclosure("[]")),
    Refused(.classNotDisclosable, Stage.signed, Stage.disclosure(#"["statistical", "sealed"]"#)),
    Refused(.classNotDisclosable, Stage.closed, Stage.disclosure(#"["personal"]"#)),
  ]
}
