import Deals
import Foundation
import GRDB
import Testing

@testable import Projections

/// The queries of docs/read-models.md, as they stand there.
@Suite struct `A question about a legal date` {
  private func answers(_ name: String, on day: String, of deals: String...) throws -> [String] {
    let log = try TemporaryLog()
    try log.submit(Scenarios.interleaved(deals))
    try ReadModels(folder: log.models, showing: [.parties], vault: log.vault)
      .catchUp(with: log.store)
    let query = try #require(LegalDateQuery.all.first { $0.name == name })
    return try Tables.rows(query.sql, ["day": day], in: log.models)
  }

  private func inForce(on day: String) throws -> [String] {
    try answers("in force on a day", on: day, of: "D06", "D20").map {
      $0.split(separator: "|").enumerated()
        .map { $0.offset == 1 ? String($0.element.prefix(15)) : String($0.element) }
        .joined(separator: "|")
    }
  }

  @Test func `has a view that answers it for the newest legal day that the file knows`() throws {
    let log = try TemporaryLog()
    var answered: Set<String> = []
    for command in try Scenarios.commands(of: "D06") {
      try log.submit([command])
      try ReadModels(folder: log.models).catchUp(with: log.store)
      let days = try Tables.rows("SELECT substr(last_at, 1, 10) FROM deals", in: log.models)
      let day = days.max() ?? ""
      for query in LegalDateQuery.all {
        let expected = try Tables.rows(query.sql, ["day": day], in: log.models)
        #expect(try Tables.rows("SELECT * FROM \(query.viewName)", in: log.models) == expected)
        if !expected.isEmpty { answered.insert(query.word) }
      }
    }
    #expect(answered == Set(LegalDateQuery.all.map(\.word)))
  }

  @Test func `tells the terms that bound the parties`() throws {
    #expect(try inForce(on: "2018-07-01") == [])
    let rubber = "D20|sha256:6b38a7a2|-|2018-07-02|2020-09-14"
    #expect(try inForce(on: "2018-07-02") == [rubber])
    let first = "D06|sha256:42b68f8f|-|2020-06-15|2022-03-31"
    #expect(try inForce(on: "2020-09-14") == [first, rubber])
    #expect(try inForce(on: "2020-09-15") == [first])
    #expect(try inForce(on: "2022-03-31") == [first])
    #expect(try inForce(on: "2022-04-01") == ["D06|sha256:0aafd8d5|A1|2022-04-01|-"])
  }

  @Test func `tells what was due`() throws {
    func due(on day: String) throws -> [String] {
      try answers("due by a day", on: day, of: "D06")
    }
    #expect(try due(on: "2020-12-30") == [])
    let training = "D06|TR1|training|caih|ph-telecom|2020-12-31"
    #expect(try due(on: "2020-12-31") == [training + "|0"])
    #expect(try due(on: "2021-02-21") == [training + "|52"])
    #expect(try due(on: "2021-02-22") == [])
  }

  @Test func `tells what was paid`() throws {
    let paid = try answers("paid by a day", on: "2021-06-30", of: "D06")
    #expect(
      paid.map { $0.split(separator: "|").suffix(4).joined(separator: "|") } == [
        "2020-11-09|3232125.00|PHP|570375.00", "2021-02-08|3489930.00|PHP|615870.00",
        "2021-05-07|3672000.00|PHP|648000.00",
      ])
  }

  @Test func `tells where a deal stood`() throws {
    func stage(on day: String) throws -> [String] {
      try answers("stage on a day", on: day, of: "D06", "D20")
    }
    #expect(try stage(on: "2018-03-04") == [])
    #expect(
      try stage(on: "2020-04-30") == [
        "D06|TermsAgreed|2020-04-30", "D20|Suspended|2020-04-06",
      ])
    #expect(
      try stage(on: "2020-06-15") == [
        "D06|Effective|2020-06-15", "D20|Suspended|2020-04-06",
      ])
  }

  @Test func `tells which cases were open, and late`() throws {
    func cases(on day: String) throws -> [String] {
      try answers("cases on a day", on: day, of: "D04").filter { $0.contains("IDR1") }
    }
    let open = "D04|IDR1|ID-GR36-RECORD|ID|2019-01-31"
    #expect(try cases(on: "2018-07-31") == [])
    #expect(try cases(on: "2019-01-31") == [open + "|0|0"])
    #expect(try cases(on: "2019-02-01") == [open + "|0|1"])
    #expect(try cases(on: "2019-03-11") == [open + "|1|1"])
    #expect(try cases(on: "2019-03-20") == [])
  }
}
