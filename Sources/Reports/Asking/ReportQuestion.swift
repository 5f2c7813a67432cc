public import Deals

/// Which report is asked for, of which periods, as of which day.
public struct ReportQuestion: Sendable {
  public internal(set) var report: ReportDefinition
  /// The kind of period; nil for the report's own, and for reports of any days.
  public var kind: String?
  public var from: Day?
  public var through: Day?
  /// What legally happened after this day is left out; nil for the day of the newest event.
  public var asOf: Day?
  /// Whose values may be used; nil for all that the read models show.
  public var classes: Set<DisclosureClass>?

  /// Of which rows alone it is asked.
  public var filters: [ReportFilter] = []

  /// Whether every figure is shown: for those alone who may see what each deal says.
  public var isUnsuppressed = false
  /// Columns of the report that are not answered, each with the classes that they would need.
  var leftOut: [String: Set<DisclosureClass>] = [:]

  public init(_ report: ReportDefinition) { self.report = report }
}

/// The periods that an answer has.
struct AskedPeriods {
  let asOf: Day
  let asked: [Period]
  /// Nil where the report is of any days.
  let kind: String?
}

extension ReportQuestion {
  /// - Parameter newest: The legal day of the newest event.
  func periods(
    in catalogue: ReportCatalogue, newest: Day
  ) throws(ReportFault) -> AskedPeriods {
    let asOf = asOf ?? newest
    guard let name = try kindName(), let kind = catalogue.periods[name] else {
      let span = Period(
        from: from ?? Day(number: -719_468), to: min(through ?? asOf, asOf),
        label: from == nil && through == nil ? "all" : nil)
      guard span.from <= span.to else { throw .emptyPeriod(from: span.from, to: span.to) }
      return AskedPeriods(asOf: asOf, asked: [span], kind: nil)
    }
    return AskedPeriods(asOf: asOf, asked: try asked(kind, name, asOf), kind: name)
  }

  private func kindName() throws(ReportFault) -> String? {
    guard let kind else { return report.periods.first }
    guard report.periods.contains(kind) else {
      throw .noSuchPeriod(kind, report: report.id, known: report.periods)
    }
    return kind
  }

  /// Whole periods alone: of two spans that differ by a day, the difference would be that day's.
  private func asked(
    _ kind: PeriodKind, _ name: String, _ asOf: Day
  ) throws(ReportFault) -> [Period] {
    guard from != nil || through != nil else {
      let last = kind.period(of: asOf)
      return [last.to <= asOf ? last : kind.period(before: last)]
    }
    let first = from ?? kind.period(of: through ?? asOf).from
    let last = through ?? max(kind.period(of: first).to, asOf)
    guard kind.period(of: first).from == first else {
      throw .notAPeriod(first, kind: name, nearest: kind.period(of: first))
    }
    if let through, kind.period(of: through).to != through {
      throw .notAPeriod(through, kind: name, nearest: kind.period(of: through))
    }
    let periods = kind.periods(from: first, through: min(last, asOf))
    guard !periods.isEmpty else { throw .notOver(kind.period(of: first), asOf: asOf) }
    return periods
  }
}
