import Deals
import Testing

/// A command that is refused, and what has happened before.
struct Refused: Sendable, CustomTestStringConvertible {
  let code: RefusalCode
  let given: [Step]
  let asked: Step

  init(_ code: RefusalCode, _ given: [Step], _ asked: Step) {
    (self.code, self.given, self.asked) = (code, given, asked)
  }

  var testDescription: String { "\(asked.name) after \(given.count): \(code.rawValue)" }
}

@Suite struct `A command is refused` {
  @Test(arguments: Refused.table)
  func `with the code that names the reason`(_ refused: Refused) throws {
    var story = try Story(refused.given)
    let before = story.deal
    let refusal = try #require(try story.refusal(of: refused.asked))
    #expect(refusal.code == refused.code, "\(refusal)")
    #expect(refusal.message.hasSuffix("."))
    #expect(story.deal == before)
  }

  @Test func `with every code at least once`() {
    let elsewhere: Set<RefusalCode> = [
      .aheadOfClock, .backdatedTooFar,  // LedgerClockTests
      .unsupportedKey, .keyExists, .noSuchKey, .keyRevoked,  // PartyKeysTests
      .alreadyMember, .notAMember, .otherEntry, .alreadyRecorded, .notRecorded, .alreadyEnded,
      .notYetHappened, .wrongValueKind, .unitMismatch,  // NetworkTests
    ]
    let tried = Set(Refused.table.map(\.code))
    #expect(Set(RefusalCode.allCases).subtracting(tried) == elsewhere)
  }

  @Test func `with a code in kebab case that no other has`() {
    #expect(Set(Refusal.allCodes).count == RefusalCode.allCases.count)
    for code in Refusal.allCodes {
      #expect(code.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil)
    }
  }

  @Test func `without a word of a sealed value`() throws {
    let given =
      Stage.effective + [Stage.obligation("F", "fixedPayment", Refused.amount("12345.67"))]
    var story = try Story(given)
    let usd = #", "withholdingTax": {"value": "98765", "currency": "VND"}"#
    let refusal = try #require(
      try story.refusal(of: Stage.payment("P", "4242", usd + #", "obligation": "F""#)))
    for secret in ["12345.67", "4242", "98765", "VND", "THB"] {
      #expect(!refusal.message.contains(secret))
    }
  }
}
