/// Works out what follows from the measures of a row.
struct Derivation {
  /// The measures of the report.
  let measures: [ReportDefinition.Measure]
  /// Those of which a mean is asked for, by their places.
  let averaged: [Int]
  private let derived: [ReportDefinition.Derived]
  /// Where each figure of a row stands: measures, the numbers of rows of the averaged, what is derived.
  private let places: [String: Int]
  private let columns: [Int?]

  init(_ report: ReportDefinition) {
    let names = report.measureNames
    let all = report.parts.flatMap(\.measures)
    measures = names.compactMap { name in all.last { $0.name == name } }
    let means = Set(
      report.derived.compactMap { if case .mean(let name) = $0.kind { name } else { nil } })
    averaged = names.indices.filter { means.contains(names[$0]) }
    derived = report.derived
    let figures =
      names + averaged.map { Self.contributions(to: names[$0]) } + report.derived.map(\.name)
    let places = Dictionary(
      figures.enumerated().map { ($1, $0) }, uniquingKeysWith: { $1 })
    (self.places, columns) = (places, report.columns.map { places[$0] })
  }

  /// The name under which stands how many rows a sum consists of.
  private static func contributions(to measure: String) -> String { "#" + measure }

  /// The figures in the order of the columns.
  ///
  /// - Parameters:
  ///   - own: The measures of a row.
  ///   - total: Those of the period's total.
  ///   - before: Those at the same place a year before.
  func columns(
    own: [ReportFigure?], total: [ReportFigure?], before: [ReportFigure?]?
  ) -> [ReportFigure?] {
    var figures = own
    for next in derived {
      figures.append(
        figure(
          next.kind, { name in place(name, in: figures) }, { name in place(name, in: total) },
          { name in before.flatMap { place(name, in: $0) } }))
    }
    return columns.map { place in place.flatMap { figures[$0] } }
  }

  /// One may build on another that comes before it.
  private func place(_ name: String, in figures: [ReportFigure?]) -> ReportFigure? {
    places[name].flatMap { $0 < figures.count ? figures[$0] : nil }
  }

  private func figure(
    _ kind: ReportDefinition.Derived.Kind, _ own: (String) -> ReportFigure?,
    _ total: (String) -> ReportFigure?, _ before: (String) -> ReportFigure?
  ) -> ReportFigure? {
    switch kind {
    case .ratio(let one, let other): ratio(own(one), own(other))
    case .mean(let name): ratio(own(name), own(Self.contributions(to: name)))
    case .percentage(let one, let other): percentage(own(one), own(other))
    case .perThousand(let one, let other): perThousand(own(one), total(other))
    case .share(let name): percentage(own(name), total(name))
    case .change(let name): change(own(name), before(name))
    case .difference(let name, let others):
      others.reduce(own(name)) { rest, other in
        guard let rest, let other = own(other) else { return rest }
        return rest.less(other)
      }
    }
  }

  private func ratio(_ one: ReportFigure?, _ other: ReportFigure?) -> ReportFigure? {
    guard let one, let other else { return nil }
    return one.combined(with: other, unit: one.unit) { .quotient($0, $1, scale: 2) }
  }

  private func perThousand(_ one: ReportFigure?, _ other: ReportFigure?) -> ReportFigure? {
    guard let one, let other else { return nil }
    return one.combined(with: other, unit: .number) { .quotient($0, $1, scale: 1, times: 1000) }
  }

  private func change(_ now: ReportFigure?, _ then: ReportFigure?) -> ReportFigure? {
    guard let now, let then else { return nil }
    return now.combined(with: then, unit: .percent) { now, then in
      .quotient(now - then, then, scale: 1, times: 100)
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
    let numbers = numbers.map { entry in
      guard let match = other[entry.currency] else { return entry }
      let rest = entry.number.flatMap { number in match.number.map { number - $0 } }
      return Entry(currency: entry.currency, number: rest)
    }
    return ReportFigure(unit: unit, numbers: numbers)
  }
}
