import Deals
import EventLog
import Foundation
import Projections
import Testing

@Suite struct `A question` {
  let log: TemporaryLog
  let models: ReadModels

  init() throws {
    log = try TemporaryLog()
    try log.submit(Scenarios.interleaved())
    models = ReadModels(folder: log.models)
    try models.catchUp(with: log.store)
  }

  private func deals(_ set: (inout DealFilter) throws -> Void) throws -> [DealSummary] {
    var filter = DealFilter()
    try set(&filter)
    return try models.deals(matching: filter)
  }

  @Test func `lists deals by state, party, country and type`() throws {
    let all = try models.deals()
    #expect(all.count == 23)
    #expect(all.map(\.deal) == all.map(\.deal).sorted())
    let closed = try deals { $0.states = [.closed, .declined] }
    #expect(
      closed.map(\.deal) == all.filter { ["Closed", "Declined"].contains($0.state) }.map(\.deal))
    #expect(!closed.isEmpty)
    let mahidol = try deals { $0.party = Identifier(text: "mahidol") }
    #expect(mahidol.map(\.deal).contains("D01"))
    let thai = try deals { $0.country = Country(text: "TH") }
    #expect(thai.map(\.deal) == all.filter { $0.countries.contains("TH") }.map(\.deal))
    let joint = try deals { $0.type = .jointDevelopment }
    #expect(joint.map(\.deal) == all.filter { $0.types.contains("JOINT_DEVELOPMENT") }.map(\.deal))
    let few = try deals {
      $0.country = Country(text: "TH")
      $0.type = .jointDevelopment
      $0.states = [.closed]
    }
    #expect(few.map(\.deal).contains("D01"))
  }

  @Test(arguments: ["mahidol univ", "MAHIDOL", "มหาวิทยาลัยมหิดล", "广西中医药大学", "d01"])
  func `finds a deal by any part of its names`(text: String) throws {
    #expect(try deals { $0.text = try SearchQuery(text) }.map(\.deal).contains("D01"))
  }

  @Test func `that fails after its first rows says so, and does not end there`() throws {
    var rows = 0
    #expect(throws: ProjectionFault.self) {
      try models.read { (reader) throws(ProjectionFault) in
        try reader.scan("SELECT 1 UNION ALL SELECT abs(-9223372036854775808)") { _ in rows += 1 }
      }
    }
    #expect(rows == 1)
  }

  @Test func `comes in pages`() throws {
    var seen: [String] = []
    while true {
      let page = try deals {
        $0.limit = 5
        $0.after = seen.last.flatMap { Identifier(text: $0) }
      }
      guard !page.isEmpty else { break }
      seen += page.map(\.deal)
    }
    #expect(seen == (try models.deals().map(\.deal)))
  }
}
