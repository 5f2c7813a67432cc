import DealRecords
import Deals
import EventLog
import Projections
import Testing

@Suite struct `The audit trail` {
  let log: TemporaryLog

  init() throws {
    log = try TemporaryLog()
    try log.submit(Scenarios.interleaved())
  }

  @Test func `says who did what, of deals, parties and the ledger`() throws {
    let all = AuditTrail(of: log.store)
    let trail = try all.entries()
    #expect(trail.map(\.position) == Array(0..<trail.count))
    #expect(trail[0].subject == "ledger")
    #expect(trail[0].summary.hasPrefix("Ledger created ("))
    #expect(trail.contains { $0.subject.hasPrefix("party/") && $0.summary.hasPrefix("Party key") })
    var filter = AuditFilter()
    filter.subject = try StreamName("deal/D01")
    let deal = try all.entries(matching: filter)
    #expect(deal.map(\.revision) == Array(0..<deal.count))
    #expect(
      deal[0].summary
        == "Deal proposed (title Anti-SARS-CoV-2 drugs from Chinese and Thai natural medicin…, "
        + "type JOINT_DEVELOPMENT)")
    #expect(deal[0].party == "gxucm")
    filter.after = GlobalPosition(UInt64(deal[3].position))
    filter.limit = 2
    #expect(try all.entries(matching: filter) == Array(deal[4...5]))
  }

  @Test func `gives no sealed value away in a summary`() throws {
    let summaries = try AuditTrail(of: log.store).entries().filter { $0.subject.hasPrefix("deal/") }
      .map(\.summary).joined()
    #expect(!summaries.contains("reason"))
    #expect(!summaries.contains("amount"))
    #expect(summaries.contains("termsHash sha256:"))
  }

  private func entries(_ set: (inout AuditFilter) throws -> Void) throws -> [AuditEntry] {
    var filter = AuditFilter()
    try set(&filter)
    return try AuditTrail(of: log.store).entries(matching: filter)
  }

  @Test func `is asked for by role, party, type and place`() throws {
    let all = try AuditTrail(of: log.store).entries()
    let registrar = try entries { $0.role = .registrar }
    #expect(registrar == all.filter { $0.role == "registrar" } && !registrar.isEmpty)
    let party = try entries { $0.party = Identifier(text: "caih") }
    #expect(party == all.filter { $0.party == "caih" } && !party.isEmpty)
    let offers = try entries { $0.type = "deal.terms-offered.v1" }
    #expect(offers == all.filter { $0.type == "deal.terms-offered.v1" } && !offers.isEmpty)
    let place = GlobalPosition(UInt64(party[1].position))
    let later = try entries {
      ($0.party, $0.after, $0.limit) = (Identifier(text: "caih"), place, 2)
    }
    #expect(later == Array(party[2...3]))
    #expect(try entries { $0.limit = 0 } == [])
    #expect(try entries { $0.after = GlobalPosition(.max) } == [])
    #expect(try entries { $0.subject = try StreamName("deal/none") } == [])
  }

  @Test func `ends where it is asked to`() throws {
    let size = GlobalPosition(9)
    let trail = AuditTrail(of: log.store, before: size)
    #expect(try trail.entries().map(\.position) == Array(0..<9))
    var filter = AuditFilter()
    filter.subject = try StreamName("deal/D01")
    let expected = try AuditTrail(of: log.store).entries(matching: filter).filter {
      $0.position < 9
    }
    #expect(try trail.entries(matching: filter) == expected)
  }

  @Test func `shows an event of a type that is not known, and says so`() throws {
    let log = try TemporaryLog()
    let deal = try #require(Identifier(text: "D01"))
    try log.append([NewEvent(type: "deal.sung.v9", data: Array("{}".utf8))], to: .deal(deal))
    try log.submit(Array(Scenarios.commands(of: "D02").prefix(1)))
    let entry = try AuditTrail(of: log.store).entries()[1]
    #expect(entry.type == "deal.sung.v9" && entry.subject == "deal/D01")
    #expect(entry.summary == "cannot be read: \(FoldFault.unknownType("deal.sung.v9"))")
  }
}
