public import Deals
public import Projections

/// Runs reports over the read models at one position.
public struct Reports {
  let models: ModelReader
  public let catalogue: ReportCatalogue

  public init(_ models: ModelReader, _ catalogue: ReportCatalogue = .standard) {
    (self.models, self.catalogue) = (models, catalogue)
  }

  /// What the report comes to. The same question at the same position gives the same answer.
  public func answer(_ question: ReportQuestion) throws(ReportFault) -> ReportAnswer {
    try requireClasses(of: question)
    let periods = try question.periods(in: catalogue, newest: try newestDay())
    var tables = PeriodTables(question, catalogue) { (period) throws(ReportFault) in
      try figures(question.report, period, periods.asOf)
    }
    let rows = try periods.asked.map { (period) throws(ReportFault) in
      try tables.rows(of: period, in: periods)
    }
    return ReportAnswer(
      report: question.report, catalogue: catalogue, periods: periods,
      isUnsuppressed: question.isUnsuppressed, position: models.position, ledger: models.ledger,
      rows: rows.flatMap(\.self))
  }

  /// The legal day of the newest event that the models know.
  private func newestDay() throws(ReportFault) -> Day {
    let newest = try rows("SELECT max(last_at) FROM deals", [])
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

// MARK: Who may ask

extension ReportDefinition {
  /// The classes of the columns that it reads.
  public var classes: Set<DisclosureClass> {
    parts.reduce(into: []) { classes, part in
      let table = ReadModels.projections.flatMap { $0.tables }.first { $0.name == part.from }
      for column in table?.columns ?? [] where part.readColumns.contains(column.name) {
        classes.insert(column.disclosure)
      }
    }
  }
}

extension ReportDefinition.Part {
  /// Every column that is read.
  var readColumns: Set<String> {
    let measured = measures.flatMap { measure -> [String] in
      let own: [String] =
        switch measure.kind {
        case .count: []
        case .distinct(let column), .sum(let column), .quantile(let column, _): [column]
        case .money(let name): [name + "_currency", name + "_millionths"]
        }
      return own + measure.conditions.flatMap(\.columns)
    }
    return Set(
      measured + conditions.flatMap(\.columns) + by.values + contributors
        + [on].compactMap(\.self))
  }
}

extension ReportCondition {
  var columns: [String] {
    switch self {
    case .present(let column), .absent(let column), .equals(let column, _),
      .isOneOf(let column, _), .startsWith(let column, _), .through(let column, _),
      .after(let column, _), .atMost(let column, _), .atLeast(let column, _):
      [column]
    case .any(let conditions): conditions.flatMap(\.columns)
    }
  }
}

extension Reports {
  private func requireClasses(of question: ReportQuestion) throws(ReportFault) {
    let (report, needed) = (question.report, question.report.classes)
    if let allowed = question.classes {
      let single: Set<DisclosureClass> =
        question.isUnsuppressed ? [.statistical, .authority, .parties] : []
      let missing = needed.union(single).union([report.reader].compactMap(\.self))
        .subtracting(allowed)
      guard missing.isEmpty else { throw .notForReader(report: report.id, missing: missing) }
    }
    let missing = needed.subtracting(models.classes)
    guard missing.isEmpty else { throw .notShown(report: report.id, missing: missing) }
  }
}

// MARK: Counting

extension Reports {
  /// What is counted in a period: the cells, and their totals.
  private func figures(
    _ report: ReportDefinition, _ period: Period, _ asOf: Day
  ) throws(ReportFault) -> [Coordinates: Cube.Figures] {
    var cube = Cube(dimensions: report.dimensions.count)
    for part in report.parts {
      let query = PartQuery(
        part: part, columns: report.dimensions.map { part.by[$0.name] }, period: period, asOf: asOf)
      try count(query, into: &cube)
      for measure in part.measures { try add(measure, query, into: &cube) }
    }
    var figures = cube.figures()
    for part in report.parts {
      let query = PartQuery(
        part: part, columns: report.dimensions.map { part.by[$0.name] }, period: period, asOf: asOf)
      for measure in part.measures { try countDistinct(measure, query, in: &figures) }
    }
    return figures
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
    switch measure.kind {
    case .count, .distinct: break
    case .sum(let column): try add(measure, AmountColumns(number: column), query, into: &cube)
    case .money(let name): try add(measure, AmountColumns(money: name), query, into: &cube)
    case .quantile(let column, _):
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
  fileprivate var number: Int { if case .integer(let number) = self { Int(number) } else { 0 } }
}
