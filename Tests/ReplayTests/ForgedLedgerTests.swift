import DealRecords
import Deals
import EventLog
import Replay
import Testing

/// What only the rules can find: tree, indexes and digests of a forged log are right.
@Suite struct `A forged ledger` {
  private static let disclosure = """
    {"command":"DiscloseImprovement","deal":"D05","at":"2016-07-01T02:00:00Z",\
    "actor":{"party":"ynnu","role":"party"},"data":{"improvement":"I1","owner":"ynnu"}}
    """

  @Test func `holds where nothing was changed`() async throws {
    let ledger = try await ForgedLedger("D05", commands: 12)
    try await ledger.forge(Self.disclosure) { _ in }
    #expect(try ledger.verify().verdict == .holds)
  }

  @Test func `does not hold where a deal closes out of nowhere`() async throws {
    let closing = """
      {"command":"CloseDeal","deal":"D05","at":"2016-07-01T02:00:00Z",\
      "actor":{"party":"ynnu","role":"party"},"data":{"outcome":"fulfilled"}}
      """
    let ledger = try await ForgedLedger("D05", commands: 6)
    try await ledger.forge(closing) {
      #expect($0.events.isEmpty)
      try $0.append(.closing)
    }
    let certificate = try ledger.verify()
    #expect(certificate.verdict(of: .log) == .holds)
    #expect(certificate.verdict(of: .decisions) == .doesNotHold)
    #expect(certificate.codes.isSuperset(of: [.refusedAgain, .illegalEvent]))
    #expect(certificate.divergences.allSatisfy { $0.place.description.contains("deal/D05") })
  }

  @Test func `does not hold where a payment settles what it does not`() async throws {
    let owed = """
      {"command":"ScheduleObligation","deal":"D05","at":"2016-06-14T02:00:00Z",\
      "actor":{"role":"system"},"data":{"obligation":"F1","kind":"fixedPayment","debtor":"remi",\
      "creditor":"ynnu","dueOn":"2017-09-30","amount":{"value":"1000","currency":"LAK"}}}
      """
    let paid = """
      {"command":"RecordPayment","deal":"D05","at":"2016-06-20T02:00:00Z",\
      "actor":{"party":"remi","role":"party"},"data":{"payment":"P1","obligation":"F1",\
      "payer":"remi","payee":"ynnu","amount":{"value":"10","currency":"LAK"},\
      "paidOn":"2016-06-20"}}
      """
    let ledger = try await ForgedLedger("D05", commands: 12)
    try await ledger.forge(owed) { _ in }
    try await ledger.forge(paid) { try $0.replace(#""settles":false"#, with: #""settles":true"#) }
    let certificate = try ledger.verify()
    #expect(certificate.verdict(of: .log) == .holds)
    #expect(certificate.codes == [.decidedOtherwise])
  }

  @Test func `does not hold where an event has other data than its command`() async throws {
    let ledger = try await ForgedLedger("D05", commands: 12)
    try await ledger.forge(Self.disclosure) { try $0.replace(#""I1""#, with: #""I2""#) }
    #expect(try ledger.verify().codes == [.decidedOtherwise])
  }

  private static func opening(_ more: String = "") -> String {
    """
    {"command":"OpenRegulatoryCase","deal":"D05","at":"2016-07-01T02:00:00Z",\
    "actor":{"role":"system"},"data":{"case":"C1","rule":"CN-FREE-REG","jurisdiction":"CN",\
    "effect":"NON_CONSTITUTIVE"\(more)}}
    """
  }

  @Test(arguments: [
    (#","procedure":"registration""#, "deal.regulatory-case-opened.v1"),
    ("", "deal.regulatory-case-opened.v2"),
  ])
  func `does not hold where an event is of another version than the lowest that holds it`(
    _ more: String, _ type: String
  ) async throws {
    let intact = try await ForgedLedger("D05", commands: 12)
    try await intact.forge(Self.opening(more)) { #expect($0.events.first?.type != type) }
    #expect(try intact.verify().verdict == .holds)
    let ledger = try await ForgedLedger("D05", commands: 12)
    try await ledger.forge(Self.opening(more)) { try $0.retype(type) }
    let certificate = try ledger.verify()
    #expect(certificate.verdict(of: .log) == .holds)
    #expect(certificate.codes.contains(.unreadableEvent))
  }

  @Test func `does not hold where an event of a command is missing`() async throws {
    let lines = try SampleLedger.lines(of: "D05")
    let ledger = try await ForgedLedger("D05", commands: 9)
    try await ledger.forge(lines[9]) {
      #expect($0.events.count == 2)
      $0.events.removeLast()
    }
    let certificate = try ledger.verify()
    #expect(certificate.codes == [.decidedOtherwise])
    #expect(certificate.divergences.first?.message.contains("deal.fully-signed.v1") == true)
  }

  @Test func `does not hold where a command has an event too many`() async throws {
    let ledger = try await ForgedLedger("D05", commands: 12)
    try await ledger.forge(Self.disclosure) { $0.events.append($0.events[0]) }
    #expect(try ledger.verify().codes.contains(.decidedOtherwise))
  }

  @Test(arguments: [
    "actor", "occurred", "time", "subject", "findings", "request", "data", "document",
  ])
  func `does not hold where a part of it was forged`(_ part: String) async throws {
    let expected: [String: DivergenceCode] = [
      "findings": .attributeDiffers, "request": .unreadableRequest, "data": .unreadableEvent,
      "document": .documentMissing,
    ]
    let ledger = try await ForgedLedger("D05", commands: 12)
    try await ledger.forge(Self.disclosure) { try $0.forge(part) }
    let certificate = try ledger.verify()
    #expect(
      certificate.codes.contains(expected[part] ?? .attributeDiffers), "\(certificate.text.plain)")
  }

  @Test func `does not hold where it is founded twice`() async throws {
    let ledger = try await ForgedLedger("D05", commands: 3)
    let created = ledger.created
    try await ledger.forge(Self.disclosure) { $0.record(.created(created)) }
    #expect(try ledger.verify().codes == [.illegalEvent])
  }
}

extension Certificate {
  var codes: Set<DivergenceCode> { Set(divergences.map(\.code)) }
}

extension Fact {
  static let closing = Fact.deal(.dealClosed(Closing()))
}

extension Forgery {
  fileprivate mutating func forge(_ part: String) throws {
    switch part {
    case "actor": actor = "party:remi"
    case "occurred": occurred = "2016-07-01T03:00:00Z"
    case "time": time = try #require(RecordTime("2016-07-01T02:00:00.000001Z"))
    case "subject": stream = try StreamName("deal/D06")
    case "findings": findings.now = findings.now.advanced(bySeconds: 1)
    case "request": request = Array("{}".utf8)
    case "data": events = [NewEvent(type: events[0].type, data: Array("{}".utf8))]
    case "document": findings.documentHash = Digest.blank
    default: Issue.record("no part is called \(part)")
    }
  }
}
