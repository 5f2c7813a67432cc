import Deals
import Testing

@Suite struct `What the ledger adds to an event` {
  private func last<Fact>(_ steps: [Step], _ fact: (DealEvent) -> Fact?) throws -> Fact {
    try #require(try Story(steps).events.compactMap(fact).last)
  }

  @Test func `is the version and the hash of an offer, in place of its document`() throws {
    var asked = step("OfferTerms", "party:b", #"{"baseVersion": 1, "terms": {"fee": 3}}"#)
    asked.findings.documentHash = Digest(text: hash(4))
    let offer = try last(Stage.offered + [asked]) {
      if case .termsOffered(let offer) = $0 { offer } else { nil }
    }
    #expect(offer.version == 2)
    #expect(offer.termsHash.text == hash(4))
    #expect(offer.terms == nil)
    #expect(offer.unchecked == [.terms])
  }

  @Test func `is a hash only if the document has it`() throws {
    var asked = step(
      "OfferTerms", "party:b", #"{"baseVersion": 1, "terms": {"fee": 3}, "termsHash": "$5"}"#)
    asked.findings.documentHash = Digest(text: hash(4))
    var story = try Story(Stage.offered)
    #expect(try story.refusal(of: asked)?.code == .termsHashMismatch)
  }

  @Test(
    arguments: [
      (nil, [.mandate, .fourEyes]), ("lee", [.mandate]),
    ] as [(String?, [UncheckedGuard])])
  func `is that four eyes were not seen, unless two persons are named`(
    _ person: String?, _ unchecked: [UncheckedGuard]
  ) throws {
    var asked = Stage.approval("b")
    asked.person = person
    let approval = try last(Stage.agreed + [asked]) {
      if case .approvalGranted(let approval) = $0 { approval } else { nil }
    }
    #expect(approval.unchecked == unchecked)
  }

  @Test func `is the assurance that was found, and never one that was claimed`() throws {
    var asked = Stage.signature("a")
    asked.findings.assurance = .verified
    asked.findings.keyId = Text(text: "k1")
    let found = try last(Stage.approved + [asked]) {
      if case .dealSigned(let signature) = $0 { signature } else { nil }
    }
    #expect(found.assurance == .verified && found.keyId?.text == "k1")
    let wet = try last(Stage.signing) {
      if case .dealSigned(let signature) = $0 { signature } else { nil }
    }
    #expect(wet.assurance == .unverified && wet.keyId == nil)
  }

  @Test(
    arguments: [
      ([], ErasureMode.erase, nil), ([("H", "s")], .restrict, ["D1/H"]),
      ([("H", "D1"), ("I", "another"), ("J", "all")], .restrict, ["D1/H", "D1/J"]),
    ] as [([(String, String)], ErasureMode, [String]?)])
  func `is what became of an erasure, and which hold stood against it`(
    _ holds: [(String, String)], _ applied: ErasureMode, _ heldBy: [String]?
  ) throws {
    let placed = holds.map {
      step("PlaceLegalHold", "registrar", #"{"hold": "\#($0.0)", "scope": "\#($0.1)"}"#)
    }
    let erasure = try last(Stage.proposed + placed + [Stage.erasure("s")]) {
      if case .personalDataErased(let erasure) = $0 { erasure } else { nil }
    }
    #expect(erasure.applied == applied && !erasure.subjectSeen)
    #expect(erasure.heldBy?.map(\.text) == heldBy)
  }

  @Test func `is what the whole ledger says of the person, beside what the deal says`() throws {
    var asked = Stage.erasure("s")
    var subject = SubjectFindings()
    subject.isHeld = true
    asked.findings.subject = subject
    let erase = try last(Stage.proposed + [asked]) { Self.erasure($0) }
    #expect(erase.applied == .erase && erase.subjectSeen && erase.heldBy == nil)

    subject.heldBy = [try #require(Text(text: "D2/H"))]
    asked.findings.subject = subject
    let held = try last(Stage.proposed + [asked]) { Self.erasure($0) }
    #expect(held.applied == .restrict && held.heldBy?.map(\.text) == ["D2/H"])

    subject.heldBy = nil
    subject.retainedUntil = Day(text: "2999-01-01")
    asked.findings.subject = subject
    let retained = try last(Stage.proposed + [asked]) { Self.erasure($0) }
    #expect(retained.applied == .restrict && retained.retainedUntil?.text == "2999-01-01")

    subject.retainedUntil = Day(text: "1999-01-01")
    asked.findings.subject = subject
    let past = try last(Stage.proposed + [asked]) { Self.erasure($0) }
    #expect(past.applied == .erase && past.retainedUntil == nil)
  }

  private static func erasure(_ event: DealEvent) -> Erasure? {
    if case .personalDataErased(let erasure) = event { erasure } else { nil }
  }

  @Test func `is an erasure once more where the person came back`() throws {
    var again = Stage.erasure("s")
    var subject = SubjectFindings()
    subject.isHeld = true
    again.findings.subject = subject
    let erasure = try last(Stage.proposed + [Stage.erasure("s"), again]) { Self.erasure($0) }
    #expect(erasure.subjectSeen)
  }

  @Test func `keeps the name of a natural person apart, under the person's own id`() throws {
    let accession = step(
      "AccedeParty", "party:a",
      #"{"party": {"party": "c", "role": "host", "country": "TH", "name": "C", "kind": "naturalPerson"}}"#
    )
    let party = try last(Stage.effective + [accession]) {
      if case .partyAcceded(let accession) = $0 { accession.party } else { nil }
    }
    #expect(party.name == nil)
    #expect(party.person.value??.name.text == "C" && party.person.value??.subject.text == "c")
    #expect(party.person.value?.dataSubject == "c")
  }

  @Test func `is whether a subject was ever seen`() throws {
    let contact = #"{"subject": "s", "name": "Somchai"}"#
    let accession = step(
      "AccedeParty", "party:a",
      #"{"party": {"party": "c", "role": "host", "country": "TH", "name": "C", "contact": \#(contact)}}"#
    )
    let erasure = try last(Stage.effective + [accession, Stage.erasure("s")]) {
      if case .personalDataErased(let erasure) = $0 { erasure } else { nil }
    }
    #expect(erasure.subjectSeen)
  }
}

@Suite struct `A payment` {
  private static let owed =
    Stage.effective + [
      Stage.obligation("F", "fixedPayment", Refused.amount("100.00"))
    ]
  private static let tax = #", "withholdingTax": {"value": "10", "currency": "THB"}"#
  private static func paid(_ id: String, _ value: String, _ more: String = "") -> Step {
    Stage.payment(id, value, #", "obligation": "F""# + more)
  }

  struct Case: Sendable {
    let payments: [Step]
    let settles: [Bool?]
  }

  static let table = [
    Case(payments: [paid("P", "100")], settles: [true]),
    Case(payments: [paid("P", "99.99"), paid("Q", "0.01")], settles: [false, true]),
    Case(payments: [paid("P", "90", tax)], settles: [true]),
    Case(payments: [paid("P", "200"), paid("Q", "1")], settles: [true, nil]),
    Case(payments: [Stage.payment("P", "100")], settles: [nil]),
    Case(
      payments: [
        step(
          "RecordPayment", "party:a",
          """
          {"payment": "P", "payer": "a", "payee": "b", "obligation": "F",
           "amount": {"value": "100", "currency": "THB"}}
          """)
      ], settles: [false]),
    Case(
      payments: [
        step(
          "RecordPayment", "party:b",
          """
          {"payment": "P", "payer": "b", "payee": "agent-of-a", "obligation": "F",
           "amount": {"value": "100", "currency": "USD"}}
          """)
      ], settles: [false]),
  ]

  @Test(arguments: table)
  func `settles what it names when the sum reaches the amount`(_ given: Case) throws {
    let story = try Story(Self.owed + given.payments)
    let settles = story.events.compactMap { event -> Payment? in
      if case .paymentRecorded(let payment) = event { payment } else { nil }
    }.map(\.settles)
    #expect(settles == given.settles)
    #expect(story.deal.obligations[0].isOpen == !given.settles.contains(true))
    #expect(story.withoutKeys.obligations[0].status == story.deal.obligations[0].status)
  }

  @Test func `settles an obligation of unknown amount, and says so`() throws {
    let story = try Story(
      Stage.effective + [Stage.obligation("F", "minimumRoyalty"), Self.paid("P", "1")])
    guard case .paymentRecorded(let payment)? = story.events.last else { return }
    #expect(payment.settles == true && payment.unchecked == [.terms])
  }

  @Test func `cannot be summed where keys are gone, and says so`() throws {
    var story = try Story(Self.owed)
    let request = try story.request(Self.paid("P", "100"))
    let events = try Deal.decide(request, findings: Findings(), given: story.withoutKeys)
    guard case .paymentRecorded(let payment)? = events.first else { return }
    #expect(payment.settles == false && payment.unchecked == [.sealedValue])
  }

  @Test func `has a reference of its payer's, and is confirmed by its payee`() throws {
    let back = step(
      "RecordPayment", "registrar",
      #"{"payment": "P", "payer": "a", "payee": "b", "amount": {"value": "1", "currency": "THB"}}"#)
    let deal = try Story(Stage.signed + [Stage.payment("P", "5"), back, Refused.confirmation()])
      .deal
    #expect(deal.payments.map { $0.confirmation != nil } == [true, false])
  }
}

@Suite struct `An obligation` {
  @Test func `ends with the winding up, if it is to report or to audit`() throws {
    let given =
      Stage.effective + [
        Stage.obligation("R", "royaltyReport"), Stage.obligation("A", "auditRight"),
        step("ExpireDeal", "system"), Stage.statement("R"),
        step("CloseDeal", "party:b", #"{"outcome": "expired"}"#),
      ]
    #expect(try Story(given).deal.phase == .closed)
  }

  @Test func `is delivered again where it recurs`() throws {
    let once = [Stage.delivery("O"), Stage.acceptance("O")]
    let yearly = Stage.obligation("O", "training", #", "recurrence": "yearly""#)
    let deal = try Story(Stage.effective + [yearly] + once + once).deal
    #expect(deal.obligations[0].deliveries.count == 2 && deal.obligations[0].status == .accepted)
  }

  @Test func `passes to the successor of its debtor`() throws {
    let given = Refused.milestone + [Stage.assignment("b", to: "c")]
    #expect(throws: Never.self) { try Story(given + [Stage.delivery("O", by: "c")]) }
  }

  @Test func `keeps its first statement when it is corrected`() throws {
    let given =
      Refused.royalty + [Stage.statement("R"), Stage.statement("R", "6", #", "corrects": true"#)]
    let statements = try Story(given).deal.obligations[0].statements
    #expect(statements.map { $0.fact.royaltyDue.value?.value.text } == ["5", "6"])
  }
}

@Suite struct `A case` {
  private static func signed(_ steps: Step...) -> [Step] { Stage.signed + steps }

  @Test func `lifts its gate under conditions`() throws {
    let given = Self.signed(
      Stage.openCase("L", "CONSTITUTIVE"), Stage.file("L"), Stage.decide("L", "conditional"))
    #expect(try Story(given + [Refused.effect()]).deal.phase == .effective)
  }

  @Test func `may be granted once its conditions are met, and not twice`() throws {
    let given = Self.signed(
      Stage.openCase("L", "CONSTITUTIVE"), Stage.file("L"), Stage.decide("L", "conditional"),
      Stage.decide("L", "granted"))
    var story = try Story(given)
    #expect(story.deal.cases[0].status == .granted)
    #expect(try story.refusal(of: Stage.decide("L", "refused"))?.code == .caseDecided)
  }

  @Test func `gives way to a later case for the same rule`() throws {
    let again = step(
      "OpenRegulatoryCase", "party:a",
      #"{"case": "M", "rule": "RULE-L", "jurisdiction": "CN", "effect": "CONSTITUTIVE"}"#)
    let given = Self.signed(
      Stage.openCase("L", "CONSTITUTIVE"), Stage.file("L"), Stage.decide("L", "refused"), again,
      Stage.file("M"), Stage.decide("M", "granted"), Refused.effect())
    #expect(try Story(given).deal.phase == .effective)
  }

  @Test func `may be filed late`() throws {
    let given = Self.signed(
      Stage.openCase("L", "NONE", #", "dueOn": "2020-01-01""#),
      step("MarkCaseOverdue", "system", #"{"case": "L"}"#), Stage.file("L"))
    let late = try Story(given).deal.cases[0]
    #expect(late.status == .filed && late.overdueSince != nil)
  }

  @Test(arguments: ["THIRD_PARTY+DAMAGES", "NON_CONSTITUTIVE", "UNKNOWN", "VOID"])
  func `of another effect blocks nothing`(_ effect: String) throws {
    let given = Self.signed(Stage.openCase("L", effect), Refused.effect())
    #expect(try Story(given).deal.phase == .effective)
  }
}

@Suite struct `Terms` {
  @Test func `are agreed when the last party accepts`() throws {
    var story = try Story(Refused.threeOffered)
    let accepted = #"{"version": 1}"#
    #expect(try story.happen(step("AcceptTerms", "party:b", accepted)).count == 1)
    let last = try story.happen(step("AcceptTerms", "party:c", accepted))
    #expect(last.map(\.kind) == [.termsAccepted, .termsAgreed])
  }

  @Test func `can be agreed again after a reopening, with new approvals and signatures`() throws {
    let given =
      Stage.signing + [
        step("ReopenNegotiation", "party:b", #"{"reason": "permit"}"#),
        step("AcceptTerms", "party:b", #"{"version": 1}"#), Stage.approval("a"),
        Stage.approval("b"), Stage.signature("a"), Stage.signature("b"),
      ]
    let deal = try Story(given).deal
    #expect(deal.phase == .signed && deal.standingSignatures.count == 2)
    #expect(deal.signatures.filter(\.isVoided).count == 1)
    #expect(deal.approvals.filter(\.isVoided).count == 2)
  }

  @Test func `go back to negotiation when an approval is refused`() throws {
    let refusal = step(
      "RefuseApproval", "approver:b", #"{"party": "b", "body": "legal", "reason": "tax"}"#)
    let deal = try Story(Stage.agreed + [Stage.approval("a"), refusal]).deal
    #expect(deal.phase == .negotiating && deal.agreed == nil)
    #expect(deal.currentVersion?.acceptances.isEmpty == true)
  }

  @Test func `in force change on the day that an amendment says`() throws {
    let amendment = step(
      "ProposeAmendment", "party:a",
      """
      {"amendment": "M", "baseTermsHash": "$1", "newTermsHash": "$2",
       "effectiveFrom": "2021-01-01"}
      """)
    let given =
      Stage.effective + [
        amendment, Stage.signAmendment("M", "a"), Stage.signAmendment("M", "b"),
      ]
    let deal = try Story(given).deal
    let days = [("2020-01-01", 1), ("2020-12-31", 1), ("2021-01-01", 2)]
    for (text, digit) in days {
      let day = try #require(Day(text: text))
      #expect(deal.terms(inForceOn: day)?.hash.text == hash(digit))
    }
  }

  @Test func `are amended when every party of that day has signed`() throws {
    let given =
      Stage.effective + [
        Stage.amendment("M"), Stage.signAmendment("M", "b"), Stage.assignment("b", to: "d"),
        Refused.accession, Stage.signAmendment("M", "a"),
      ]
    var story = try Story(given)
    #expect(story.deal.amendments[0].isOpen)
    let last = try story.happen(Stage.signAmendment("M", "c"))
    #expect(last.map(\.kind) == [.amendmentSigned, .amendmentConcluded])
  }
}

@Suite struct `A deal ends` {
  struct Case: Sendable {
    let given: [Step]
    let asked: Step
    let unchecked: [UncheckedGuard]?
  }

  static let terminations = [
    Case(
      given: [Refused.breach], asked: Refused.termination("party:a", at: "2020-07-01"),
      unchecked: nil),
    Case(
      given: [Refused.convenience], asked: Refused.termination("party:b", at: "2020-06-30"),
      unchecked: nil),
    Case(
      given: [], asked: Refused.termination("party:b", #", "mutual": true"#),
      unchecked: [.consents]),
    Case(given: [], asked: Refused.termination("system"), unchecked: [.authorityOrder]),
  ]

  @Test(arguments: terminations)
  func `by notice, by consent or by order`(_ given: Case) throws {
    let story = try Story(Stage.effective + given.given + [given.asked])
    guard case .dealTerminated(let termination)? = story.events.last else {
      Issue.record("it was not terminated")
      return
    }
    #expect(story.deal.phase == .windingUp && termination.unchecked == given.unchecked)
  }

  @Test(
    arguments: [
      ("system", "refused", nil), ("party:b", "granted", [.conditions, .consents]),
    ] as [(String, String, [UncheckedGuard]?)])
  func `by rescission, with or without a refusal`(
    _ actor: String, _ ruling: String, _ unchecked: [UncheckedGuard]?
  ) throws {
    let given =
      Stage.signed + [
        Stage.openCase("L", "CONSTITUTIVE"), Stage.file("L"), Stage.decide("L", ruling),
        step("RescindDeal", actor, #"{"basis": "as agreed"}"#),
      ]
    guard case .dealRescinded(let rescission)? = try Story(given).events.last else { return }
    #expect(rescission.unchecked == unchecked)
  }

  @Test func `by the word of the broker that proposed it`() throws {
    let given = [
      step("ProposeDeal", "broker:cattc", Refused.proposal()),
      step("WithdrawProposal", "broker:cattc", #"{"reason": "no takers"}"#),
    ]
    #expect(try Story(given).deal.phase == .withdrawn)
  }

  @Test func `when a signing window that the ledger does not know is over`() throws {
    let story = try Story(
      Stage.signing + [Refused.lapse("signing", "2020-03-01", at: "2020-03-02")])
    guard case .dealLapsed(let lapse)? = story.events.last else { return }
    #expect(story.deal.phase == .lapsed && lapse.unchecked == [.terms])
  }
}

@Suite struct `A data room` {
  @Test(arguments: [
    "", #", "validUntil": "2020-12-31""#, #", "boundParties": []"#,
    #", "boundParties": ["b", "a"]"#,
  ])
  func `opens under an NDA that binds owner and readers`(_ more: String) throws {
    let given = Stage.exploring + [Refused.sideAgreement("NDA", more), Refused.dataRoom]
    #expect(try Story(given).deal.dataRooms.count == 1)
  }

  @Test func `opens under an NDA that both parties record`() throws {
    let other = step("ExecuteSideAgreement", "party:b", #"{"kind": "NDA", "documentHash": "$9"}"#)
    let given = Stage.exploring + [Refused.sideAgreement("NDA"), other, Refused.dataRoom]
    #expect(try Story(given).deal.sideAgreements.count == 2)
  }
}
