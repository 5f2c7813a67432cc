import Deals
import Projections

/// The tables of a report by their periods, each counted once, with what is not shown of it.
struct PeriodTables {
  private let report: ReportDefinition
  private let catalogue: ReportCatalogue
  private let isSuppressing: Bool
  /// The measures of which a mean is asked for.
  private let averaged: Set<String>
  private let count: (Period) throws(ReportFault) -> Suppressor.Table
  private var known: [Period: (table: Suppressor.Table, hidden: HiddenFigures)] = [:]

  init(
    _ question: ReportQuestion, _ catalogue: ReportCatalogue,
    counting count: @escaping (Period) throws(ReportFault) -> Suppressor.Table
  ) {
    (report, self.catalogue, self.count) = (question.report, catalogue, count)
    averaged = Set(
      report.derived.compactMap { if case .mean(let name) = $0.kind { name } else { nil } })
    isSuppressing = report.suppression != .none && !question.isUnsuppressed
  }

  /// What is shown of a period, in the order of the values, totals last.
  mutating func rows(
    of period: Period, in periods: AskedPeriods
  ) throws(ReportFault) -> [ReportRow] {
    let (table, hidden) = try table(of: period, in: periods)
    let before = try figuresBefore(period, in: periods)
    let total = Coordinates(values: report.dimensions.map { _ in nil })
    let totals = figures(table, hidden, at: total)
    let columns = Set(report.columns)
    let shown = table.keys.filter { isShown($0) && !(hidden.isWithheld && isFree($0)) }.sorted()
    let rows = shown.compactMap { place -> ReportRow? in
      let measures = figures(table, hidden, at: place)
      guard measures.values.contains(where: { !$0.isNothing }) || place == total else { return nil }
      let derivation = Derivation(
        own: measures, total: totals, before: before[place] ?? [:])
      let figures = derivation.all(report.derived).filter { columns.contains($0.key) }
      return ReportRow(
        period: period.label, level: level(of: place), place: place, figures: figures)
    }
    return rows + (hidden.isWithheld ? [withheldRow(of: period, total)] : [])
  }

  private func withheldRow(of period: Period, _ place: Coordinates) -> ReportRow {
    ReportRow(period: period.label, level: .cell, place: place, figures: [:], isWithheld: true)
  }

  private func level(of place: Coordinates) -> ReportRow.Level {
    if place.level == 0 { return .total }
    return place.level == place.values.count ? .cell : .margin
  }

  private func isShown(_ place: Coordinates) -> Bool {
    for (dimension, value) in zip(report.dimensions, place.values) {
      guard dimension.adds || value != nil else { return false }
      guard let shows = dimension.shows, let value else { continue }
      guard case .text(let text) = value, shows.contains(text) else { return false }
    }
    return true
  }

  /// Whether no other report shows what stands there.
  private func isFree(_ place: Coordinates) -> Bool {
    guard let shared = report.shared else { return true }
    let given = zip(report.dimensions, place.values).filter { $1 != nil }.map(\.0.name)
    return given.count > 1 || !given.allSatisfy(shared.contains)
  }
}

// MARK: Tables

extension PeriodTables {
  private mutating func table(
    of period: Period, in periods: AskedPeriods
  ) throws(ReportFault) -> (table: Suppressor.Table, hidden: HiddenFigures) {
    if let table = known[period] { return table }
    let (whole, beside) = besides(period, in: periods)
    var tables: [Period: Suppressor.Table] = [:]
    for period in beside { tables[period] = try count(period) }
    let sum: Suppressor.Table? = whole.map { _ in
      tables.sorted { $0.key.from < $1.key.from }.map(\.value).reduce([:]) { sum, table in
        sum.merging(table) { $0.merging($1, uniquingKeysWith: +) }
      }
    }
    let suppressor = Suppressor(report: report, rule: catalogue.suppression)
    let isOver = whole.map { $0.to <= periods.asOf } ?? true
    let hidden =
      !isSuppressing
      ? [:]
      : isOver ? suppressor.hidden(of: tables, whole: sum) : tables.mapValues(suppressor.allSums)
    for (period, table) in tables { known[period] = (table, hidden[period] ?? HiddenFigures()) }
    return known[period] ?? ([:], HiddenFigures())
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
  ) throws(ReportFault) -> [Coordinates: [String: ReportFigure]] {
    let isAsked = report.derived.contains { if case .change = $0.kind { true } else { false } }
    let (year, month, day) = period.from.civil
    guard isAsked, let kind = periods.kind.flatMap({ catalogue.periods[$0] }),
      let from = Day(year: year - 1, month: month, day: day)
    else { return [:] }
    let (table, hidden) = try table(of: kind.period(of: from), in: periods)
    return Dictionary(
      uniqueKeysWithValues: table.keys.map { ($0, figures(table, hidden, at: $0)) })
  }

  private func figures(
    _ table: Suppressor.Table, _ hidden: HiddenFigures, at place: Coordinates
  ) -> [String: ReportFigure] {
    var figures: [String: ReportFigure] = [:]
    let amounts = table[place] ?? [:]
    for part in report.parts {
      for measure in part.measures {
        let amount = amounts[measure.name]
        figures[measure.name] = figure(measure, amount, hidden, at: place)
        guard averaged.contains(measure.name) else { continue }
        figures[Derivation.contributions(to: measure.name)] = contributions(
          measure, amount, hidden, at: place)
      }
    }
    return figures
  }

