import DealRecords
import Deals
import Projections
import Testing

@testable import Reports

@Suite struct `The catalogue of reports` {
  private let catalogue = ReportCatalogue.standard
  private let tables = Dictionary(
    uniqueKeysWithValues: ReadModels.projections.flatMap { $0.tables }.map { ($0.name, $0) })

  private var parts: [(String, ReportDefinition.Part)] {
    catalogue.reports.flatMap { report in report.parts.map { (report.id, $0) } }
      + catalogue.figureMeasures.map { ($0.key, $0.value.part) }
  }

  @Test func `has each of the 26 reports once`() {
    #expect(
      catalogue.reports.map(\.id)
        == (1...26).map { $0 < 10 ? "R0\($0)" : "R\($0)" })
  }

  @Test func `reads columns that its tables have`() throws {
    for (id, part) in parts {
      let table = try #require(tables[part.from], "\(id) reads \(part.from)")
      let unknown = part.readColumns.subtracting(table.columns.map(\.name))
      #expect(unknown.isEmpty, "\(id): \(part.from) has no \(unknown)")
    }
  }

  @Test func `adds up millionths and counts quantiles of integers`() throws {
    for (id, part) in parts {
      let names = Set(try #require(tables[part.from]).columns.map(\.name))
      for measure in part.measures {
        if let amount = AmountColumns(measure.kind) {
          #expect(names.contains(amount.number), "\(id): \(measure.name)")
        }
      }
    }
  }

  @Test func `shows columns that are measured, worked out, or said not to be held`() {
    for report in catalogue.reports where !report.isOfFigures {
      let measured = report.parts.flatMap { $0.measures.map(\.name) }
      let known = Set(measured + report.derived.map(\.name))
      #expect(Set(report.columns).isSubset(of: known), "\(report.id)")
      #expect(Set(report.columns).isDisjoint(with: report.notHeld.keys), "\(report.id)")
      for derived in report.derived {
        #expect(derived.kind.measures.isSubset(of: known), "\(report.id): \(derived.name)")
      }
    }
  }

  @Test func `names dimensions that some part has, kinds of period and sets that there are`() {
    for report in catalogue.reports where !report.isOfFigures {
      let columns = Set(report.parts.flatMap { $0.by.keys })
      #expect(columns == Set(report.dimensions.map(\.name)), "\(report.id)")
      #expect(report.periods.allSatisfy { catalogue.periods[$0] != nil }, "\(report.id)")
      #expect(Set(report.shared ?? []).isSubset(of: columns), "\(report.id)")
    }
  }

  @Test func `has a title in English, Thai and Chinese for each`() {
    for report in catalogue.reports {
      #expect(Set(report.title.keys) == ["en", "th", "zh-Hans"], "\(report.id)")
    }
  }

  @Test func `hides no measure that cannot be weighed: quantiles are of public columns`() {
    for report in catalogue.reports {
      for part in report.parts {
        for measure in part.measures {
          guard case .quantile(let column, _) = measure.kind else { continue }
          let known = tables[part.from]?.columns.first { $0.name == column }
          #expect(known?.disclosure == .public, "\(report.id): \(measure.name)")
        }
      }
    }
  }

  /// Whatever is asked as a ministry, no column of the parties or of persons is read.
  @Test func `gives a ministry nothing of the parties or of persons`() {
    let ministry = ReaderRole.ministry.classes
    #expect(ministry.isDisjoint(with: [.parties, .sealed, .personal]))
    for report in catalogue.reports {
      guard report.frameClasses.isSubset(of: ministry) else { continue }
      var asked = report
      let missing = report.measureClasses.filter { !$0.value.isSubset(of: ministry) }
      asked.leaveOut(Set(missing.keys))
      #expect(asked.classes.isSubset(of: ministry), "\(report.id)")
    }
  }
}

@Suite struct `A period` {
  private let periods = ReportCatalogue.standard.periods

  @Test(arguments: [
    ("year", "2020-02-29", "2020", "2020-01-01", "2020-12-31"),
    ("quarter", "2021-08-01", "2021-Q3", "2021-07-01", "2021-09-30"),
    ("month", "2020-02-10", "2020-02", "2020-02-01", "2020-02-29"),
    ("thaiFiscalYear", "2021-09-30", "2020-10-01/2021-09-30", "2020-10-01", "2021-09-30"),
    ("thaiFiscalYear", "2021-10-01", "2021-10-01/2022-09-30", "2021-10-01", "2022-09-30"),
    ("vietnamReportYear", "2021-12-14", "2020-12-15/2021-12-14", "2020-12-15", "2021-12-14"),
    ("vietnamReportYear", "2021-12-15", "2021-12-15/2022-12-14", "2021-12-15", "2022-12-14"),
  ])
  func `has the days and the name of its kind`(
    _ kind: String, _ day: String, _ label: String, _ from: String, _ to: String
  ) throws {
    let period = try #require(periods[kind]).period(of: try #require(Day(text: day)))
    #expect(period.label == label)
    #expect(period.from.text == from)
    #expect(period.to.text == to)
  }

  @Test func `follows the one before without a gap`() throws {
    for kind in periods.values {
      var period = kind.period(of: try #require(Day(text: "2026-06-15")))
      for _ in 0..<40 {
        let before = kind.period(before: period)
        #expect(before.to.number + 1 == period.from.number)
        period = before
      }
    }
  }

  @Test func `belongs to ASEAN's countries of its day`() {
    let catalogue = ReportCatalogue.standard
    let day = { (text: String) in Day(text: text) ?? .blank }
    #expect(catalogue.members(of: "ASEAN", on: day("2021-09-27")).count == 10)
    #expect(catalogue.members(of: "ASEAN", on: day("2025-10-26")).count == 11)
    #expect(catalogue.members(of: "ASEAN", on: day("1996-01-01")).count == 7)
  }
}
