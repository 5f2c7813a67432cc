import Deals
import Projections

/// A figure of one measure, of one currency where it is money, by their numbers.
struct FigureName: Hashable, Sendable {
  let measure: Int
  let currency: Int32

  /// Of what is counted, and has none.
  static let noCurrency: Int32 = 0
}

/// Which figures of a table are not shown.
struct HiddenFigures: Sendable {
  var places: [FigureName: Set<Coordinates>] = [:]
  /// Not even which places there are is shown, but for those that other reports show too.
  var isWithheld = false

  func contains(_ name: FigureName, at place: Coordinates) -> Bool {
    places[name]?.contains(place) ?? false
  }

  /// Whether a figure of any measure is hidden there.
  func touches(_ place: Coordinates) -> Bool { places.values.contains { $0.contains(place) } }
}

/// Chooses what a report must not show, as its definition says.
struct Suppressor {
  let report: ReportDefinition
  let rule: SuppressionRule
  let codes: CellCodes
}

extension Suppressor {
  /// What is hidden of each of several periods, which may be asked for together as well.
  ///
  /// - Parameter whole: The table of all of them together; nil where nobody can ask for it yet.
  func hidden(of parts: [Period: PeriodTable], whole: PeriodTable?) -> [Period: HiddenFigures] {
    guard report.suppression != .none else { return [:] }
    guard let whole, parts.count > 1 else { return parts.mapValues(hidden) }
    let known = hidden(of: whole)
    var joint = whole.prefixed(by: nil)
    let labels = Dictionary(
      uniqueKeysWithValues: parts.keys.map { ($0, codes.code(.text($0.label))) })
    for (period, table) in parts { joint.merge(table.prefixed(by: labels[period])) { $1 } }
    let found = choose(
      in: joint, fixed: Set(joint.keys.filter { $0[0] == nil }),
      known: known.prefixed(by: nil))
    return Dictionary(
      uniqueKeysWithValues: labels.map { ($0.key, found.within($0.value)) })
  }

  private func hidden(of table: PeriodTable) -> HiddenFigures {
    // As of two days a report may differ by a single contribution.
    guard !report.periods.isEmpty else { return allSums(of: table) }
    let (fixed, known) = shared(of: table)
    return choose(in: table, fixed: fixed, known: known)
  }

  /// Every sum, where it cannot be told what is safe.
  func allSums(of table: PeriodTable) -> HiddenFigures {
    let places = Set(table.keys)
    return HiddenFigures(
      places: Dictionary(uniqueKeysWithValues: sumNames(in: table.values).map { ($0, places) }),
      isWithheld: report.suppression == .cells)
  }

  /// The totals that another report shows too, and what is hidden of them there.
  ///
  /// That other report is of this one dimension, so they are weighed by themselves.
  private func shared(of table: PeriodTable) -> (fixed: Set<Coordinates>, known: HiddenFigures) {
    guard let names = report.shared else { return ([], HiddenFigures()) }
    var (fixed, known) = (Set<Coordinates>(), HiddenFigures())
    let dimensions = report.dimensions.indices.filter { names.contains(report.dimensions[$0].name) }
    for dimension in [nil] + dimensions {
      let margin = table.filter { place, _ in
        place.indices.allSatisfy { $0 == dimension || place[$0] == nil }
      }
      fixed.formUnion(margin.keys)
      let places = TablePlaces(margin, codes)
      for name in sumNames(in: margin.values) {
        let hidden = protect(name, in: places, fixed: [], hidden: [], .amounts) ?? Set(margin.keys)
        known.places[name, default: []].formUnion(hidden)
      }
    }
    return (fixed, known)
  }

  private func choose(
    in table: PeriodTable, fixed: Set<Coordinates>, known: HiddenFigures
  ) -> HiddenFigures {
    let places = TablePlaces(table, codes)
    return report.suppression == .cells
      ? chooseCells(in: places, fixed, known) : chooseSums(in: places, fixed, known)
  }