  /// Of how many each sum consists, where the sum is shown.
  private func contributions(
    _ measure: ReportDefinition.Measure, _ amount: Amount?, _ hidden: HiddenFigures,
    at place: Coordinates
  ) -> ReportFigure? {
    guard case .sums(let sums)? = amount else { return nil }
    let numbers = sums.map { currency, sum -> (String, Decimal?) in
      let name = FigureName(measure: measure.name, currency: currency)
      return (currency, hidden.contains(name, at: place) ? nil : Decimal(Int128(sum.contributions)))
    }
    return ReportFigure(unit: .number, numbers: Dictionary(uniqueKeysWithValues: numbers))
  }

  private func figure(
    _ measure: ReportDefinition.Measure, _ amount: Amount?, _ hidden: HiddenFigures,
    at place: Coordinates
  ) -> ReportFigure? {
    switch amount {
    case .sums(let sums)?:
      let unit: ReportFigure.Unit = sums.keys.contains("") ? .number : .money
      let scale = if case .sum = measure.kind { 0 } else { 6 }
      let numbers = sums.map { currency, sum -> (String, Decimal?) in
        let name = FigureName(measure: measure.name, currency: currency)
        return (
          currency,
          hidden.contains(name, at: place)
            ? nil : Decimal(sum.value, scale: scale)
        )
      }
      return ReportFigure(unit: unit, numbers: Dictionary(uniqueKeysWithValues: numbers))
    case .values(let values)?: return .count(values.count)
    case .count(let count)?:
      let name = FigureName(measure: measure.name, currency: "")
      return hidden.contains(name, at: place)
        ? ReportFigure(unit: .number, numbers: ["": nil]) : .count(count)
    case .histogram(let histogram)?:
      guard case .quantile(_, let perMille) = measure.kind,
        let number = histogram.quantile(perMille: perMille)
      else { return nil }
      let isHidden = report.suppression == .cells && hidden.touches(place)
      return isHidden ? ReportFigure(unit: .number, numbers: ["": nil]) : .count(number)
    case nil:
      switch measure.kind {
      case .count, .distinct: return .count(0)
      case .sum, .decimals, .money, .quantile: return nil
      }
    }
  }
}

extension ReportFigure {
  /// Whether it is a shown 0.
  fileprivate var isNothing: Bool { numbers.values.allSatisfy { $0 == Decimal(0) } }
}

/// Works out what follows from the measures of a row.
struct Derivation {
  let own: [String: ReportFigure]
  /// The measures of the period's total.
  let total: [String: ReportFigure]
  /// The measures at the same place a year before.
  let before: [String: ReportFigure]

  /// The name under which stands how many rows a sum consists of.
  static func contributions(to measure: String) -> String { "#" + measure }

  /// The measures and all derived figures; one may build on another that comes before it.
  func all(_ derived: [ReportDefinition.Derived]) -> [String: ReportFigure] {
    derived.reduce(into: own) { figures, next in figures[next.name] = figure(next.kind, figures) }
  }

  private func figure(
    _ kind: ReportDefinition.Derived.Kind, _ figures: [String: ReportFigure]
  ) -> ReportFigure? {
    switch kind {
    case .ratio(let one, let other):
      guard let one = figures[one], let other = figures[other] else { return nil }
      return one.combined(with: other, unit: one.unit) { .quotient($0, $1, scale: 2) }
    case .mean(let name):
      let count = Self.contributions(to: name)
      return figure(.ratio(name, count), figures)
    case .percentage(let one, let other): return percentage(figures[one], figures[other])
    case .perThousand(let one, let other):
      guard let one = figures[one], let other = total[other] else { return nil }
      return one.combined(with: other, unit: .number) { .quotient($0, $1, scale: 1, times: 1000) }
    case .share(let name): return percentage(figures[name], total[name])
    case .change(let name):
      guard let now = figures[name], let then = before[name] else { return nil }
      return now.combined(with: then, unit: .percent) { now, then in
        .quotient(now - then, then, scale: 1, times: 100)
      }
    case .difference(let name, let others):
      return others.reduce(figures[name]) { rest, other in
        guard let rest, let other = figures[other] else { return rest }
        return rest.less(other)
      }
    }
  }

  private func percentage(_ one: ReportFigure?, _ other: ReportFigure?) -> ReportFigure? {
    guard let one, let other else { return nil }
    return one.combined(with: other, unit: .percent) { .quotient($0, $1, scale: 1, times: 100) }
  }
}

extension ReportFigure {
  /// Without the other's numbers of the same currencies.
  fileprivate func less(_ other: ReportFigure) -> ReportFigure {
    var numbers = numbers
    for (currency, number) in numbers {
      guard let match = other.numbers[currency] else { continue }
      if let number, let match {
        numbers[currency] = .some(number - match)
      } else {
        numbers[currency] = .some(nil)
      }
    }
    return ReportFigure(unit: unit, numbers: numbers)
  }
}
