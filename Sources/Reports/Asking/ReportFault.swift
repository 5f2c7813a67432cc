public import Deals
public import Projections

/// Why a report is not given.
public enum ReportFault: Error, Hashable, Sendable {
  case noSuchReport(String, known: [String])
  case noSuchPeriod(String, report: String, known: [String])
  case noSuchDimension(String, report: String, known: [String])
  /// Rows have one value of each dimension.
  case twoValues(of: String)
  /// The day neither begins nor ends a period of that kind.
  case notAPeriod(Day, kind: String, nearest: Period)
  case notOver(Period, asOf: Day)
  case emptyPeriod(from: Day, to: Day)
  /// Whoever asks may not see values of these classes.
  case notForReader(report: String, missing: Set<DisclosureClass>)
  /// The read models do not show values of these classes.
  case notShown(report: String, missing: Set<DisclosureClass>)
  case models(ProjectionFault)
}

extension ReportFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noSuchReport(let id, let known):
      "there is no report \(id): there are \(known.joined(separator: ", "))"
    case .noSuchPeriod(let kind, let report, let known):
      known.isEmpty
        ? "\(report) is of any days, and of no kind of period: give --from and --to alone"
        : "\(report) is not made by \(kind), but by \(known.joined(separator: " or "))"
    case .noSuchDimension(let name, let report, let known):
      "\(report) has no dimension \(name): it has \(known.joined(separator: ", "))"
    case .twoValues(let dimension): "two values of \(dimension) are asked for, and no row has both"
    case .notAPeriod(let day, let kind, let nearest):
      "\(day) neither begins nor ends a period of the kind \(kind): the one it lies in is"
        + " \(nearest.from) to \(nearest.to)"
    case .notOver(let period, let asOf):
      "\(period.label) (\(period.from) to \(period.to)) was not over on \(asOf), and a report is made"
        + " of whole periods"
    case .emptyPeriod(let from, let to): "\(from) comes after \(to)"
    case .notForReader(let report, let missing):
      "\(report) shows what follows from values of the classes \(missing.words), which this role may"
        + " not see"
    case .notShown(let report, let missing):
      "\(report) adds up values of the classes \(missing.words), which these read models do not show"
    case .models(let fault): "\(fault)"
    }
  }
}

extension Set<DisclosureClass> {
  /// By their names, in the order in which classes widen.
  public var words: String {
    DisclosureClass.allCases.filter(contains).map(\.rawValue).joined(separator: ", ")
  }
}
