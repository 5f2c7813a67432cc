import Deals
import EventLog
import GRDB
import Testing

@testable import Projections

@Suite struct `A bug in a projection` {
  let log: TemporaryLog

  init() throws {
    log = try TemporaryLog()
    try log.submit(Scenarios.interleaved(["D01", "D06", "D02"]))
  }

  /// What a comparison by the sound projection finds in the file of another.
  private func divergences(
    of seeded: any Projection.Type
  ) throws -> [ModelDivergence] {
    try ReadModels(folder: log.models, making: [seeded]).rebuild(from: log.store)
    let sound = ReadModels(folder: log.models, making: [Sound.self])
    guard case .compared(let comparison) = try sound.compare(with: log.store) else {
      Issue.record("there was nothing to compare")
      return []
    }
    return comparison.divergences
  }

  /// The positions of a deal's events of a type.
  private func positions(_ type: String, of deal: String) throws -> [UInt64] {
    var filter = AuditFilter()
    filter.type = type
    filter.subject = try StreamName("deal/" + deal)
    return try AuditTrail(of: log.store).entries(matching: filter).map { UInt64($0.position) }
  }

  @Test func `is not seen where there is none`() throws {
    #expect(try divergences(of: Sound.self) == [])
  }

  @Test func `such as a wrong sign is found at the first event that it counted`() throws {
    let found = try #require(try divergences(of: WrongSign.self).first { $0.key == "D06" })
    let payments = try positions("deal.payment-recorded.v1", of: "D06")
    #expect((found.projection, found.table) == ("seeded", "seeded"))
    #expect(found.columns.map(\.name) == ["paid"])
    #expect(found.columns.map(\.found) == ["-5"] && found.columns.map(\.expected) == ["5"])
    #expect(payments.count > 1)
    #expect(found.event?.rawValue == payments.first)
  }

  @Test func `such as a missed type is found at the first event of it`() throws {
    let found = try #require(try divergences(of: MissedType.self).first)
    #expect(found.columns.map(\.name) == ["disputes"])
    #expect(found.event?.rawValue == (try positions("deal.dispute-raised.v1", of: found.key).first))
  }

  @Test func `such as a dictionary's order is found where the row began`() throws {
    let found = try divergences(of: DictionaryOrder.self)
    #expect(!found.isEmpty)
    for divergence in found {
      #expect(divergence.columns.map(\.name) == ["titles"])
      let first = try positions("deal.proposed.v1", of: divergence.key).first
      #expect(divergence.event?.rawValue == first)
    }
  }
}
