import DealRecords
import Deals
import EventLog
import Foundation
import Keyring
import Testing

@testable import Ledger

@Suite struct `A report of an erasure` {
  let bench: ErasureBench
  let person: Person

  init() throws {
    bench = try ErasureBench()
    person = try #require(Person(text: "p-1"))
  }

  private func report() async throws -> ErasureReport {
    try await bench.open(.readOnly) { try $0.erasureReport(of: person) }
  }

  @Test func `says what is held where, before and after`() async throws {
    try await bench.submit(
      Commands.introduce("D1", "p-1", name: "ann"), Commands.introduce("D1", "p-1", name: "ann"),
      Commands.interest("D1", at: "2021-09-14T02:00:00Z"),
      Commands.openNegotiation("D1", at: "2021-09-15T02:00:00Z"),
      Commands.offer("D1", at: "2021-09-16T02:00:00Z", ["terms": ["a": 1]]),
      Commands.introduce("D2", "p-2", name: "bob"))
    let before = try await report()
    #expect(before.places.map(\.position) == [GlobalPosition(1)])
    #expect(before.places.map(\.type) == ["deal.proposed.v1"])
    #expect(before.places.map(\.standing) == [.held])
    #expect(before.places.allSatisfy { $0.isInEvent && $0.isInRequest })
    #expect(before.refusals == [.held: 1])
    #expect(before.documents.map(\.deal.text) == ["D1"])
    #expect(before.orders.isEmpty)
    try await bench.submit(Commands.erase("D2", "p-1"))
    let after = try await report()
    #expect(after.places.map(\.standing) == [.erased])
    #expect(after.refusals == [.erased: 1])
    #expect(after.orders.map(\.position) == [GlobalPosition(6)])
    #expect(after.orders.allSatisfy { $0.isCarriedOut && $0.keys == 1 })
    #expect(after.isGone)
  }

  @Test func `says why something remains`() async throws {
    try await bench.submit(
      Commands.introduce("D1", "p-1", name: "ann"), Commands.hold("D1", "h-1", upon: "all"),
      Commands.erase("D1", "p-1"))
    let report = try await report()
    #expect(report.places.map(\.standing) == [.restricted])
    #expect(report.holds == ["D1/h-1"])
    #expect(report.orders.map(\.erasure.applied) == [.restrict])
    #expect(!report.isGone)
  }

  @Test func `of somebody unknown is empty`() async throws {
    let report = try await report()
    #expect(report.places.isEmpty && report.orders.isEmpty && report.documents.isEmpty)
  }
}
