import Deals
public import Projections

/// Runs reports over the read models at one position.
public struct Reports {
  let models: ModelReader
  public let catalogue: ReportCatalogue
  private let tell: (String, [Cell]) -> Void

  /// - Parameter tell: Told every statement before it is run, for whoever measures them.
  public init(
    _ models: ModelReader, _ catalogue: ReportCatalogue = .standard,
    telling tell: @escaping (String, [Cell]) -> Void = { _, _ in }
  ) {
    (self.models, self.catalogue, self.tell) = (models, catalogue, tell)
  }

  /// What the report comes to.
  ///
  /// The same question at the same position gives the same answer.
  public func answer(_ question: ReportQuestion) throws(ReportFault) -> ReportAnswer {
    let question = try allowed(question)
    if question.report.isOfFigures { return try figures(question) }
    let periods = try question.periods(in: catalogue, newest: try newestDay())
    var tables = PeriodTables(question, catalogue) { (period) throws(ReportFault) in
      try table(of: question.report, period, periods.asOf)
    }
    let rows = try periods.asked.map { (period) throws(ReportFault) in
      try tables.rows(of: period, in: periods)
    }
    return answer(question, periods, rows.flatMap(\.self))
  }

  func answer(
    _ question: ReportQuestion, _ periods: AskedPeriods, _ rows: [ReportRow]
  ) -> ReportAnswer {
    ReportAnswer(
      report: question.report, catalogue: catalogue, periods: periods, leftOut: question.leftOut,
      isUnsuppressed: question.isUnsuppressed, position: models.position, ledger: models.ledger,
      rows: rows)
  }

  /// The legal day of the newest event of a deal, of the network or of a figure that the models know.
  func newestDay() throws(ReportFault) -> Day {
    // `0` comes after `/`: all streams of a kind.
    let newest = try rows(
      """
      SELECT max(at) FROM (SELECT max(last_at) AS at FROM deals
        UNION ALL SELECT max(occurred_at) FROM audit_trail
          WHERE subject > 'network/' AND subject < 'network0'
        UNION ALL SELECT max(occurred_at) FROM audit_trail
          WHERE subject > 'figure/' AND subject < 'figure0')
      """, [])
    guard case .text(let text)? = newest.first?.first,
      let day = Day(text: String(text.prefix(10)))
    else { return Day(number: 0) }
    return day
  }

  func rows(_ sql: String, _ arguments: [Cell]) throws(ReportFault) -> [[Cell]] {
    tell(sql, arguments)
    do throws(ProjectionFault) {
      return try models.rows(sql, arguments)
    } catch {
      throw .models(error)
    }
  }
}

// MARK: Counting

extension Reports {
  /// What is counted in a period: the cells, and their totals.
  private func table(
    of report: ReportDefinition, _ period: Period, _ asOf: Day
  ) throws(ReportFault) -> [Coordinates: Cube.Figures] {
    var cube = Cube(dimensions: report.dimensions.count)
    for part in report.parts {
      let query = query(part, of: report, period, asOf)
      try count(query, into: &cube)
      try addValues(query, into: &cube)
    }
    return cube.figures()
  }

  private func query(
    _ part: ReportDefinition.Part, of report: ReportDefinition, _ period: Period, _ asOf: Day
  ) -> PartQuery {
    PartQuery(
      part: part, columns: report.dimensions.map { part.by[$0.name] }, period: period, asOf: asOf,
      catalogue: catalogue)
  }

  /// What a part counts and adds up: a statement for each column of contributors.
  private func count(_ query: PartQuery, into cube: inout Cube) throws(ReportFault) {
    let contributors = query.part.contributors.map(Optional.some)
    var sums: [PartTally.Results.Key: Sum] = [:]
    for (index, contributor) in (contributors.isEmpty ? [nil] : contributors).enumerated() {
      let tally = PartTally(query, by: contributor, isCounting: index == 0)
      guard !tally.isEmpty else { continue }
      let statement = tally.statement
      let results = tally.results(of: try rows(statement.sql, statement.arguments))
      for (cell, counts) in results.counts {
        for (measure, number) in zip(tally.counted, counts) {
          cube.add(.count(number), measure.name, at: cell)
        }
      }
      for (key, found) in results.sums {
        let sum = found.sum(isWeighed: contributor != nil)
        sums[key] = sums[key]?.weighed(as: sum) ?? sum
      }
    }
    for (key, sum) in sums {
      cube.add(.sums([key.currency: sum]), key.measure, at: key.cell)
    }
  }

  /// What is counted by values, which are to be told apart when cells are added up.
  private func addValues(_ query: PartQuery, into cube: inout Cube) throws(ReportFault) {
    let measures = query.part.measures.filter { $0.column != nil }
    guard !measures.isEmpty else { return }
    let statement = query.values(of: measures.map { ($0.column ?? "", $0.conditions) })
    var found: [[Cell]: [[Cell: Int]]] = [:]
    for row in try rows(statement.sql, statement.arguments) {
      let cell = Array(row.prefix(cube.dimensions))
      for index in measures.indices where row[cube.dimensions + index] != .null {
        found[cell, default: measures.map { _ in [:] }][index][
          row[cube.dimensions + index], default: 0] += row[row.count - 1].number
      }
    }
    for (cell, values) in found {
      for (measure, values) in zip(measures, values) where !values.isEmpty {
        cube.add(measure.amount(of: values), measure.name, at: cell)
      }
    }
  }
}

extension ReportDefinition.Measure {
  /// The column whose values are told apart; nil where rows are counted or amounts added up.
  fileprivate var column: String? {
    switch kind {
    case .distinct(let column), .quantile(let column, _): column
    case .count, .sum, .decimals, .money: nil
    }
  }

  /// - Parameter values: How often each occurs.
  fileprivate func amount(of values: [Cell: Int]) -> Amount {
    if case .distinct = kind { return .values(Set(values.keys)) }
    return .histogram(
      Dictionary(values.map { ($0.number, $1) }, uniquingKeysWith: +))
  }
}

extension Cell {
  /// The number; 0 where it is none.
  var number: Int { if case .integer(let number) = self { Int(number) } else { 0 } }
}
