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
}

extension PartQuery {
  /// A statement and what stands in its places.
  struct Statement {
    var sql: String
    var arguments: [Cell]
  }

  private var dimensions: [String] {
    columns.map { column in
      guard let pieces = column?.split(separator: ":"), pieces.count == 2 else {
        return column ?? "NULL"
      }
      return "substr(\(pieces[0]), 1, \(pieces[1] == "year" ? 4 : 7))"
    }
  }

  /// The dimensions, values of the rows that their measures count, and how often these occur together.
  ///
  /// A single column has one row a cell and value; of several each row of the table is one, since hardly
  /// any would be like another.
  func values(of columns: [(name: String, conditions: [ReportCondition])]) -> Statement {
    let values = columns.map { column in
      column.conditions.isEmpty
        ? Statement(sql: column.name, arguments: [])
        : all(column.conditions).map { "CASE WHEN \($0) THEN \(column.name) END" }
    }
    let isSingle = columns.count == 1
    return statement(
      selecting: values + [Statement(sql: isSingle ? "count(*)" : "1", arguments: [])],
      where: isSingle ? [.present(columns[0].name)] : [],
      grouping: isSingle ? self.columns.count + 1 : 0)
  }
}

/// The columns of an amount: of money, or of a number without a currency.
struct AmountColumns {
  let number: String
  let currency: String

  /// The columns of a measure that adds up; nil for others.
  init?(_ kind: ReportDefinition.Measure.Kind) {
    switch kind {
    case .sum(let name): (number, currency) = (name, "''")
    case .decimals(let name): (number, currency) = (name + "_millionths", "''")
    case .money(let name, let currency): (number, self.currency) = (name + "_millionths", currency)
    case .count, .distinct, .quantile: return nil
    }
  }

  var halves: [String] { ["sum(\(number) / 1000000)", "sum(\(number) % 1000000)"] }
}

// MARK: Conditions

extension PartQuery.Statement: ExpressibleByStringLiteral {
  init(stringLiteral sql: String) { self.init(sql: sql, arguments: []) }

  fileprivate func map(_ change: (String) -> String) -> Self {
    Self(sql: change(sql), arguments: arguments)
  }
}

extension PartQuery {
  private func statement(
    selecting values: [String], where conditions: [ReportCondition], grouping: Int
  ) -> Statement {
    statement(
      selecting: values.map { Statement(sql: $0, arguments: []) }, where: conditions,
      grouping: grouping)
  }

  /// A value of those rows alone that meet the conditions.
  func filtered(_ value: String, _ conditions: [ReportCondition]) -> Statement {
    guard !conditions.isEmpty else { return Statement(sql: value, arguments: []) }
    return all(conditions).map { "\(value) FILTER (WHERE \($0))" }
  }

  /// - Parameter grouping: By how many of the first columns; nil for one row without the dimensions.
  func statement(
    selecting values: [Statement], where conditions: [ReportCondition] = [], grouping: Int?
  ) -> Statement {
    let condition = self.conditions(conditions)
    let selected = (grouping == nil ? [] : dimensions) + values.map(\.sql)
    let groups = (1...max(1, grouping ?? 1)).map(String.init).joined(separator: ", ")
    return Statement(
      sql: "SELECT \(selected.joined(separator: ", ")) FROM \(part.from) WHERE \(condition.sql)"
        + ((grouping ?? 0) > 0 ? " GROUP BY \(groups)" : ""),
      arguments: values.flatMap(\.arguments) + condition.arguments)
  }

  /// The part's own conditions with the period's, and these.
  private func conditions(_ further: [ReportCondition]) -> Statement {
    var condition = all(part.conditions + further)
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
      Statement(
        sql: "substr(\(column), 1, \(prefix.unicodeScalars.count)) = ?", arguments: [.text(prefix)])
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
