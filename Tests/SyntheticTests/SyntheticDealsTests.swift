import Crypto
import DealRecords
import Deals
import Foundation
import Synthetic
import Testing

@Suite struct `Synthetic deals` {
  private func digest(_ plan: SyntheticDeals) -> String {
    var hash = SHA256()
    for command in plan { hash.update(data: command.bytes + [UInt8(ascii: "\n")]) }
    return hash.finalize().map { String(format: "%02x", $0) }.joined()
  }

  /// Whoever changes this changes `SyntheticDeals.version` too.
  @Test func `are the same bytes for the same seed, for ever`() {
    #expect(SyntheticDeals.version == 3)
    #expect(
      digest(SyntheticDeals(count: 50, seed: 1))
        == "69d4aff5d75397a247c01cc15383f1b6ece1d85e5999f3567e765c09b3fb9c30")
  }

  @Test func `differ from seed to seed`() {
    let seeds: [UInt64] = [1, 2, 3, .max]
    #expect(Set(seeds.map { digest(SyntheticDeals(count: 5, seed: $0)) }).count == seeds.count)
  }

  @Test func `come in the order of time, each deal as it is told alone`() {
    let plan = SyntheticDeals(count: 120, seed: 7)
    var (last, merged) = (Int.min, [Int: [[UInt8]]]())
    for command in plan {
      #expect(command.at >= last)
      last = command.at
      merged[command.deal, default: []].append(command.bytes)
    }
    #expect(merged.count == 120)
    for (deal, commands) in merged {
      #expect(commands == plan.commands(of: deal).map(\.bytes))
    }
  }

  @Test func `keep to their years`() throws {
    let plan = SyntheticDeals(count: 40, seed: 3, years: 2018...2020)
    for command in plan {
      let year = Day(number: command.at / 86_400).civil.year
      #expect(plan.years.contains(year))
    }
  }

  @Test func `show every state, event, type, country and currency within 2,000 of seed 1`() throws {
    let plan = SyntheticDeals(count: 2000, seed: 1)
    var missing = Missing()
    // The last deals are told first: Timor-Leste joins late.
    for deal in (1...plan.count).reversed() where !missing.isEmpty {
      missing.strike(try Course(plan.commands(of: deal)))
    }
    #expect(missing.isEmpty, "\(missing)")
  }

  @Test func `have Timor-Leste among them only since it joined`() throws {
    let plan = SyntheticDeals(count: 400, seed: 5)
    for deal in 1...plan.count {
      let first = try #require(plan.commands(of: deal).first)
      let text = String(decoding: first.bytes, as: UTF8.self)
      if text.contains(#""country":"TL""#) { #expect(first.at >= 1_761_436_800) }
    }
  }

  @Test func `say in every record that they are synthetic`() throws {
    let plan = SyntheticDeals(count: 150, seed: 11)
    for command in plan {
      let object = try JSONSerialization.jsonObject(with: Data(command.bytes))
      let record = try #require(object as? [String: Any])
      #expect((record["deal"] as? String)?.hasPrefix("SYN-") == true)
      for text in words(in: record["data"] as Any) {
        #expect(text.contains("(synthetic)"), "\(command.kind): \(text)")
      }
    }
  }

  /// The texts that people wrote, wherever they stand.
  private func words(in value: Any, under name: String = "") -> [String] {
    let free: Set<String> = [
      "awardReference", "basis", "certificateNumber", "conditions", "deductions", "description",
      "document", "filingReference", "forum", "fundingAgency", "ground", "holding", "label",
      "legalBasis", "listing",
      "mandate", "material", "name", "new", "note", "old", "outcome", "phone", "place",
      "programme", "reason", "recipient", "remark", "scope", "subject", "sublicensee", "text",
      "title", "was", "is",
    ]
    switch value {
    case let members as [String: Any]:
      return members.flatMap { words(in: $1, under: free.contains(name) ? name : $0) }
    case let elements as [Any]: return elements.flatMap { words(in: $0, under: name) }
    case let text as String:
      // A code or an id may stand where in another command words do.
      let isCode = ["ground", "outcome", "scope", "subject"].contains(name) && !text.contains(" ")
      return free.contains(name) && !isCode ? [text] : []
    default: return []
    }
  }
}

/// What a deal went through, as the rules of the ledger see it.
private struct Course {
  var seen: Set<String> = []

  init(_ commands: [SyntheticCommand]) throws {
    var deal = Deal()
    for command in commands {
      let request = try CommandRequest(command.bytes)
      guard case .deal(let asked) = request.asked else { continue }
      for event in try Deal.decide(asked, findings: Self.findings(asked), given: deal) {
        try deal.apply(
          event, by: asked.actor.attribution, at: asked.at, revision: deal.events)
        seen.insert(event.kind.rawValue)
      }
    }
    seen.insert("state \(deal.phase.rawValue)")
    for type in deal.types { seen.insert("type \(type.rawValue)") }
    for member in deal.members { seen.insert("country \(member.party.country.text)") }
    for owed in deal.obligations {
      seen.insert("owed \(owed.kind.rawValue)")
      if let amount = owed.schedule.fact.amount.value ?? nil {
        seen.insert("currency \(amount.currency.text)")
      }
    }
    if let field = deal.proposal?.fact.field?.gbt4754 { seen.insert("field \(field.text)") }
  }

  /// A draft comes with its text: its hash is the ledger's to find.
  private static func findings(_ asked: DealRequest) -> Findings {
    var findings = Findings()
    if case .offerTerms(let offer) = asked.command, offer.terms != nil {
      findings.documentHash = Digest.blank
    }
    return findings
  }
}

private struct Missing: CustomStringConvertible {
  private var names: Set<String>

  init() {
    names = Set(DealEventKind.allCases.map(\.rawValue))
    names.formUnion(Phase.allCases.filter { $0 != .unopened }.map { "state \($0.rawValue)" })
    names.formUnion(AgreementType.allCases.map { "type \($0.rawValue)" })
    names.formUnion(ObligationKind.allCases.map { "owed \($0.rawValue)" })
    for code in ["BN", "CN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "TL", "VN"] {
      names.insert("country \(code)")
    }
    for code in [
      "BND", "CNY", "IDR", "KHR", "LAK", "MMK", "MYR", "PHP", "SGD", "THB", "USD", "VND",
    ] { names.insert("currency \(code)") }
    for code in ["A01", "C13", "C26", "C27", "C38", "I65"] { names.insert("field \(code)") }
  }

  var isEmpty: Bool { names.isEmpty }
  var description: String { names.sorted().joined(separator: ", ") }

  mutating func strike(_ course: Course) { names.subtract(course.seen) }
}
