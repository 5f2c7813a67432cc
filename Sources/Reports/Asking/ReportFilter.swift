import Projections

/// The rows alone that have one value of a dimension.
public struct ReportFilter: Hashable, Sendable {
  public let dimension: String
  /// As tables show it; `-` for rows of which none was stated.
  public let value: String

  public init(_ dimension: String, is value: String) {
    (self.dimension, self.value) = (dimension, value)
  }

  /// Whether a row shows this value; the total of all values shows none.
  func admits(_ cell: Cell?) -> Bool {
    switch cell {
    case nil: false
    case .null?: value == Self.notStated
    case let cell?: Cell.text("\(cell)") == .text(value)
    }
  }

  private static let notStated = "-"

  /// What the rows of a table are to meet; nil where a day of which only the year counts stands there.
  fileprivate func condition(on column: String) -> ReportCondition? {
    guard !column.contains(":") else { return nil }
    return value == Self.notStated ? .absent(column) : .equals(column, .text(value))
  }

  fileprivate var isOfNotStated: Bool { value == Self.notStated }
}

extension ReportQuestion {
  /// Whether what is not to be seen is hidden.
  var isSuppressing: Bool { report.suppression != .none && !isUnsuppressed }

  func shows(_ place: [Cell?]) -> Bool {
    filters.allSatisfy { filter in
      report.dimensions.firstIndex { $0.name == filter.dimension }
        .map { filter.admits(place[$0]) } ?? false
    }
  }

  /// What rows of a part are to meet to be counted; nil where none can be shown.
  ///
  /// Where figures are hidden, or worked out from the whole, all rows are counted.
  func conditions(on part: ReportDefinition.Part) -> [ReportCondition]? {
    guard !isSuppressing, !report.derived.contains(where: \.kind.isOfTheWhole) else { return [] }
    var conditions: [ReportCondition] = []
    for filter in filters {
      if let column = part.by[filter.dimension] {
        conditions += [filter.condition(on: column)].compactMap(\.self)
      } else if !filter.isOfNotStated {
        return nil
      }
    }
    return conditions
  }

  /// Refuses dimensions that the report has not, or that are given twice.
  func checkFilters() throws(ReportFault) {
    let known = report.dimensions.map(\.name)
    for (place, filter) in filters.enumerated() {
      guard known.contains(filter.dimension) else {
        throw .noSuchDimension(filter.dimension, report: report.id, known: known)
      }
      guard !filters[..<place].contains(where: { $0.dimension == filter.dimension }) else {
        throw .twoValues(of: filter.dimension)
      }
    }
  }
}

extension ReportDefinition.Derived.Kind {
  /// Whether it rests on the total of the period.
  fileprivate var isOfTheWhole: Bool {
    switch self {
    case .share, .perThousand: true
    case .ratio, .mean, .percentage, .change, .difference: false
    }
  }
}
