import Projections

/// Counts the rows of a part, each seen once for all of its measures.
struct PartCount {
  private typealias Measure = ReportDefinition.Measure

  private let query: PartQuery
  private let codes: CellCodes
  /// Those whose shares are weighed.
  private let contributors: [String]
  private let counted: [Measure]
  private let summed: [(measure: Measure, amount: AmountColumns)]
  private let valued: [(measure: Measure, column: String)]
  /// The columns of currencies, each once.
  private let currencies: [String]
  /// The conditions of those that count some rows alone.
  private let conditions: [[ReportCondition]]
  /// What rows that count alike have in common; nil where each row is taken by itself.
  private let groupColumns: [String]?
  private let layout: Layout

  /// The numbers of the row's dimensions, contributors and currencies.
  private var names: [Int32]
  private var lastCell: Int?
  /// The first values of a place, each with the number of those before it.
  private var prefixes = PairTable()
  /// The cell of a whole place by its prefix; -1 of others.
  private var cells: [Int] = []
  private var places: [Coordinates] = []
  /// By cell, and what is counted there.
  private var counts: [Int] = []
  private var values: [[Int]] = []
  /// What is added up: a cell's measure and its currency.
  private var groups = PairTable()
  private var sums: [Sum] = []
  /// A group's column of contributors, and who it is.
  private var shares = PairTable()
  private var shareValues: [Int128] = []

  /// - Parameter isWeighing: Whether it matters who contributes to a sum.
  init(_ query: PartQuery, weighing isWeighing: Bool, _ codes: CellCodes) {
    (self.query, self.codes) = (query, codes)
    let measures = query.part.measures
    counted = measures.filter { $0.kind == .count }
    summed = measures.compactMap { measure in AmountColumns(measure.kind).map { (measure, $0) } }
    valued = measures.compactMap { measure in measure.column.map { (measure, $0) } }
    contributors = isWeighing && !summed.isEmpty ? query.part.contributors : []
    let currencies = Set(summed.compactMap(\.amount.currency)).sorted()
    self.currencies = currencies
    conditions = counted.map(\.conditions).filter { !$0.isEmpty }
    groupColumns = summed.isEmpty && valued.isEmpty ? query.groupColumns(of: conditions) : nil
    layout = Layout(
      dimensions: query.dimensions.map(\.place), blank: query.columns.map { _ in 0 },
      isConditional: counted.map { !$0.conditions.isEmpty },
      contributors: contributors.count,
      currencies: summed.map { sum in currencies.firstIndex { $0 == sum.amount.currency } },
      isDistinct: valued.map(\.measure.isDistinct), isGrouped: groupColumns != nil,
      noCurrency: codes.code(.text("")))
    names = Array(repeating: 0, count: layout.flags)
  }

  /// One row for each of the table's: dimensions, contributors, currencies, which conditions it meets,
  /// amounts, and values.
  ///
  /// Or one for all that count alike, with how many they are.
  var statement: PartQuery.Statement {
    let names = query.dimensions.map(\.sql) + contributors + currencies
    let amounts =
      summed.map { ($0.amount.number, $0.measure.conditions) }
      + valued.map { ($0.column, $0.measure.conditions) }
    let selected =
      names.map { PartQuery.Statement(sql: $0, arguments: []) }
      + (conditions.isEmpty ? [] : [query.flags(conditions)]) + amounts.map(query.value)
    if let groupColumns { return query.rows(selected + ["count(*)"], by: groupColumns) }
    return query.rows(selected.isEmpty ? ["1"] : selected)
  }
}

// MARK: Rows

extension PartCount {
  mutating func add(_ row: ScannedRow) {
    let cell = cell(of: row)
    count(row, in: cell)
    addAmounts(of: row, in: cell)
    let firstValue = layout.firstAmount + layout.currencies.count
    for index in layout.isDistinct.indices {
      let (column, isDistinct) = (firstValue + index, layout.isDistinct[index])
      let code = isDistinct ? Int(row.code(column, in: codes)) : 0
      guard let value = isDistinct ? (code == 0 ? nil : code) : row.number(column) else { continue }
      values[cell * layout.isDistinct.count + index].append(value)
    }
  }

  /// The numbers of these columns; whether one of them is another than in the row before.
  @discardableResult
  private mutating func takeNames(_ columns: Range<Int>, of row: ScannedRow) -> Bool {
    var isOther = false
    for column in columns {
      let name = row.code(column, in: codes, guess: names[column])
      if name != names[column] { isOther = true }
      names[column] = name
    }
    return isOther
  }

