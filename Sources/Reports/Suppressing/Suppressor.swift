import Deals
import Projections

/// A figure of one measure, of one currency where it is money.
struct FigureName: Hashable, Sendable {
  let measure: String
  let currency: String
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
  /// Cells and their totals.
  typealias Table = [Coordinates: Cube.Figures]

  let report: ReportDefinition
  let rule: SuppressionRule
}

extension Suppressor {
  /// What is hidden of each of several periods, which may be asked for together as well.
  ///
  /// - Parameter whole: The table of all of them together; nil where nobody can ask for it yet.
  func hidden(of parts: [Period: Table], whole: Table?) -> [Period: HiddenFigures] {
    guard report.suppression != .none else { return [:] }
    guard let whole, parts.count > 1 else { return parts.mapValues(hidden) }
    let known = hidden(of: whole)
    var joint = whole.prefixed(by: nil)
    for (period, table) in parts { joint.merge(table.prefixed(by: .text(period.label))) { $1 } }
    let found = choose(
      in: joint, fixed: Set(joint.keys.filter { $0.values[0] == nil }),
      known: known.prefixed(by: nil))
    return Dictionary(
      uniqueKeysWithValues: parts.keys.map { ($0, found.within(.text($0.label))) })
  }

  private func hidden(of table: Table) -> HiddenFigures {
    // As of two days a report may differ by a single contribution.
    guard !report.periods.isEmpty else { return allSums(of: table) }
    let (fixed, known) = shared(of: table)
    return choose(in: table, fixed: fixed, known: known)
  }

  /// Every sum, where it cannot be told what is safe.
  func allSums(of table: Table) -> HiddenFigures {
    let places = Set(table.keys)
    return HiddenFigures(
      places: Dictionary(uniqueKeysWithValues: sumNames(in: table).map { ($0, places) }),
      isWithheld: report.suppression == .cells)
  }

  /// The totals that another report shows too, and what is hidden of them there.
  ///
  /// That other report is of this one dimension, so they are weighed by themselves.
  private func shared(of table: Table) -> (fixed: Set<Coordinates>, known: HiddenFigures) {
    guard let names = report.shared else { return ([], HiddenFigures()) }
    var (fixed, known) = (Set<Coordinates>(), HiddenFigures())
    let dimensions = report.dimensions.indices.filter { names.contains(report.dimensions[$0].name) }
    for dimension in [nil] + dimensions {
      let margin = table.filter { place, _ in
        place.values.indices.allSatisfy { $0 == dimension || place.values[$0] == nil }
      }
      fixed.formUnion(margin.keys)
      for name in sumNames(in: margin) {
        let hidden = protect(name, in: margin, fixed: [], hidden: [], .amounts) ?? Set(margin.keys)
        known.places[name, default: []].formUnion(hidden)
      }
    }
    return (fixed, known)
  }

  private func choose(
    in table: Table, fixed: Set<Coordinates>, known: HiddenFigures
  ) -> HiddenFigures {
    report.suppression == .cells
      ? chooseCells(in: table, fixed, known) : chooseSums(in: table, fixed, known)
  }

  /// Each sum is weighed by itself.
  private func chooseSums(
    in table: Table, _ fixed: Set<Coordinates>, _ known: HiddenFigures
  ) -> HiddenFigures {
    var chosen = HiddenFigures()
    for name in sumNames(in: table) {
      let hidden = known.places[name] ?? []
      chosen.places[name] =
        protect(name, in: table, fixed: fixed, hidden: hidden, .amounts)
        ?? hidden.union(table.keys.filter { !fixed.contains($0) })
    }
    return chosen
  }

