import Crypto
import DealRecords
import Deals
import Foundation
import Ledger
import Testing

@Suite struct `In a live ledger` {
  let clock = TestClock("2026-11-21T09:00:00.000000Z")
  let temporary: TemporaryLedger

  init() throws { temporary = try TemporaryLedger(clock, backdateDays: 30) }

  @Test(arguments: [
    ("2026-11-21T09:05:00Z", "party", "accepted"),
    ("2026-11-21T09:05:01Z", "party", "ahead-of-clock"),
    ("2026-11-21T16:05:00+07:00", "party", "accepted"),
    ("2026-11-21T16:05:01+07:00", "party", "ahead-of-clock"),
    ("2026-10-22T09:00:00Z", "party", "accepted"),
    ("2026-10-22T08:59:59Z", "party", "backdated-too-far"),
    ("2026-10-22T08:59:59Z", "broker", "backdated-too-far"),
  ])
  func `a command may lie so far from the clock`(at: String, role: String, code: String)
    async throws
  {
    let outcome = try await temporary.submit(Commands.propose("D1", at: at, role: role))
    #expect(outcome.code == code)
  }

  @Test func `a registrar may record what happened long ago, and not what is to come`() async throws
  {
    let key = Curve25519.Signing.PrivateKey().jwk
    for (at, code) in [
      ("1999-01-01T00:00:00Z", "accepted"), ("2026-11-21T09:05:01Z", "ahead-of-clock"),
    ] {
      #expect(
        try await temporary.submit(Commands.registerKey("p-\(code)", key, at: at)).code == code)
    }
  }

  @Test func `record time is the clock's, and legal time the command's`() async throws {
    clock.pass(seconds: 90)
    _ = try await temporary.submit(Commands.propose("D1", at: "2026-11-20T09:00:00+07:00"))
    let line = try #require(try temporary.ledger.lines().last)
    #expect(line["time"] == "2026-11-21T09:01:30.000000Z")
    #expect(line["occurred"] == "2026-11-20T09:00:00+07:00")
  }

  @Test func `record time never goes back, though the clock does`() async throws {
    clock.pass(seconds: 3000)
    #expect(try await record("a").code == "accepted")
    clock.set(by: -3600)
    #expect(try await record("b").code == "accepted")
    let times = try temporary.ledger.lines().compactMap { $0["time"] }
    #expect(times == times.sorted())
    #expect(times.last == "2026-11-21T09:50:00.000000Z")
  }

  @Test func `nothing is recorded once the clock has gone back by over an hour`() async throws {
    let last = clock.now
    clock.set(by: -3601)
    let expected = LedgerFault.clockWentBack(to: clock.now, last: last)
    await #expect(throws: expected) { try await record("a") }
    #expect("\(expected)".contains("2026-11-21T07:59:59.000000Z"))
    clock.set(by: 3601)
    #expect(try await record("a").code == "accepted")
  }

  @Test func `a ledger that is opened under a clock that was set back records nothing`()
    async throws
  {
    let folder = TemporaryFolder()
    let plan = LedgerPlan(origin: "example.org/test", clock: .live)
    try Ledger.create(at: folder.path, plan, clock: { [clock] in clock.now })
    clock.set(by: -3601)
    let ledger = try Ledger(
      at: folder.path, clock: { [clock] in clock.now }, elapsed: { [clock] in clock.elapsed })
    let command = IncomingCommand(Array(Commands.propose("D1", at: "2026-11-21T07:00:00Z").utf8))
    await #expect(throws: LedgerFault.self) { try await ledger.handle(command) }
    #expect(try ledger.size == 1)
  }

  @Test func `nothing is recorded once the clock has run over a day ahead of the time that passed`()
    async throws
  {
    #expect(try await record("a").code == "accepted")
    clock.pass(seconds: 7 * 86_400)
    #expect(try await record("b").code == "accepted")
    let right = clock.now
    clock.set(by: 86_401)
    let expected = LedgerFault.clockRanAhead(to: clock.now, expected: right, keptAt: nil)
    await #expect(throws: expected) { try await record("c") }
    #expect("\(expected)".contains(right.text))
    clock.set(by: -1)
    #expect(try await record("c").code == "accepted")
  }

  @Test func `a clock that was set ahead between two processes is noticed by the second`()
    async throws
  {
    let folder = TemporaryFolder()
    let plan = LedgerPlan(origin: "example.org/test", clock: .live)
    try Ledger.create(at: folder.path, plan, clock: { [clock] in clock.now })
    func record(_ deal: String, boot: String?) async throws -> String {
      let ledger = try Ledger(
        at: folder.path, clock: { [clock] in clock.now }, elapsed: { [clock] in clock.elapsed },
        boot: boot)
      defer { ledger.close() }
      let command = Commands.propose(deal, at: String(clock.now.text.prefix(19)) + "Z")
      return try await ledger.handle(IncomingCommand(Array(command.utf8))).code
    }
    #expect(try await record("D1", boot: "first") == "accepted")
    clock.pass(seconds: 400 * 86_400)
    #expect(try await record("D2", boot: "first") == "accepted")
    clock.set(by: 86_401)
    await #expect(throws: LedgerFault.self) { try await record("D3", boot: "first") }
    // Started anew, the machine does not know how long it was off.
    #expect(try await record("D3", boot: "second") == "accepted")
    clock.set(by: 86_401)
    await #expect(throws: LedgerFault.self) { try await record("D4", boot: "second") }
    try FileManager.default.removeItem(atPath: folder.path + "/clock")
    #expect(try await record("D4", boot: "second") == "accepted")
  }

  @Test func `a file of the clock that cannot be read is none`() async throws {
    let folder = TemporaryFolder()
    let plan = LedgerPlan(origin: "example.org/test", clock: .live)
    try Ledger.create(at: folder.path, plan, clock: { [clock] in clock.now })
    for text in ["", "first", "first 2026-11-21T09:00:00.000000Z", "first today 0", "a b c d"] {
      try Data(text.utf8).write(to: URL(filePath: folder.path + "/clock"))
      let ledger = try Ledger(
        at: folder.path, clock: { [clock] in clock.now }, elapsed: { [clock] in clock.elapsed },
        boot: "first")
      defer { ledger.close() }
      clock.pass(seconds: 1)
      let deal = "D\(text.utf8.count)"
      let command = Commands.propose(deal, at: String(clock.now.text.prefix(19)) + "Z")
      #expect(try await ledger.handle(IncomingCommand(Array(command.utf8))).code == "accepted")
    }
  }

  @Test func `small steps of the clock add up`() async throws {
    #expect(try await record("a").code == "accepted")
    clock.set(by: 43_200)
    #expect(try await record("b").code == "accepted")
    clock.set(by: 43_201)
    await #expect(throws: LedgerFault.self) { try await record("c") }
  }

  @Test func `what was sent before the clock went wrong is answered`() async throws {
    let clock = self.clock
    let calls = Counter()
    let folder = TemporaryFolder()
    try Ledger.create(
      at: folder.path, LedgerPlan(origin: "example.org/test", clock: .live),
      clock: { clock.now })
    let ledger = try Ledger(
      at: folder.path,
      clock: {
        if calls.next() == 4 { clock.set(by: -7200) }
        return clock.now
      }, elapsed: { clock.elapsed })
    let commands = (1...6).map { number in
      let line = Commands.propose("D\(number)", at: "2026-11-21T01:00:00Z")
      return IncomingCommand(Array(line.utf8))
    }
    var codes: [String] = []
    await #expect(throws: LedgerFault.self) {
      try await ledger.submit(commands) { codes.append($1.code) }
    }
    #expect(codes == ["accepted", "accepted", "accepted"])
    #expect(try ledger.size == 4)
  }

  private func record(_ party: String) async throws -> CommandOutcome {
    let key = Curve25519.Signing.PrivateKey().jwk
    return try await temporary.submit(Commands.registerKey(party, key, at: "1999-01-01T00:00:00Z"))
  }
}

