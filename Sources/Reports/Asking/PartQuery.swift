import Deals
import Projections

/// The SQL that counts one part of a report in one period.
struct PartQuery {
  let part: ReportDefinition.Part
  /// The columns of the report's dimensions, in their order; nil where this part has none.
  let columns: [String?]
  let period: Period
  let asOf: Day
  let catalogue: ReportCatalogue
  /// What rows are to meet beside the part's own conditions.
  var filters: [ReportCondition] = []
}

extension PartQuery {
  /// A statement and what stands in its places.
  struct Statement {
    var sql: String
    var arguments: [Cell]
  }

  /// The dimensions that this part has, each as SQL has it.
  var dimensions: [(place: Int, sql: String)] {
    columns.enumerated().compactMap { place, column in column.map { (place, Self.sql(of: $0)) } }
  }

  private static func sql(of column: String) -> String {
    let pieces = column.split(separator: ":")
    guard pieces.count == 2 else { return column }
    return "substr(\(pieces[0]), 1, \(pieces[1] == "year" ? 4 : 7))"
  }

  /// A column in those rows alone that meet the conditions.
  func value(_ column: String, _ conditions: [ReportCondition]) -> Statement {
    guard !conditions.isEmpty else { return Statement(sql: column, arguments: []) }
    return all(conditions).map { "CASE WHEN \($0) THEN \(column) END" }
  }

  /// An integer with a bit for each of these conditions that the row meets.
  func flags(_ conditions: [[ReportCondition]]) -> Statement {
    let bits = conditions.enumerated().map { place, conditions in
      all(conditions).map { "CASE WHEN \($0) THEN \(1 << place) ELSE 0 END" }
    }
    return Statement(
      sql: bits.map(\.sql).joined(separator: " + "), arguments: bits.flatMap(\.arguments))
  }

  /// These values of each row of the part.
  func rows(_ values: [Statement], where conditions: [ReportCondition] = []) -> Statement {
    let condition = self.conditions(conditions)
    return Statement(
      sql: "SELECT \(values.map(\.sql).joined(separator: ", ")) FROM \(part.from)"
        + " WHERE \(condition.sql)",
      arguments: values.flatMap(\.arguments) + condition.arguments)
  }
}

extension PartQuery {
  /// The columns by which rows that meet the same of these conditions lie together in an index, so that
  /// SQLite counts them as it goes; nil where there is none with that order.
  func groupColumns(of conditions: [[ReportCondition]]) -> [String]? {
    var columns: [String] = []
    for column in dimensions.map(\.sql) + conditions.joined().flatMap(\.columns)
    where !columns.contains(column) {
      columns.append(column)
    }
    return !columns.isEmpty && part.table?.isIndexed(inOrderOf: columns) ?? false ? columns : nil
  }

  /// These values of each group of rows that are the same in these columns.
  func rows(_ values: [Statement], by columns: [String]) -> Statement {
    rows(values).map { "\($0) GROUP BY \(columns.joined(separator: ", "))" }
  }
}

/// The columns of an amount: of money, or of a number without a currency.
struct AmountColumns {
  let number: String
  /// Nil of numbers without one.
  let currency: String?

  /// The columns of a measure that adds up; nil for others.
  init?(_ kind: ReportDefinition.Measure.Kind) {
    switch kind {
    case .sum(let name): (number, currency) = (name, nil)
    case .decimals(let name): (number, currency) = (name + "_millionths", nil)
    case .money(let name, let currency): (number, self.currency) = (name + "_millionths", currency)
    case .count, .distinct, .quantile: return nil
    }
  }
}

// MARK: Conditions

extension PartQuery.Statement: ExpressibleByStringLiteral {
  init(stringLiteral sql: String) { self.init(sql: sql, arguments: []) }

  fileprivate func map(_ change: (String) -> String) -> Self {
    Self(sql: change(sql), arguments: arguments)
  }
}

extension PartQuery {
  /// The part's own conditions with the period's, and these.
  private func conditions(_ further: [ReportCondition]) -> Statement {
    var condition = all(part.conditions + filters + further)
    guard let on = part.on else { return condition }
    condition.sql = "\(on) >= ? AND \(on) <= ? AND " + condition.sql
    condition.arguments = [day(period.from), day(min(period.to, asOf))] + condition.arguments
    return condition
  }

  private func day(_ day: Day) -> Cell { .text(day.hasFourDigitYear ? day.text : "0000-01-01") }

  private func all(_ conditions: [ReportCondition]) -> Statement {
    guard !conditions.isEmpty else { return "TRUE" }
    return joined(conditions, by: " AND ")
  }

  private func joined(_ conditions: [ReportCondition], by word: String) -> Statement {
    let parts = conditions.map(condition)
    return Statement(
      sql: parts.map(\.sql).joined(separator: word), arguments: parts.flatMap(\.arguments))
  }

  private func condition(_ condition: ReportCondition) -> Statement {
    switch condition {
    case .present(let column): Statement(sql: "\(column) IS NOT NULL", arguments: [])
    case .absent(let column): Statement(sql: "\(column) IS NULL", arguments: [])
    case .equals(let column, let value): Statement(sql: "\(column) = ?", arguments: [value.cell])
    case .differs(let column, let value):
      Statement(sql: "\(column) <> ?", arguments: [value.cell])
    case .isMember(let column, let set):
      self.condition(
        .isOneOf(
          column, catalogue.members(of: set, on: min(period.to, asOf)).map(ReportOperand.text)))
    case .isOneOf(let column, let values):
      Statement(
        sql: "\(column) IN (\(values.map { _ in "?" }.joined(separator: ", ")))",
        arguments: values.map(\.cell))
    case .startsWith(let column, let prefix):
      // The last of all characters is none that is written. The sign keeps SQLite from an index.
      Statement(
        sql: "(+\(column) >= ? AND +\(column) < ?)",
        arguments: [.text(prefix), .text(prefix + "\u{10FFFF}")])
    case .through(let column, let day):
      Statement(sql: "\(column) <= ?", arguments: [self.day(self.day(day))])
    case .after(let column, let day):
      Statement(sql: "\(column) > ?", arguments: [self.day(self.day(day))])
    case .atMost(let column, let number):
      Statement(sql: "\(column) <= ?", arguments: [.integer(number)])
    case .atLeast(let column, let number):
      Statement(sql: "\(column) >= ?", arguments: [.integer(number)])
    case .any(let conditions): joined(conditions, by: " OR ").map { "(\($0))" }
    }
  }

  private func day(_ day: ReportDay) -> Day {
    let anchor =
      switch day.anchor {
      case .from: period.from
      case .to: min(period.to, asOf)
      case .on: asOf
      }
    return Day(number: anchor.number + day.offset)
  }
}

extension ReportOperand {
  fileprivate var cell: Cell {
    switch self {
    case .text(let text): .text(text)
    case .integer(let number): .integer(number)
    }
  }
}