  private mutating func cell(of row: ScannedRow) -> Int {
    let isOther = takeNames(0..<layout.dimensions.count, of: row)
    if let lastCell, !isOther { return lastCell }
    var prefix = 0
    for column in layout.dimensions.indices {
      prefix = prefixes.number(of: Int32(prefix), names[column]) + 1
    }
    let cell = cell(ofPrefix: prefix)
    lastCell = cell
    return cell
  }

  /// The cell of the names at hand.
  private mutating func cell(ofPrefix prefix: Int) -> Int {
    while cells.count <= prefix { cells.append(-1) }
    if cells[prefix] < 0 { cells[prefix] = addCell() }
    return cells[prefix]
  }

  private mutating func addCell() -> Int {
    var place = layout.blank
    for column in layout.dimensions.indices { place[layout.dimensions[column]] = names[column] }
    places.append(place)
    counts.append(contentsOf: repeatElement(0, count: layout.isConditional.count))
    values.append(contentsOf: repeatElement([], count: layout.isDistinct.count))
    return places.count - 1
  }

  private mutating func count(_ row: ScannedRow, in cell: Int) {
    var flags = layout.firstAmount > layout.flags ? row.number(layout.flags) ?? 0 : 0
    let first = cell * layout.isConditional.count
    let rows = layout.isGrouped ? row.number(layout.firstAmount) ?? 0 : 1
    for index in layout.isConditional.indices {
      let isConditional = layout.isConditional[index]
      if !isConditional || flags & 1 == 1 { counts[first + index] += rows }
      if isConditional { flags >>= 1 }
    }
  }

  private mutating func addAmounts(of row: ScannedRow, in cell: Int) {
    var hasNames = false
    for index in layout.currencies.indices {
      guard let number = row.number(layout.firstAmount + index) else { continue }
      if !hasNames { takeNames(layout.firstContributor..<layout.flags, of: row) }
      hasNames = true
      add(number, index, in: cell)
    }
  }

  private mutating func add(_ number: Int, _ index: Int, in cell: Int) {
    let currency = layout.currencies[index].map { names[$0] } ?? layout.noCurrency
    guard currency != 0 else { return }
    let group = groups.number(of: Int32(cell * layout.currencies.count + index), currency)
    if group == sums.count { sums.append(Sum()) }
    sums[group].add(Int128(number))
    for column in 0..<layout.contributors {
      let share = shares.number(
        of: Int32(group * layout.contributors + column), names[layout.firstContributor + column])
      if share == shareValues.count { shareValues.append(0) }
      shareValues[share] += Int128(number)
    }
  }
}

// MARK: Results

extension PartCount {
  /// Adds what was counted to the cells of the report.
  ///
  /// - Parameter measure: The number of a measure within the report.
  mutating func finish(into cube: inout Cube, _ measure: (String) -> Int) {
    weigh()
    let numbers = places.map { place in
      // A cell in which nothing stands is none.
      counted.isEmpty ? nil : cube.number(of: place)
    }
    for (index, counted) in counted.enumerated() {
      let number = measure(counted.name)
      for cell in places.indices {
        let count = counts[cell * self.counted.count + index]
        cube.add(.count(count), number, toCell: numbers[cell] ?? 0)
      }
    }
    let found = summed.map { measure($0.measure.name) }
    for (group, pair) in groups.pairs.enumerated() {
      let (cell, index) = Int(pair.first).quotientAndRemainder(dividingBy: summed.count)
      let sum = CurrencySum(currency: pair.second, sum: sums[group])
      cube.add(
        .sums([sum]), found[index], toCell: numbers[cell] ?? cube.number(of: places[cell]))
    }
    for (index, valued) in valued.enumerated() {
      let number = measure(valued.measure.name)
      for cell in places.indices {
        let values = values[cell * self.valued.count + index]
        guard !values.isEmpty else { continue }
        cube.add(
          valued.measure.isDistinct ? .values(values) : .numbers(values),
          number, toCell: numbers[cell] ?? cube.number(of: places[cell]))
      }
    }
  }

  private mutating func weigh() {
    guard !contributors.isEmpty else { return }
    var largest = [LargestShares](
      repeating: LargestShares(), count: sums.count * contributors.count)
    for (pair, value) in zip(shares.pairs, shareValues) {
      largest[Int(pair.first)].add((pair.second, value), isBefore: codes.isBefore)
    }
    for group in sums.indices {
      let first = group * contributors.count
      sums[group].peaks = Peaks(of: largest[first..<first + contributors.count])
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

  fileprivate var isDistinct: Bool { if case .distinct = kind { true } else { false } }
}
