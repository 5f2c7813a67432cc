import Deals
import Testing

@Suite struct `A given deal` {
  @Test(arguments: Scenarios.given)
  func `ends as it should`(_ name: String) throws {
    let about = try Scenarios.tree("\(name).about.json")
    let story = try Scenarios.story(name)
    #expect(story.deal.phase.rawValue == about["expect"]?["finalState"]?.text)
  }

  @Test func `voids the signature and the approvals when negotiation reopens`() throws {
    let story = try Scenarios.story("D03", after: 16)
    #expect(
      story.events.suffix(4).map(\.kind) == [
        .negotiationReopened, .signatureVoided, .approvalVoided, .approvalVoided,
      ])
    #expect(story.deal.standingSignatures.isEmpty)
  }

  @Test func `takes the terms of a concluded amendment`() throws {
    let deal = try Scenarios.story("D02").deal
    #expect(deal.termsInForce.count == 2)
    #expect(deal.termsInForce.last?.amendment?.text == "A1")
  }

  @Test func `hands a place over to a successor`() throws {
    let deal = try Scenarios.story("D10").deal
    #expect(deal.parties.map(\.text) == ["bigearth", "sg-client-2"])
  }
}

@Suite struct `A command that must be refused` {
  struct Given: Sendable, CustomTestStringConvertible {
    let id: String
    let code: RefusalCode
    var testDescription: String { "\(id): \(code.rawValue)" }
  }

  static let expected: [Given] = [
    Given(id: "N01", code: .wrongState), Given(id: "N02", code: .staleVersion),
    Given(id: "N03", code: .staleVersion), Given(id: "N07", code: .negotiationBlocked),
    Given(id: "N08", code: .notAParty), Given(id: "N09", code: .ownProposal),
    Given(id: "N14", code: .notTheCreditor), Given(id: "N15", code: .termsHashMismatch),
    Given(id: "N17", code: .dealEnded), Given(id: "N19", code: .timeGoesBack),
    Given(id: "N21", code: .roleNotAllowed), Given(id: "N22", code: .roleNotAllowed),
  ]

  @Test(arguments: expected)
  func `is refused for the stated reason`(_ given: Given) throws {
    guard case .list(let cases) = try Scenarios.tree("must-refuse.json") else { return }
    #expect(cases.count == Self.expected.count)
    let found = try #require(cases.first { $0["id"]?.text == given.id })
    guard case .integer(let count)? = found["afterCommands"] else { return }
    let story = try Scenarios.story(try #require(found["afterDeal"]?.text), after: count)
    let request = try DealRequest(try #require(found["command"]))
    let refusal = #expect(throws: Refusal.self) {
      try Deal.decide(request, findings: Findings(), given: story.deal)
    }
    #expect(refusal?.code == given.code)
  }
}
