import Deals
import Projections

extension Reports {
  /// Each published figure with what the ledger's own tables give for the day it was published for.
  ///
  /// A claim is never counted itself. How much rests on records that are not invented and name their
  /// source is told beside it.
  func figures(_ question: ReportQuestion) throws(ReportFault) -> ReportAnswer {
    let newest = try newestDay()
    let asOf = question.asOf ?? newest
    let statements = try rows(
      """
      SELECT figure, as_of, source, comparator, value_millionths, measure, as_of_on
      FROM published_figures WHERE as_of_on <= ? ORDER BY figure, as_of_on, place
      """, [.text(asOf.text)])
    var answered: [ReportRow] = []
    for statement in statements where question.shows(Array(statement.prefix(4))) {
      answered.append(try row(of: statement, question.report.columns, asOf))
    }
    let period = Period(from: asOf, to: asOf, label: "all")
    return answer(question, AskedPeriods(asOf: asOf, asked: [period], kind: nil), answered)
  }

  private func row(
    of statement: [Cell], _ columns: [String], _ asOf: Day
  ) throws(ReportFault) -> ReportRow {
    let claimed = Decimal(Int128(statement[4].number), scale: 6)
    var figures = ["claimed": ReportFigure(.money, claimed)]
    if case .text(let name) = statement[5], case .text(let day) = statement[6],
      let measurement = catalogue.figureMeasures[name], let day = Day(text: day)
    {
      let all = try count(measurement, on: day, [])
      figures["reproduced"] = .count(all)
      figures["gap"] = ReportFigure(.money, claimed - Decimal(Int128(all)))
      figures["holds"] = .count(claimed.isMet(by: all, statement[3]) ? 1 : 0)
      if measurement.namesSources {
        let borne = try count(
          measurement, on: day, [.equals("synthetic", .integer(0)), .present("source")])
        figures["withSource"] = .count(borne)
        figures["coverage%"] = ReportFigure.count(borne).combined(
          with: .count(all), unit: .percent
        ) { .quotient($0, $1, scale: 1, times: 100) }
      }
    }
    return ReportRow(
      period: "all", level: .cell, place: Array(statement.prefix(4)),
      figures: columns.map { figures[$0] })
  }

  private func count(
    _ measurement: FigureMeasurement, on day: Day, _ conditions: [ReportCondition]
  ) throws(ReportFault) -> Int {
    let query = PartQuery(
      part: measurement.part, columns: [], period: Period(from: Day(number: -719_468), to: day),
      asOf: day, catalogue: catalogue)
    let statement = query.figure(measurement, conditions)
    return try rows(statement.sql, statement.arguments).first?.first?.number ?? 0
  }
}

extension FigureMeasurement {
  /// Whether its table says of each row who bears it out, and whether it is invented: deals do not.
  fileprivate var namesSources: Bool { part.from != "flow" }
}

extension Decimal {
  /// Whether a number is what is claimed: more than this, at least this ...
  fileprivate func isMet(by number: Int, _ comparator: Cell) -> Bool {
    let found = Decimal(Int128(number)) - self
    return switch comparator {
    case .text("="): found.units == 0
    case .text(">"): found.units > 0
    case .text(">="): found.units >= 0
    case .text("<"): found.units < 0
    case .text("<="): found.units <= 0
    // About: within a tenth. Both are in millionths.
    default: found.units.magnitude * 10 <= units.magnitude
    }
  }
}

extension PartQuery {
  /// One row with the number that a published figure is held against.
  func figure(
    _ measurement: FigureMeasurement, _ conditions: [ReportCondition]
  ) -> Statement {
    if measurement.largest == nil,
      case .distinct(let column)? = measurement.part.measures.first?.kind,
      part.table?.isIndexed(by: column) ?? false
    {
      return count(ofValuesIn: column, where: conditions)
    }
    let value: String =
      if let largest = measurement.largest {
        "max(\(largest))"
      } else if case .distinct(let column)? = measurement.part.measures.first?.kind {
        "count(DISTINCT \(column))"
      } else if case .sum(let column)? = measurement.part.measures.first?.kind {
        "sum(\(column))"
      } else {
        "count(*)"
      }
    return rows([Statement(sql: value, arguments: [])], where: conditions)
  }

  /// How many values there are of a column with an index: each is looked up after the one before it, so
  /// that not every row is read.
  private func count(
    ofValuesIn column: String, where conditions: [ReportCondition]
  ) -> Statement {
    var statement = rows(["1"], where: conditions)
    statement.sql = """
      WITH RECURSIVE known (value) AS (SELECT min(\(column)) FROM \(part.from) UNION ALL
        SELECT (SELECT min(\(column)) FROM \(part.from) WHERE \(column) > value) FROM known
        WHERE value IS NOT NULL)
      SELECT count(*) FROM known WHERE value IS NOT NULL
        AND EXISTS (\(statement.sql) AND \(column) = value)
      """
    return statement
  }
}
