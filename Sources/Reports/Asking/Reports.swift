import Deals
public import Projections

/// Runs reports over the read models at one position.
public struct Reports {
  let models: ModelReader
  public let catalogue: ReportCatalogue

  public init(_ models: ModelReader, _ catalogue: ReportCatalogue = .standard) {
    (self.models, self.catalogue) = (models, catalogue)
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
      for measure in part.measures { try add(measure, query, into: &cube) }
    }
    var figures = cube.figures()
    for part in report.parts {
      let query = query(part, of: report, period, asOf)
      for measure in part.measures { try countDistinct(measure, query, in: &figures) }
    }
    return figures
  }

  private func query(
    _ part: ReportDefinition.Part, of report: ReportDefinition, _ period: Period, _ asOf: Day
  ) -> PartQuery {
    PartQuery(
      part: part, columns: report.dimensions.map { part.by[$0.name] }, period: period, asOf: asOf,
      catalogue: catalogue)
  }

  /// Different values cannot be added up: each total is counted for itself.
  private func countDistinct(
    _ measure: ReportDefinition.Measure, _ query: PartQuery,
    in figures: inout [Coordinates: Cube.Figures]
  ) throws(ReportFault) {
    guard case .distinct(let column) = measure.kind else { return }
    for place in figures.keys {
      let statement = query.distinct(measure, of: column, at: place)
      let number = try rows(statement.sql, statement.arguments).first?.first?.number ?? 0
      figures[place]?[measure.name] = .count(number)
    }
  }

  private func count(_ query: PartQuery, into cube: inout Cube) throws(ReportFault) {
    let measures = query.part.measures.filter { $0.kind == .count }
    guard !measures.isEmpty else { return }
    let statement = query.counts(measures)
    for row in try rows(statement.sql, statement.arguments) {
      let cell = Array(row.prefix(cube.dimensions))
      for (measure, number) in zip(measures, row.dropFirst(cube.dimensions)) {
        cube.add(.count(number.number), measure.name, at: cell)
      }
    }
  }

  private func add(
    _ measure: ReportDefinition.Measure, _ query: PartQuery, into cube: inout Cube
  ) throws(ReportFault) {
    if let amount = AmountColumns(measure.kind) {
      try add(measure, amount, query, into: &cube)
    } else if case .quantile(let column, _) = measure.kind {
      let statement = query.histogram(measure, of: column)
      for row in try rows(statement.sql, statement.arguments) {
        let numbers = row.dropFirst(cube.dimensions).map(\.number)
        cube.add(
          .histogram([numbers[0]: numbers[1]]), measure.name,
          at: Array(row.prefix(cube.dimensions)))
      }
    }
  }

  private func add(
    _ measure: ReportDefinition.Measure, _ amount: AmountColumns, _ query: PartQuery,
    into cube: inout Cube
  ) throws(ReportFault) {
    var peaks: [[Cell]: [Peaks]] = [:]
    for contributor in query.part.contributors {
      for (key, largest) in try largest(measure, amount, query, contributor, cube.dimensions) {
        peaks[key, default: []].append(Peaks(largest: largest))
      }
    }
    let statement = query.sums(measure, amount)
    for row in try rows(statement.sql, statement.arguments) {
      let key = Array(row.prefix(cube.dimensions + 1))
      let numbers = row.dropFirst(cube.dimensions + 1).map(\.number)
      let sum = Sum(
        contributions: numbers[0], value: Int128(numbers[1]) * 1_000_000 + Int128(numbers[2]),
        peaks: peaks[key] ?? [])
      guard case .text(let currency)? = key.last else { continue }
      cube.add(.sums([currency: sum]), measure.name, at: Array(key.dropLast()))
    }
  }

  private func largest(
    _ measure: ReportDefinition.Measure, _ amount: AmountColumns, _ query: PartQuery,
    _ contributor: String, _ dimensions: Int
  ) throws(ReportFault) -> [[Cell]: [(contributor: Cell, value: Int128)]] {
    let statement = query.peaks(measure, amount, by: contributor)
    return try rows(statement.sql, statement.arguments).reduce(into: [:]) { found, row in
      let numbers = row.suffix(2).map(\.number)
      found[Array(row.prefix(dimensions + 1)), default: []].append(
        (row[dimensions + 1], Int128(numbers[0]) * 1_000_000 + Int128(numbers[1])))
    }
  }
}

extension Cell {
  /// The number; 0 where it is none.
  var number: Int { if case .integer(let number) = self { Int(number) } else { 0 } }
}
