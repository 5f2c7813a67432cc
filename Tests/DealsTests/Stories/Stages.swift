/// How a deal of two parties gets to each stage; `$1` is the hash of its only version.
enum Stage {
  static let proposed = [
    step(
      "ProposeDeal", "party:a",
      """
      {"type": ["KNOW_HOW"], "title": {"en": "Drying"}, "validUntil": "2020-12-31",
       "parties": [{"party": "a", "role": "licensor", "country": "CN", "name": "A"},
                   {"party": "b", "role": "licensee", "country": "TH", "name": "B"}]}
      """)
  ]
  static let exploring = proposed + [step("ExpressInterest", "party:b")]
  static let negotiating = exploring + [step("OpenNegotiation", "party:a")]
  static let offered =
    negotiating + [
      step(
        "OfferTerms", "party:a",
        #"{"baseVersion": 0, "termsHash": "$1", "validUntil": "2020-12-31"}"#, person: "wei")
    ]
  static let agreed = offered + [step("AcceptTerms", "party:b", #"{"version": 1}"#)]
  static let approved =
    agreed + [
      approval("a", #""board""#), approval("b", #""TTO""#),
    ]
  static let signing = approved + [signature("a")]
  static let signed = signing + [signature("b")]
  static let effective =
    signed + [step("MakeEffective", "system", #"{"effectiveOn": "2020-02-01"}"#)]
  static let suspended = effective + [step("SuspendDeal", "party:a", #"{"ground": "flood"}"#)]
  static let windingUp = effective + [step("ExpireDeal", "system")]
  static let closed = windingUp + [step("CloseDeal", "party:a", #"{"outcome": "expired"}"#)]

  static func approval(_ party: String, _ body: String = #""board""#, _ more: String = "") -> Step {
    step(
      "GrantApproval", "approver:\(party)",
      #"{"party": "\#(party)", "body": \#(body), "termsHash": "$1"\#(more)}"#)
  }

  static func signature(_ party: String, on day: String = "2020-01-05") -> Step {
    step(
      "SignDeal", "signatory:\(party)",
      #"{"party": "\#(party)", "termsHash": "$1", "signedOn": "\#(day)", "format": "wet"}"#)
  }

  static func openCase(_ id: String, _ effect: String, _ more: String = "") -> Step {
    step(
      "OpenRegulatoryCase", "system",
      #"{"case": "\#(id)", "rule": "RULE-\#(id)", "jurisdiction": "CN", "effect": "\#(effect)"\#(more)}"#
    )
  }

  static func file(_ id: String, by party: String = "a") -> Step {
    step("FileRegulatoryCase", "party:\(party)", #"{"case": "\#(id)"}"#)
  }

  static func decide(_ id: String, _ ruling: String) -> Step {
    step(
      "RecordRegulatoryDecision", "registrar", #"{"case": "\#(id)", "decision": "\#(ruling)"}"#)
  }

  static func obligation(_ id: String, _ kind: String, _ more: String = "") -> Step {
    step(
      "ScheduleObligation", "system",
      #"{"obligation": "\#(id)", "kind": "\#(kind)", "debtor": "b", "creditor": "a"\#(more)}"#)
  }

  static func payment(_ id: String, _ value: String, _ more: String = "", by: String = "party:b")
    -> Step
  {
    step(
      "RecordPayment", by,
      """
      {"payment": "\(id)", "payer": "b", "payee": "a",
       "amount": {"value": "\(value)", "currency": "THB"}\(more)}
      """)
  }

  static func statement(
    _ obligation: String, _ due: String = "5", currency: String = "THB", _ more: String = "",
    from: String = "2020-01-01", by: String = "party:b"
  ) -> Step {
    step(
      "SubmitRoyaltyStatement", by,
      """
      {"obligation": "\(obligation)", "period": {"from": "\(from)", "to": "2020-03-31"},
       "netSales": {"value": "100", "currency": "THB"},
       "royaltyDue": {"value": "\(due)", "currency": "\(currency)"}\(more)}
      """)
  }

  static func delivery(_ id: String, by party: String = "b") -> Step {
    step("RecordDelivery", "party:\(party)", #"{"obligation": "\#(id)"}"#)
  }

  static func acceptance(_ id: String, by party: String = "a") -> Step {
    step("AcceptDelivery", "party:\(party)", #"{"obligation": "\#(id)"}"#)
  }

  static func audit(_ id: String, from: String = "2020-01-01") -> Step {
    step(
      "OpenAudit", "party:a",
      #"{"audit": "\#(id)", "period": {"from": "\#(from)", "to": "2020-06-30"}}"#)
  }

  static func amendment(_ id: String, base: Int = 1, new: Int = 2, paths: String = "[]") -> Step {
    step(
      "ProposeAmendment", "party:a",
      """
      {"amendment": "\(id)", "baseTermsHash": "$\(base)", "newTermsHash": "$\(new)",
       "redline": \(paths)}
      """)
  }

  static func signAmendment(_ id: String, _ party: String, _ hash: Int = 2) -> Step {
    step(
      "SignAmendment", "signatory:\(party)",
      #"{"amendment": "\#(id)", "party": "\#(party)", "termsHash": "$\#(hash)"}"#)
  }

  static func notice(_ id: String, _ ground: String, _ more: String) -> Step {
    step(
      "GiveTerminationNotice", "party:a", #"{"notice": "\#(id)", "ground": "\#(ground)"\#(more)}"#)
  }

  static func assignment(_ from: String, to: String, _ more: String = "", by: String? = nil)
    -> Step
  {
    step(
      "AssignPosition", "party:\(by ?? from)",
      """
      {"fromParty": "\(from)",
       "party": {"party": "\(to)", "role": "licensee", "country": "TH", "name": "C"}\(more)}
      """)
  }

  static func dispute(_ id: String) -> Step {
    step("RaiseDispute", "party:a", #"{"dispute": "\#(id)"}"#)
  }

  static func escalate(_ id: String, _ tier: String) -> Step {
    step(
      "EscalateDispute", "party:a",
      #"{"dispute": "\#(id)", "tier": "\#(tier)", "forum": "SIAC", "seat": "Singapore"}"#)
  }

  static func correction(
    _ revision: Int, _ field: String, by: String = "registrar",
    was: Int = 1, second: String = "registrar-2", person: String? = nil
  ) -> Step {
    step(
      "CorrectRecord", by,
      """
      {"correctsRevision": \(revision), "field": "\(field)", "was": \(was), "is": 2,
       "reason": "typing error", "secondRegistrar": "\(second)"}
      """, person: person)
  }

  static func erasure(_ subject: String, _ mode: String = "erase") -> Step {
    step(
      "ErasePersonalData", "privacyOfficer",
      #"{"subject": "\#(subject)", "legalBasis": "PDPA", "mode": "\#(mode)"}"#)
  }

  static func disclosure(_ classes: String) -> Step {
    step("DiscloseToMinistry", "registrar", #"{"recipient": "MOST", "fieldClasses": \#(classes)}"#)
  }
}
