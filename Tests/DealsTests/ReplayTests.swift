import Deals
import Testing

@Suite struct `A replay` {
  /// Stories that between them hold every kind of event.
  static let stories: [[Step]] = [
    Stage.exploring + [
      Refused.sideAgreement("NDA"), Refused.dataRoom, Refused.dueDiligence,
      step("AgreeTermSheet", "party:b", #"{"termSheetHash": "$5"}"#),
      step("OpenNegotiation", "broker"), Refused.offer(base: 0),
      step("CommentTerms", "party:a", #"{"version": 1, "path": "/fee", "text": "too low"}"#),
      step("AcceptTerms", "party:a", #"{"version": 1}"#),
      step("RefuseApproval", "approver:b", #"{"party": "b", "body": "legal", "reason": "tax"}"#),
      step("WithdrawProposal", "party:a", #"{"reason": "no"}"#),
    ],
    Stage.signing + [
      step("ReopenNegotiation", "party:b", #"{"reason": "permit"}"#),
      step("DeclineProposal", "party:b", #"{"reason": "no"}"#),
    ],
    Stage.signing + [step("RefuseToSign", "signatory:b", #"{"reason": "no"}"#)],
    Stage.signed + [
      Stage.openCase("L", "CONSTITUTIVE", #", "dueOn": "2020-01-02""#),
      step("MarkCaseOverdue", "system", #"{"case": "L"}"#), Stage.file("L"),
      Stage.decide("L", "refused"), step("RescindDeal", "system", #"{"basis": "refused"}"#),
    ],
    Stage.proposed + [Refused.lapse("proposal", "2020-12-31", at: "2021-01-01")],
    Stage.effective + [
      Stage.obligation("O", "delivery"), Stage.delivery("O"),
      step("RejectDelivery", "party:a", #"{"obligation": "O", "reason": "wet"}"#),
      Stage.delivery("O"), Stage.acceptance("O"), Stage.obligation("R", "royaltyReport"),
      Stage.statement("R"), Stage.payment("P", "5", #", "obligation": "R""#),
      Refused.confirmation(), Refused.improvement, Refused.sublicence, Stage.audit("U"),
      step("RecordAuditFinding", "auditor", #"{"audit": "U", "kind": "underpayment"}"#),
      Refused.closeAudit, Stage.amendment("M"), Stage.signAmendment("M", "a"),
      Stage.signAmendment("M", "b"), Stage.amendment("N", base: 2, new: 3),
      step("RejectAmendment", "party:b", #"{"amendment": "N"}"#), Refused.accession,
      Stage.assignment("b", to: "d"), step("SuspendDeal", "registrar", #"{"ground": "order"}"#),
      step("ResumeDeal", "registrar"), Stage.dispute("X"), Stage.escalate("X", "arbitration"),
      Refused.award, Stage.dispute("Y"),
      step("SettleDispute", "party:d", #"{"dispute": "Y", "settlementHash": "$7"}"#),
      Refused.breach, step("CureBreach", "party:d", #"{"notice": "T"}"#),
      Refused.termination("party:d", #", "mutual": true"#),
      step("CloseDeal", "broker", #"{"outcome": "terminated"}"#),
      Stage.correction(0, "trl"), Refused.hold, Stage.erasure("s"),
      Stage.disclosure(#"["public", "statistical", "authority", "parties"]"#),
    ],
    Stage.windingUp,
  ]

  @Test func `takes in every kind of event, with and without keys`() throws {
    let kinds = try Self.stories.flatMap { try Story($0).events.map(\.kind) }
    #expect(Set(kinds) == Set(DealEventKind.allCases))
  }

  @Test(arguments: Self.stories.indices)
  func `names the first event that is missing`(_ story: Int) throws {
    let lines = try Story(Self.stories[story]).lines
    for missing in lines.indices.dropLast() {
      var deal = Deal()
      var fault: IllegalEvent?
      for (revision, line) in lines.enumerated() where revision != missing && fault == nil {
        fault = Self.fault(in: line, at: revision, of: &deal)
      }
      #expect(fault?.revision == missing + 1)
      #expect(fault?.reason == .wrongRevision(expected: missing))
    }
  }

  @Test(arguments: Self.stories.indices)
  func `reports an event of any other kind, or takes it, and never stops`(_ story: Int) throws {
    var deal = Deal()
    for (revision, line) in try Story(Self.stories[story]).lines.enumerated() {
      for kind in DealEventKind.allCases {
        for role in ActorRole.allCases {
          var other = deal
          let by = Attribution(role: role, party: line.by.party)
          let stray = (event: DealEvent(blank: kind), by: by, at: line.at)
          let fault = Self.fault(in: stray, at: revision, of: &other)
          #expect((fault == nil) != (other == deal))
        }
      }
      #expect(Self.fault(in: line, at: revision, of: &deal) == nil)
    }
  }

  @Test func `asks for what an event entails before anything else`() throws {
    let lines = try Story(Stage.agreed).lines
    var deal = Deal()
    for (revision, line) in lines.dropLast().enumerated() {
      #expect(Self.fault(in: line, at: revision, of: &deal) == nil)
    }
    let at = try #require(lines.last?.at)
    let approval = try #require(try Story(Stage.agreed + [Stage.approval("a")]).lines.last)
    #expect(
      Self.fault(in: approval, at: lines.count - 1, of: &deal)?.reason == .due(.termsAgreed))
    let early = (event: lines[0].event, by: lines[0].by, at: at)
    #expect(Self.fault(in: early, at: lines.count - 1, of: &deal)?.reason == .due(.termsAgreed))
  }

  @Test func `refuses what follows from nothing`() throws {
    var story = try Story(Stage.offered)
    var reference = TermsReference()
    reference.version = 1
    let stray = (
      event: DealEvent.termsAgreed(reference), by: Attribution(role: .party, party: nil),
      at: try #require(story.deal.lastAt)
    )
    let fault = Self.fault(in: stray, at: story.deal.events, of: &story.deal)
    #expect(fault?.reason == .notDue)
  }

  @Test func `refuses what lies before the last event`() throws {
    var story = try Story(Stage.proposed)
    let at = try #require(LegalTime(text: "2019-01-01T00:00:00Z"))
    let by = Attribution(role: .party, party: Identifier(text: "b"))
    let stray = (event: DealEvent.interestExpressed(Interest()), by: by, at: at)
    guard case .forbidden(let refusal)? = Self.fault(in: stray, at: 1, of: &story.deal)?.reason
    else {
      Issue.record("it was taken in")
      return
    }
    #expect(refusal.code == .timeGoesBack)
  }

  @Test func `says what was wrong`() throws {
    var deal = Deal()
    let line = try Story(Stage.proposed).lines[0]
    let fault = try #require(Self.fault(in: line, at: 3, of: &deal))
    #expect("\(fault)" == "deal.proposed.v1 at revision 3: revision 0 was expected")
  }

  private static func fault(
    in line: (event: DealEvent, by: Attribution, at: LegalTime), at revision: Int,
    of deal: inout Deal
  ) -> IllegalEvent? {
    do throws(IllegalEvent) {
      try deal.apply(line.event, by: line.by, at: line.at, revision: revision)
      return nil
    } catch {
      return error
    }
  }
}