@Suite struct `In a ledger of history` {
  @Test func `time is the command's, or that of the line before where that is later`() async throws
  {
    let temporary = try TemporaryLedger(clock: .history)
    let ats = ["2020-05-01T09:00:00+07:00", "2021-01-01T00:00:00Z", "2020-07-01T00:00:00.5Z"]
    for (number, at) in ats.enumerated() {
      #expect(try await temporary.submit(Commands.propose("D\(number)", at: at)).code == "accepted")
    }
    let lines = try temporary.ledger.lines()
    #expect(
      lines.compactMap { $0["time"] } == [
        "1970-01-01T00:00:00.000000Z", "2020-05-01T02:00:00.000000Z",
        "2021-01-01T00:00:00.000000Z", "2021-01-01T00:00:00.000000Z",
      ])
    #expect(lines.dropFirst().compactMap { $0["occurred"] } == ats)
  }

  @Test(arguments: [
    ("9999-12-31T23:59:59-00:01", false), ("9999-12-31T23:59:59.999999Z", true),
    ("0000-01-01T00:00:00+00:01", false), ("0000-01-01T00:00:00Z", true),
  ])
  func `a time that no record time can have is refused, and stops nothing`(
    at: String, isTaken: Bool
  ) async throws {
    let temporary = try TemporaryLedger(clock: .history)
    let outcome = try await temporary.submit(Commands.propose("D1", at: at))
    #expect(outcome.name == (isTaken ? "accepted" : "invalid"))
    guard case .invalid(let pointer, _) = outcome else { return }
    #expect(pointer == "/at")
  }

  @Test func `line 0 has the time that it was given`() throws {
    let from = try #require(LegalTime(text: "2013-09-02T09:00:00+08:00"))
    let temporary = try TemporaryLedger(
      LedgerPlan(origin: "example.org/test", clock: .history, from: from))
    let line = try #require(try temporary.ledger.lines().first)
    #expect(line["time"] == "2013-09-02T01:00:00.000000Z")
    #expect(line["occurred"] == "2013-09-02T09:00:00+08:00")
  }
}
