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
  private let layout: Layout

  private var cells: [Coordinates: Int] = [:]
  private var places: [Coordinates] = []
  /// By cell, and what is counted there.
  private var counts: [Int] = []
  private var values: [[Int]] = []
  /// What is added up: a cell's measure and its currency.
  private var groups = PairTable()
  private var sums: [Sum] = []
  /// The contributors and currencies of the row.
  private var names: [Int32] = []
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
    layout = Layout(
      dimensions: query.dimensions.map(\.place), blank: query.columns.map { _ in 0 },
      isConditional: counted.map { !$0.conditions.isEmpty },
      contributors: contributors.count,
      currencies: summed.map { sum in currencies.firstIndex { $0 == sum.amount.currency } },
      isDistinct: valued.map(\.measure.isDistinct), noCurrency: codes.code(.text("")))
  }

  /// One row for each of the table's: dimensions, contributors, currencies, which conditions it meets,
  /// amounts, and values.
  var statement: PartQuery.Statement {
    let names = query.dimensions.map(\.sql) + contributors + currencies
    let amounts =
      summed.map { ($0.amount.number, $0.measure.conditions) }
      + valued.map { ($0.column, $0.measure.conditions) }
    let selected =
      names.map { PartQuery.Statement(sql: $0, arguments: []) }
      + (conditions.isEmpty ? [] : [query.flags(conditions)]) + amounts.map(query.value)
    return query.rows(selected.isEmpty ? ["1"] : selected)
  }
}

// MARK: Rows

extension PartCount {
  /// Where the values of a row stand, and where they go.
  private struct Layout {
    /// The dimension of the report for each of the part's.
    let dimensions: [Int]
    /// A cell without values.
    let blank: Coordinates
    /// Of each measure that counts, whether it has a bit among the flags.
    let isConditional: [Bool]
    let firstContributor: Int
    let contributors: Int
    /// Of each measure that adds up, the place of its currency after the contributors.
    let currencies: [Int?]
    let flags: Int
    let firstAmount: Int
    /// Of each measure that has values.
    let isDistinct: [Bool]
    /// The number of an empty currency.
    let noCurrency: Int32

    init(
      dimensions: [Int], blank: [Int32], isConditional: [Bool], contributors: Int,
      currencies: [Int?], isDistinct: [Bool], noCurrency: Int32
    ) {
      (self.dimensions, self.blank) = (dimensions, Coordinates(blank))
      (self.isConditional, self.isDistinct) = (isConditional, isDistinct)
      (self.contributors, self.noCurrency) = (contributors, noCurrency)
      firstContributor = dimensions.count
      self.currencies = currencies.map { place in place.map { contributors + $0 } }
      flags = firstContributor + contributors + Set(currencies.compactMap(\.self)).count
      firstAmount = flags + (isConditional.contains(true) ? 1 : 0)
    }
  }

  mutating func add(_ row: ScannedRow) {
    let cell = cell(of: row)
    count(row, in: cell)
    names.removeAll(keepingCapacity: true)
    for index in layout.currencies.indices {
      guard let number = row.number(layout.firstAmount + index) else { continue }
      if names.isEmpty { takeNames(of: row) }
      add(number, index, in: cell)
    }
    let firstValue = layout.firstAmount + layout.currencies.count
    for (index, isDistinct) in layout.isDistinct.enumerated() {
      let column = firstValue + index
      let code = isDistinct ? Int(row.code(column, in: codes)) : 0
      guard let value = isDistinct ? (code == 0 ? nil : code) : row.number(column) else { continue }
      values[cell * layout.isDistinct.count + index].append(value)
    }
  }

  private mutating func cell(of row: ScannedRow) -> Int {
    var place = layout.blank
    for column in layout.dimensions.indices {
      place[layout.dimensions[column]] = row.code(column, in: codes)
    }
    if let known = cells[place] { return known }
    cells[place] = places.count
    places.append(place)
    counts.append(contentsOf: repeatElement(0, count: layout.isConditional.count))
    values.append(contentsOf: repeatElement([], count: layout.isDistinct.count))
    return places.count - 1
  }

  private mutating func count(_ row: ScannedRow, in cell: Int) {
    var flags = layout.firstAmount > layout.flags ? row.number(layout.flags) ?? 0 : 0
    let first = cell * layout.isConditional.count
    for (index, isConditional) in layout.isConditional.enumerated() {
      if !isConditional || flags & 1 == 1 { counts[first + index] += 1 }
      if isConditional { flags >>= 1 }
    }
  }

  /// The contributors and currencies, once for all amounts of a row.
  private mutating func takeNames(of row: ScannedRow) {
    for column in layout.firstContributor..<layout.flags {
      names.append(row.code(column, in: codes))
    }
  }

  private mutating func add(_ number: Int, _ index: Int, in cell: Int) {
    let currency = layout.currencies[index].map { names[$0] } ?? layout.noCurrency
    guard currency != 0 else { return }
    let group = groups.number(of: Int32(cell * layout.currencies.count + index), currency)
    if group == sums.count { sums.append(Sum()) }
    sums[group].contributions += 1
    sums[group].value += Int128(number)
    for column in 0..<layout.contributors {
      let share = shares.number(of: Int32(group * layout.contributors + column), names[column])
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
          valued.measure.isDistinct ? .values(Set(values.map { Int32($0) })) : .numbers(values),
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
      sums[group].peaks = largest[first..<first + contributors.count].map(Peaks.init)
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
