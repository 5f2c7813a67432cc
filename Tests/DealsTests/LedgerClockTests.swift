import Deals
import Testing

@Suite struct `The clock of a ledger` {
  struct Asked: Sendable {
    let at: String
    let role: ActorRole
    let code: RefusalCode?
    var days = 30
  }

  static let table = [
    Asked(at: "2026-11-21T09:05:00Z", role: .party, code: nil),
    Asked(at: "2026-11-21T09:05:00.000001Z", role: .party, code: .aheadOfClock),
    Asked(at: "2026-11-21T16:06:00+07:00", role: .system, code: .aheadOfClock),
    Asked(at: "2026-10-22T09:00:00Z", role: .signatory, code: nil),
    Asked(at: "2026-10-22T08:59:59Z", role: .party, code: .backdatedTooFar),
    Asked(at: "2026-10-22T08:59:59Z", role: .broker, code: .backdatedTooFar),
    Asked(at: "2016-01-01T00:00:00Z", role: .registrar, code: nil),
    Asked(at: "2016-01-01T00:00:00Z", role: .system, code: nil),
    Asked(at: "2016-01-01T00:00:00Z", role: .auditor, code: nil),
    Asked(at: "0000-01-01T00:00:00Z", role: .party, code: nil, days: .max),
    Asked(at: "2026-11-21T08:59:59Z", role: .party, code: .backdatedTooFar, days: -1),
  ]

  @Test(arguments: table)
  func `admits what is near enough, and long ago only from officers`(_ asked: Asked) throws {
    let now = try #require(Instant(text: "2026-11-21T09:00:00.000000Z"))
    let at = try #require(LegalTime(text: asked.at))
    var code: RefusalCode?
    do throws(Refusal) {
      try LedgerClock.live(backdateDays: asked.days).admit(at: at, role: asked.role, now: now)
    } catch {
      code = error.code
    }
    #expect(code == asked.code)
    #expect(throws: Never.self) {
      try LedgerClock.history.admit(at: at, role: asked.role, now: now)
    }
  }
}