  /// Where one figure of a cell is hidden all are, until none asks for more.
  private func chooseCells(
    in table: Table, _ fixed: Set<Coordinates>, _ known: HiddenFigures
  ) -> HiddenFigures {
    let names =
      sumNames(in: table).map { ($0, Protection.Scale.amounts) }
      + countNames(in: table).map { ($0, .counts) }
    let free = Set(table.keys).subtracting(fixed)
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
  private func sumNames(in table: Table) -> [FigureName] {
    let measures = report.sealedSums
    return names(in: table) { measure, amount in
      guard measures.contains(measure), case .sums(let sums) = amount else { return [] }
      return Array(sums.keys)
    }
  }

  private func countNames(in table: Table) -> [FigureName] {
    names(in: table) { _, amount in if case .count = amount { [""] } else { [] } }
  }

  private func names(
    in table: Table, _ currencies: (String, Amount) -> [String]
  ) -> [FigureName] {
    let found = table.values.flatMap { figures in
      figures.flatMap { measure, amount in
        currencies(measure, amount).map { FigureName(measure: measure, currency: $0) }
      }
    }
    return Set(found).sorted { ($0.measure, $0.currency) < ($1.measure, $1.currency) }
  }

  /// What is not to be shown of one figure; nil where that cannot be done.
  private func protect(
    _ name: FigureName, in table: Table, fixed: Set<Coordinates>, hidden: Set<Coordinates>,
    _ scale: Protection.Scale
  ) -> Set<Coordinates>? {
    let places = table.keys.filter { table[$0]?[name] != nil }.sorted()
    let cells = places.filter { !$0.values.contains(nil) }
    let numbers = Dictionary(uniqueKeysWithValues: cells.enumerated().map { ($1, $0) })
    var parts: [Coordinates: [Int]] = [:]
    for cell in cells {
      for place in cell.totals where table[place] != nil {
        parts[place, default: []].append(numbers[cell] ?? 0)
      }
    }
    let figures = places.map { place in
      Protection.Figure(
        place: place, sum: table[place]?[name] ?? Sum(), isFixed: fixed.contains(place),
        cells: numbers[place].map { [$0] } ?? parts[place] ?? [])
    }
    let closed = Set(places.indices.filter { hidden.contains(places[$0]) })
    var protection = Protection(figures, hidden: closed, scale: scale, rule: rule)
    return protection.run().map { chosen in
      hidden.union(chosen.map { places[$0] })
    }
  }
}

extension Cube.Figures {
  /// The figure of this name; nil where there is none, or nothing in it.
  fileprivate subscript(name: FigureName) -> Sum? {
    switch self[name.measure] {
    case .count(let count)? where count > 0: Sum(contributions: count, value: Int128(count))
    case .sums(let sums)?: sums[name.currency]
    default: nil
    }
  }
}

// MARK: Periods as a dimension

extension Coordinates {
  /// Every place of which what stands here may be a part, by leaving values out.
  var totals: [Coordinates] {
    values.indices.reduce(into: [values]) { found, index in
      found += found.map { values in
        var wider = values
        wider[index] = nil
        return wider
      }
    }.dropFirst().map(Coordinates.init)
  }

  fileprivate func prefixed(by value: Cell?) -> Coordinates {
    Coordinates(values: [value] + values)
  }
}

extension Suppressor.Table {
  fileprivate func prefixed(by value: Cell?) -> Self {
    Dictionary(uniqueKeysWithValues: map { ($0.prefixed(by: value), $1) })
  }
}

extension HiddenFigures {
  fileprivate func prefixed(by value: Cell?) -> HiddenFigures {
    HiddenFigures(
      places: places.mapValues { Set($0.map { $0.prefixed(by: value) }) }, isWithheld: isWithheld)
  }

  /// What is hidden where the first dimension has this value, without that dimension.
  fileprivate func within(_ value: Cell) -> HiddenFigures {
    HiddenFigures(
      places: places.mapValues { places in
        Set(
          places.filter { $0.values[0] == value }
            .map { Coordinates(values: Array($0.values.dropFirst())) })
      }, isWithheld: isWithheld)
  }
}
