import DealRecords
import Deals
import EventLog
import Foundation
import Replay
import Testing

@Suite struct `What a replay cannot tell` {
  @Test func `is a ledger with nothing but line 0`() async throws {
    for level in ReplayLevel.allCases {
      let ledger = try await ForgedLedger("D05", commands: 0)
      let certificate = try ledger.verify(ReplayOptions(level: level))
      #expect(certificate.exitCode == 2)
      #expect(certificate.divergences == [])
      #expect(certificate.verdict(of: .log) == (level == .storage ? .notAsked : .holds))
    }
  }

  @Test func `is an event of a type that it does not know`() async throws {
    let ledger = try await ForgedLedger("D05", commands: 12)
    try await ledger.forge(Self.command(at: "2016-07-01T02:00:00Z")) {
      $0.events = [NewEvent(type: "deal.dreamt-of.v9", data: Array("{}".utf8))]
    }
    try await ledger.forge(try SampleLedger.lines(of: "D14")[0]) { _ in }
    let certificate = try ledger.verify()
    #expect(certificate.exitCode == 2)
    #expect(certificate.counts.legalEvents == certificate.size - 1)
    #expect(certificate.verdict(of: .log) == .holds)
    #expect(certificate.verdict(of: .decisions) == .cannotTell)
    #expect(certificate.text.plain.contains("deal.dreamt-of.v9"))
  }

  @Test func `is what later rules decided`() async throws {
    let ledger = try await ForgedLedger("D05", commands: 12)
    try await ledger.forge(Self.command(at: "2016-07-01T02:00:00Z")) {
      var change = DeciderChanged()
      change.decider = 2
      $0.record(.deciderChanged(change))
    }
    try await ledger.forge(Self.command(at: "2016-07-02T02:00:00Z")) { _ in }
    let certificate = try ledger.verify()
    #expect(certificate.exitCode == 2)
    #expect(certificate.counts.legalEvents == certificate.size)
  }

  @Test func `is whether a log is whole that is shorter than was seen`() async throws {
    let ledger = try await ForgedLedger("D05", commands: 12)
    let certificate = try ledger.verify(ReplayOptions(level: .decisions, since: 1000))
    #expect(certificate.exitCode == 2)
  }

  @Test func `is not what it was asked to pass over`() async throws {
    let ledger = try await ForgedLedger("D05", commands: 12)
    let certificate = try ledger.verify(ReplayOptions(level: .decisions, since: 10))
    #expect(certificate.exitCode == 0)
    #expect(certificate.notes.contains(.notDecidedAgain(8, before: 10)))
    #expect(certificate.counts.legalEvents == certificate.size)
  }

  private static func command(at: String) -> String {
    """
    {"command":"DiscloseImprovement","deal":"D05","at":"\(at)",\
    "actor":{"party":"ynnu","role":"party"},"data":{"improvement":"I1","owner":"ynnu"}}
    """
  }
}
