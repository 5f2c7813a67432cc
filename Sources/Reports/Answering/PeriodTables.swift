import Deals
import Projections

/// Cells and totals, each with what every measure comes to.
typealias PeriodTable = [Coordinates: Amounts]

/// The tables of a report by their periods, each counted once, with what is not shown of it.
struct PeriodTables {
  private let report: ReportDefinition
  private let catalogue: ReportCatalogue
  private let codes: CellCodes
  private let isSuppressing: Bool
  private let derivation: Derivation
  /// Counts these measures in a period; all where none are named.
  private let count: (Period, Set<String>?) throws(ReportFault) -> PeriodTable
  /// By the measures that were counted.
  private var known: [Set<String>?: [Period: (table: PeriodTable, hidden: HiddenFigures)]] = [:]

  init(
    _ question: ReportQuestion, _ catalogue: ReportCatalogue, _ codes: CellCodes,
    counting count: @escaping (Period, Set<String>?) throws(ReportFault) -> PeriodTable
  ) {
    (report, self.catalogue, self.codes) = (question.report, catalogue, codes)
    (self.count, derivation) = (count, Derivation(question.report))
    isSuppressing = question.isSuppressing
  }

  /// What is shown of a period, in the order of the values, totals last.
  mutating func rows(
    of period: Period, in periods: AskedPeriods
  ) throws(ReportFault) -> [ReportRow] {
    let (table, hidden) = try table(of: period, in: periods)
    let before = try figuresBefore(period, in: periods)
    let total = Coordinates(ofAll: report.dimensions.count)
    let figures = RowFigures(report, derivation, codes, hidden)
    let totals = figures.measures(table[total], at: total)
    let shown = table.keys.filter { isShown($0) && !(hidden.isWithheld && isFree($0)) }
    let rows = codes.sorted(shown).compactMap { place -> ReportRow? in
      let measures = figures.measures(table[place], at: place)
      guard measures.contains(where: { $0.map { !$0.isNothing } ?? false }) || place == total else {
        return nil
      }
      return ReportRow(
        period: period.label, level: level(of: place), place: cells(at: place),
        figures: derivation.columns(own: measures, total: totals, before: before[place]))
    }
    return rows + (hidden.isWithheld ? [withheldRow(of: period)] : [])
  }

  private func withheldRow(of period: Period) -> ReportRow {
    ReportRow(
      period: period.label, level: .cell, place: report.dimensions.map { _ in nil }, figures: [],
      isWithheld: true)
  }

  private func cells(at place: Coordinates) -> [Cell?] {
    place.indices.map { place[$0].map(codes.cell) }
  }

  private func level(of place: Coordinates) -> ReportRow.Level {
    if place.level == 0 { return .total }
    return place.isCell ? .cell : .margin
  }

  private func isShown(_ place: Coordinates) -> Bool {
    for (index, dimension) in report.dimensions.enumerated() {
      guard let value = place[index] else {
        guard dimension.adds else { return false }
        continue
      }
      guard let shows = dimension.shows else { continue }
      guard case .text(let text) = codes.cell(value), shows.contains(text) else { return false }
    }
    return true
  }

  /// Whether no other report shows what stands there.
  private func isFree(_ place: Coordinates) -> Bool {
    guard let shared = report.shared else { return true }
    let given = place.indices.filter { place[$0] != nil }.map { report.dimensions[$0].name }
    return given.count > 1 || !given.allSatisfy(shared.contains)
  }
}

// MARK: Tables

extension PeriodTables {
  /// - Parameter measures: Those that are asked for; nil for all.
  private mutating func table(
    of period: Period, in periods: AskedPeriods, _ measures: Set<String>? = nil
  ) throws(ReportFault) -> (table: PeriodTable, hidden: HiddenFigures) {
    if let table = known[nil]?[period] ?? known[measures]?[period] { return table }
    let (whole, beside) = besides(period, in: periods)
    var tables: [Period: PeriodTable] = [:]
    for period in beside { tables[period] = try count(period, measures) }
    let sum: PeriodTable? = whole.map { _ in
      tables.sorted { $0.key.from < $1.key.from }.map(\.value).reduce([:]) { sum, table in
        sum.merging(table) { own, other in
          var sum = own
          for (measure, amount) in other.enumerated() {
            if let amount { Amount.add(amount, to: &sum[measure]) }
          }
          return sum
        }
      }
    }
    let suppressor = Suppressor(report: report, rule: catalogue.suppression, codes: codes)
    let isOver = whole.map { $0.to <= periods.asOf } ?? true
    let hidden =
      !isSuppressing
      ? [:]
      : isOver ? suppressor.hidden(of: tables, whole: sum) : tables.mapValues(suppressor.allSums)
    for (period, table) in tables {
      known[measures, default: [:]][period] = (table, hidden[period] ?? HiddenFigures())
    }
    return known[measures]?[period] ?? ([:], HiddenFigures())
  }

  /// The periods that can be asked for together with this one: what is hidden of each must not follow
  /// from the others and the whole.
  ///
  /// While the whole goes on it cannot be told which figures of its parts it will give away.
  private func besides(
    _ period: Period, in periods: AskedPeriods
  ) -> (whole: Period?, parts: [Period]) {
    guard isSuppressing, let kind = periods.kind.flatMap({ catalogue.periods[$0] }),
      let name = kind.within, report.periods.contains(name), let outer = catalogue.periods[name]
    else { return (nil, [period]) }
    let whole = outer.period(of: period.from)
    let parts = kind.periods(from: whole.from, through: min(whole.to, periods.asOf))
    return (whole, parts)
  }

  /// The shown measures of the same period a year before, where a change is asked for.
  private mutating func figuresBefore(
    _ period: Period, in periods: AskedPeriods
  ) throws(ReportFault) -> [Coordinates: [ReportFigure?]] {
    let compared = Set(
      report.derived.compactMap { if case .change(let name) = $0.kind { name } else { nil } })
    let (year, month, day) = period.from.civil
    guard !compared.isEmpty, let kind = periods.kind.flatMap({ catalogue.periods[$0] }),
      let from = Day(year: year - 1, month: month, day: day)
    else { return [:] }
    // Where cells are hidden, one measure's decide on the others.
    let (table, hidden) = try table(
      of: kind.period(of: from), in: periods, report.suppression == .cells ? nil : compared)
    let figures = RowFigures(report, derivation, codes, hidden)
    return Dictionary(
      uniqueKeysWithValues: table.map { ($0.key, figures.measures($0.value, at: $0.key)) })
  }
}

extension ReportFigure {
  /// Whether it is a shown 0.
  fileprivate var isNothing: Bool { numbers.allSatisfy { $0.number == Decimal(0) } }
}
