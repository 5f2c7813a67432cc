import DealRecords
import Deals
import Foundation
import Testing

@testable import Projections

/// What each row has to be was read off the command files by hand.
@Suite struct `The tables of the network` {
  private func models(of files: String...) throws -> TemporaryLog {
    let log = try TemporaryLog()
    for file in files { try log.submit(Scenarios.network(file)) }
    try ReadModels(
      folder: log.models, showing: ReaderRole.ministry.classes, vault: log.vault
    ).catchUp(with: log.store)
    return log
  }

  @Test func `have a row for each time that somebody was a member`() throws {
    let log = try models(of: "example")
    let members = try Tables.rows(
      "SELECT member, place, name, country, region, kind, joined_on, left_on, synthetic FROM members ORDER BY 1",
      in: log.models)
    #expect(
      members == [
        "ex-company|0|Mango Company (synthetic)|TH|-|enterprise|2016-09-01|2018-12-31|1",
        "ex-company|1|Mango and Coconut Company (synthetic)|TH|-|enterprise|2020-06-01|-|1",
        "ex-institute|0|Institute of Drying (synthetic)|VN|VN-HN|researchInstitute|2016-09-10|-|1",
      ])
  }

  @Test func `say what stands, since when, and until when`() throws {
    let log = try models(of: "example")
    let mechanisms = try Tables.rows(
      "SELECT mechanism, kind, country, counterpart, established_on, ended_on FROM mechanisms",
      in: log.models)
    #expect(
      mechanisms == [
        "ex-group-vn|workingGroup|VN|Ministry of Drying (synthetic)|2017-05-11|2021-02-28"
      ])
    let facilities = try Tables.rows(
      """
      SELECT facility, kind, level, country, sector, sponsor_region, state, planned_on, opened_on,
        closed_on, equipment, equipment_currency, equipment_millionths FROM facilities
      """, in: log.models)
    #expect(
      facilities == [
        "ex-lab|lab|guangxiSupported|VN|foodProcessing|CN-GX|closed|2018-01-15|2018-11-20|2021-06-30"
          + "|2400000.50|CNY|2400000500000",
        "ex-park|park|other|KH|modernAgriculture|-|planned|2019-04-01|-|-|-|-|-",
      ])
  }

  @Test func `count what was done, without a person`() throws {
    let log = try models(of: "example")
    let gatherings = try Tables.rows(
      """
      SELECT gathering, kind, edition, country, from_on, to_on, projects, enterprises, agreements
      FROM gatherings
      """, in: log.models)
    #expect(gatherings == ["ex-matchmaking|matchmaking|-|VN|2019-09-20|2019-09-21|41|65|5"])
    let trainings = try Tables.rows(
      """
      SELECT training, programme, home_country, host_country, sector, facility, from_on, to_on,
        days, persons, placements, startups FROM trainings
      """, in: log.models)
    #expect(
      trainings == [
        "ex-course|young scientists (synthetic)|VN|CN|foodProcessing|ex-lab|2019-06-17|2019-12-13"
          + "|180|12|4|1"
      ])
  }

  @Test func `have what an institution reports as it was corrected`() throws {
    let log = try models(of: "example")
    let indicators = try Tables.rows(
      """
      SELECT institution, indicator, from_on, to_on, name, country, value, value_millionths, amount,
        amount_currency, amount_millionths, revision FROM indicators
      """, in: log.models)
    let institute = "ex-institute|%|2019-01-01|2019-12-31|Institute of Drying (synthetic)|VN|"
    #expect(
      indicators == [
        institute.replacing("%", with: "inventionDisclosures") + "16|16000000|-|-|-|3",
        institute.replacing("%", with: "researchExpenditure")
          + "-|-|61000000000|VND|61000000000000000|2",
      ])
  }

  @Test func `have every statement of a figure with who said so`() throws {
    let log = try models(of: "figures", "example")
    let claimed = try Tables.rows(
      """
      SELECT figure, place, comparator, value, value_millionths, unit, as_of, as_of_on, published_on,
        measure FROM published_figures WHERE figure IN ('F01', 'F12', 'ex-figure')
        OR figure = 'timeline-members' AND place = 1
      """, in: log.models)
    #expect(
      claimed == [
        "F01|0|>|2600|2600000000|members|2021-09-27|2021-09-27|2021-09-27|activeMembers",
        "F12|0|=|8|8000000|years|2021|2021-12-31|2021-09-30|-",
        "ex-figure|0|>=|2|2000000|members|2019|2019-12-31|2019-10-01|activeMembers",
        "ex-figure|1|<|3|3000000|members|2020-09|2020-09-30|2020-10-01|activeMembers",
        "timeline-members|1|>|2000|2000000000|members|2016-09|2016-09-30|2016-09-10|activeMembers",
      ])
    let counts = try Tables.rows(
      "SELECT count(*), count(DISTINCT figure), count(source) FROM published_figures",
      in: log.models)
    #expect(counts == ["32|21|32"])
  }

  @Test func `show evidence to those who may see it, and a source to everybody`() throws {
    let log = try models(of: "example", "seeds")
    let sql = """
      SELECT sum(source IS NOT NULL), sum(evidence_hash IS NOT NULL), sum(synthetic), count(*)
      FROM (SELECT source, evidence_hash, synthetic FROM members
        UNION ALL SELECT source, evidence_hash, synthetic FROM mechanisms
        UNION ALL SELECT source, evidence_hash, synthetic FROM facilities
        UNION ALL SELECT source, evidence_hash, synthetic FROM gatherings)
      """
    #expect(try Tables.rows(sql, in: log.models) == ["17|4|7|24"])
    try ReadModels(folder: log.models, showing: [.public]).catchUp(with: log.store)
    #expect(try Tables.rows(sql, in: log.models) == ["17|0|7|24"])
  }
}
