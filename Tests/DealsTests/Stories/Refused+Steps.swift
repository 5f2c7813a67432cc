// What the tables above name.
extension Refused {
  static func proposal(type: String = #"["OPTION"]"#, parties: [String] = ["a", "b"]) -> String {
    let parties = parties.map {
      #"{"party": "\#($0)", "role": "client", "country": "SG", "name": "N"}"#
    }
    return
      #"{"type": \#(type), "title": {"en": "T"}, "parties": [\#(parties.joined(separator: ","))]}"#
  }

  static func lapse(_ deadline: String, _ day: String, at: String) -> Step {
    step(
      "LapseDeal", "system", #"{"deadline": "\#(deadline)", "deadlineOn": "\#(day)"}"#,
      at: at + "T02:00:00Z")
  }

  static func sideAgreement(_ kind: String, _ more: String = "") -> Step {
    step("ExecuteSideAgreement", "party:a", #"{"kind": "\#(kind)", "documentHash": "$9"\#(more)}"#)
  }

  static let dataRoom = step("OpenDataRoom", "party:a", #"{"owner": "a", "readers": ["b"]}"#)
  static let dueDiligence = step(
    "RecordDueDiligence", "party:a", #"{"kind": "FTO", "outcome": "pass"}"#)

  static func offer(base: Int) -> Step {
    step("OfferTerms", "party:b", #"{"baseVersion": \#(base), "termsHash": "$2"}"#)
  }

  static let threeOffered = [
    step("ProposeDeal", "party:a", proposal(parties: ["a", "b", "c"])),
    step("ExpressInterest", "party:b"), step("OpenNegotiation", "broker"),
    step("OfferTerms", "party:a", #"{"baseVersion": 0, "termsHash": "$1"}"#),
  ]

  static func effect(_ day: String = "2020-02-01") -> Step {
    step("MakeEffective", "system", #"{"effectiveOn": "\#(day)"}"#)
  }

  static func overdue() -> Step { step("MarkCaseOverdue", "system", #"{"case": "C"}"#) }
  static let granted = [
    Stage.openCase("C", "NONE"), Stage.file("C"), Stage.decide("C", "granted"),
  ]
  static let milestone = Stage.effective + [Stage.obligation("O", "milestone")]
  static let royalty = Stage.effective + [Stage.obligation("R", "royaltyReport")]

  static func confirmation(by party: String = "a") -> Step {
    step("ConfirmPayment", "party:\(party)", #"{"payment": "P"}"#)
  }

  static let accession = step(
    "AccedeParty", "party:a",
    #"{"party": {"party": "c", "role": "host", "country": "LA", "name": "C"}}"#)
  static let closeAudit = step("CloseAudit", "auditor", #"{"audit": "U"}"#)
  static let sublicence = step(
    "GrantSublicence", "party:b",
    #"{"sublicence": "S", "sublicensee": "Mill", "territory": ["LA"]}"#)
  static let improvement = step(
    "DiscloseImprovement", "party:b", #"{"improvement": "I", "owner": "b"}"#)
  static let settlement = step(
    "SettleDispute", "party:b", #"{"dispute": "X", "settlementHash": "$7"}"#)
  static let award = step("RecordAward", "registrar", #"{"dispute": "X", "holding": "for a"}"#)
  static let convenience = Stage.notice(
    "T", "convenience", #", "takesEffectOn": "2020-06-30""#)
  static let breach = Stage.notice(
    "T", "breach", #", "takesEffectOn": "2020-06-30", "cureBy": "2020-03-31""#)
  static let cure = step("CureBreach", "party:b", #"{"notice": "T"}"#)

  static func termination(_ actor: String, _ more: String = "", at: String? = nil) -> Step {
    step(
      "TerminateDeal", actor, #"{"ground": "breach"\#(more)}"#, at: at.map { $0 + "T02:00:00Z" })
  }

  static let hold = step("PlaceLegalHold", "auditor", #"{"hold": "H", "scope": "D1"}"#)
}