  /// Each sum is weighed by itself.
  private func chooseSums(
    in table: TablePlaces, _ fixed: Set<Coordinates>, _ known: HiddenFigures
  ) -> HiddenFigures {
    var chosen = HiddenFigures()
    for name in sumNames(in: table.amounts) {
      let hidden = known.places[name] ?? []
      chosen.places[name] =
        protect(name, in: table, fixed: fixed, hidden: hidden, .amounts)
        ?? hidden.union(table.places.filter { !fixed.contains($0) })
    }
    return chosen
  }

  /// Where one figure of a cell is hidden all are, until none asks for more.
  private func chooseCells(
    in table: TablePlaces, _ fixed: Set<Coordinates>, _ known: HiddenFigures
  ) -> HiddenFigures {
    let names =
      sumNames(in: table.amounts).map { ($0, Protection.Scale.amounts) }
      + countNames(in: table.amounts).map { ($0, .counts) }
    let free = Set(table.places).subtracting(fixed)
    var (chosen, closed, count) = (HiddenFigures(), Set<Coordinates>(), -1)
    while closed.count > count {
      count = closed.count
      for (name, scale) in names {
        let start = (known.places[name] ?? []).union(closed)
        guard let hidden = protect(name, in: table, fixed: fixed, hidden: start, scale) else {
          closed = free
          chosen.isWithheld = true
          continue
        }
        closed.formUnion(hidden.intersection(free))
      }
    }
    for (name, _) in names { chosen.places[name] = (known.places[name] ?? []).union(closed) }
    return chosen
  }
}

// MARK: One figure

extension Suppressor {
  /// Sums of what is above class public, in the order of their names.
  private func sumNames(in table: some Sequence<Amounts>) -> [FigureName] {
    let (sealed, names) = (report.sealedSums, report.measureNames)
    let measures = names.indices.filter { sealed.contains(names[$0]) }
    var found: Set<FigureName> = []
    for amounts in table {
      for measure in measures {
        guard case .sums(let sums)? = amounts[measure] else { continue }
        for sum in sums { found.insert(FigureName(measure: measure, currency: sum.currency)) }
      }
    }
    return found.map { ((names[$0.measure], "\(codes.cell($0.currency))"), $0) }
      .sorted { $0.0 < $1.0 }.map(\.1)
  }

  private func countNames(in table: [Amounts]) -> [FigureName] {
    let names = report.measureNames
    let counted = names.indices.filter { measure in
      table.contains { if case .count? = $0[measure] { true } else { false } }
    }
    return counted.sorted { names[$0] < names[$1] }
      .map { FigureName(measure: $0, currency: FigureName.noCurrency) }
  }

  /// What is not to be shown of one figure; nil where that cannot be done.
  private func protect(
    _ name: FigureName, in table: TablePlaces, fixed: Set<Coordinates>, hidden: Set<Coordinates>,
    _ scale: Protection.Scale
  ) -> Set<Coordinates>? {
    let figures = table.figures(of: name, fixed: fixed)
    let closed = Set(figures.indices.filter { hidden.contains(figures[$0].place) })
    var protection = Protection(figures, hidden: closed, scale: scale, rule: rule)
    return protection.run().map { chosen in hidden.union(chosen.map { figures[$0].place }) }
  }
}

// MARK: Periods as a dimension

extension PeriodTable {
  fileprivate func prefixed(by value: Int32?) -> Self {
    Dictionary(uniqueKeysWithValues: map { ($0.prefixed(by: value), $1) })
  }
}

extension HiddenFigures {
  fileprivate func prefixed(by value: Int32?) -> HiddenFigures {
    HiddenFigures(
      places: places.mapValues { Set($0.map { $0.prefixed(by: value) }) }, isWithheld: isWithheld)
  }

  /// What is hidden where the first dimension has this value, without that dimension.
  fileprivate func within(_ value: Int32) -> HiddenFigures {
    HiddenFigures(
      places: places.mapValues { places in
        Set(places.filter { $0[0] == value }.map(\.withoutFirst))
      }, isWithheld: isWithheld)
  }
}
