public import Deals
public import EventLog
import Projections

/// What a report comes to at one position: the same for the same question, byte for byte.
public struct ReportAnswer: Sendable {
  public let report: ReportDefinition
  let catalogue: ReportCatalogue
  let periods: AskedPeriods
  /// Columns that are not answered, with the classes that they would need.
  public let leftOut: [String: Set<DisclosureClass>]
  let isUnsuppressed: Bool
  /// Of which rows alone it tells.
  public let filters: [ReportFilter]
  /// Every event before it was counted.
  public let position: GlobalPosition
  /// The ledger's id.
  public let ledger: String
  let rows: [ReportRow]

  /// The legal day after which nothing was counted.
  public var asOf: Day { periods.asOf }
  /// How many figures are not shown.
  public var suppressed: Int { rows.reduce(0) { $0 + $1.hidden } }
  /// The periods of which no more than what other reports show is told.
  public var withheld: [String] { rows.filter(\.isWithheld).map(\.period) }
}

/// A line of a report: a cell, a total of one value, or the total of a period.
struct ReportRow: Sendable {
  enum Level: String, Sendable { case cell, margin, total }

  let period: String
  let level: Level
  /// A value for each dimension; nil where it is of all of them.
  let place: [Cell?]
  /// In the order of the columns.
  let figures: [ReportFigure?]
  /// Whether it stands for cells of which nothing is told.
  var isWithheld = false

  var hidden: Int {
    figures.reduce(0) { sum, figure in sum + (figure?.hidden ?? 0) }
  }
}
