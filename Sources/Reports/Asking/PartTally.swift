import Projections

/// What a part counts and adds up, cell by cell, in one statement.
///
/// Rows are told apart by one column of contributors, so that the shares of each can be weighed.
struct PartTally {
  let query: PartQuery
  /// Nil where nobody's shares matter.
  let contributor: String?
  let counted: [ReportDefinition.Measure]
  private let summed: [(measure: ReportDefinition.Measure, amount: AmountColumns)]
  /// The columns of currencies, each once.
  private let currencies: [String]

  /// - Parameter isCounting: Whether it counts, and does not only add up.
  init(_ query: PartQuery, by contributor: String?, isCounting: Bool) {
    (self.query, self.contributor) = (query, contributor)
    counted = isCounting ? query.part.measures.filter { $0.kind == .count } : []
    summed = query.part.measures.compactMap { measure in
      AmountColumns(measure.kind).map { (measure, $0) }
    }
    currencies = Set(summed.map(\.amount.currency)).sorted()
  }

  var isEmpty: Bool { counted.isEmpty && summed.isEmpty }
}

extension PartTally {
  /// One row a cell, with its currencies and contributor: the numbers counted, and for each sum how
  /// many amounts there are, and their sum in two parts, since sums of millionths may not fit 64 bits.
  var statement: PartQuery.Statement {
    let keys = currencies + [contributor].compactMap(\.self)
    let counts = counted.map { query.filtered("count(*)", $0.conditions) }
    let sums = summed.flatMap { measure, amount in
      (["count(\(amount.number))"] + amount.halves).map { query.filtered($0, measure.conditions) }
    }
    return query.statement(
      selecting: keys.map { PartQuery.Statement(sql: $0, arguments: []) } + counts + sums,
      grouping: query.columns.count + keys.count)
  }

  /// What the rows of that statement come to.
  func results(of rows: [[Cell]]) -> Results {
    let width = query.columns.count
    let first = width + currencies.count + (contributor == nil ? 0 : 1)
    let places = summed.map { width + (currencies.firstIndex(of: $0.amount.currency) ?? 0) }
    var results = Results()
    for row in rows {
      let cell = Array(row[..<width])
      results.add(row[first..<(first + counted.count)], at: cell)
      for (index, currency) in places.enumerated() {
        let start = first + counted.count + 3 * index
        guard row[start].number > 0, case .text(let currency) = row[currency] else { continue }
        let key = Results.Key(cell: cell, measure: summed[index].measure.name, currency: currency)
        results.sums[key, default: Contributions()].add(
          row[start].number,
          Int128(row[start + 1].number) * 1_000_000 + Int128(row[start + 2].number),
          of: contributor == nil ? .null : row[first - 1])
      }
    }
    return results
  }

  struct Results {
    struct Key: Hashable {
      let cell: [Cell]
      let measure: String
      let currency: String
    }

    /// In the order of what is counted.
    private(set) var counts: [[Cell]: [Int]] = [:]
    fileprivate(set) var sums: [Key: Contributions] = [:]

    fileprivate mutating func add(_ numbers: ArraySlice<Cell>, at cell: [Cell]) {
      guard !numbers.isEmpty else { return }
      let numbers = numbers.map(\.number)
      counts[cell] = counts[cell].map { zip($0, numbers).map(+) } ?? numbers
    }
  }
}
