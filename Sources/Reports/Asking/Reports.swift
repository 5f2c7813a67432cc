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
    try question.checkFilters()
    let question = try allowed(question)
    if question.report.isOfFigures { return try figures(question) }
    let periods = try question.periods(in: catalogue, newest: try newestDay())
    let codes = CellCodes()
    var tables = PeriodTables(question, catalogue, codes) {
      (period, measures) throws(ReportFault) in
      try table(of: question, measures, period, periods.asOf, codes)
    }
    let rows = try periods.asked.map { (period) throws(ReportFault) in
      try tables.rows(of: period, in: periods)
    }
    let shown = rows.flatMap(\.self).filter { $0.isWithheld || question.shows($0.place) }
    return answer(question, periods, shown)
  }

  func answer(
    _ question: ReportQuestion, _ periods: AskedPeriods, _ rows: [ReportRow]
  ) -> ReportAnswer {
    ReportAnswer(
      report: question.report, catalogue: catalogue, periods: periods, leftOut: question.leftOut,
      isUnsuppressed: question.isUnsuppressed, filters: question.filters,
      position: models.position, ledger: models.ledger, rows: rows)
  }

  /// The legal day of the newest event of a deal, of the network or of a figure that the models know.
  func newestDay() throws(ReportFault) -> Day {
    let newest = try rows(
      """
      SELECT max(at) FROM (SELECT max(last_at) AS at FROM deals
        UNION ALL SELECT max(last_at) FROM network
        UNION ALL SELECT max(published_on) FROM published_figures) AS days
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
  ///
  /// - Parameter chosen: The measures that are counted; nil for all.
  private func table(
    of question: ReportQuestion, _ chosen: Set<String>?, _ period: Period, _ asOf: Day,
    _ codes: CellCodes
  ) throws(ReportFault) -> PeriodTable {
    let report = question.report
    let measures = report.measureNames
    var cube = Cube(dimensions: report.dimensions.count, measures: measures.count)
    for var part in report.parts {
      if let chosen { part.measures.removeAll { !chosen.contains($0.name) } }
      guard !part.measures.isEmpty, let filters = question.conditions(on: part) else { continue }
      let query = PartQuery(
        part: part, columns: report.dimensions.map { part.by[$0.name] }, period: period,
        asOf: asOf, catalogue: catalogue, filters: filters)
      try count(query, weighing: question.isSuppressing, measures, codes, into: &cube)
    }
    return cube.table()
  }

  private func count(
    _ query: PartQuery, weighing isWeighing: Bool, _ measures: [String], _ codes: CellCodes,
    into cube: inout Cube
  ) throws(ReportFault) {
    var count = PartCount(query, weighing: isWeighing, codes)
    let statement = count.statement
    tell(statement.sql, statement.arguments)
    do throws(ProjectionFault) {
      try models.scan(statement.sql, statement.arguments) { count.add($0) }
    } catch {
      throw .models(error)
    }
    count.finish(into: &cube) { name in measures.firstIndex(of: name) ?? 0 }
  }
}

extension ReportDefinition {
  /// The measures of all parts, each once.
  var measureNames: [String] {
    parts.flatMap(\.measures).reduce(into: []) { names, measure in
      if !names.contains(measure.name) { names.append(measure.name) }
    }
  }
}

extension Cell {
  /// The number; 0 where it is none.
  var number: Int { if case .integer(let number) = self { Int(number) } else { 0 } }
}
