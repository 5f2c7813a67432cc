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

  /// What the rows of that statement come to; those of a cell and its currencies lie together.
  func results(of rows: [[Cell]]) -> Results {
    let width = query.columns.count
    let own = width + currencies.count
    var (results, open) = (Results(), Run?.none)
    for row in rows {
      if open?.key != row[..<own] {
        if let open { results.add(open, of: self, width) }
        open = Run(key: row[..<own], counted: counted.count, summed: summed.count)
      }
      open?.add(row[own...], isNamed: contributor != nil)
    }
    if let open { results.add(open, of: self, width) }
    return results
  }

  /// Rows of the same cell and currencies, of which each is another contributor's.
  fileprivate struct Run {
    let key: ArraySlice<Cell>
    var counts: [Int]
    var sums: [Contributions]

    init(key: ArraySlice<Cell>, counted: Int, summed: Int) {
      self.key = key
      counts = [Int](repeating: 0, count: counted)
      sums = [Contributions](repeating: Contributions(), count: summed)
    }

    mutating func add(_ cells: ArraySlice<Cell>, isNamed: Bool) {
      var next = cells.startIndex + (isNamed ? 1 : 0)
      for index in counts.indices {
        counts[index] += cells[next].number
        next += 1
      }
      for index in sums.indices {
        let value = Int128(cells[next + 1].number) * 1_000_000 + Int128(cells[next + 2].number)
        if cells[next].number > 0 {
          sums[index].add(
            cells[next].number, value, of: isNamed ? cells[cells.startIndex] : .null)
        }
        next += 3
      }
    }
  }

  struct Results {
    struct Key: Hashable {
      let cell: [Cell]
      let measure: String
      let currency: String
    }

    /// In the order of what is counted.
    private(set) var counts: [[Cell]: [Int]] = [:]
    private(set) var sums: [Key: Contributions] = [:]

    fileprivate mutating func add(_ run: Run, of tally: PartTally, _ width: Int) {
      let cell = Array(run.key.prefix(width))
      if !run.counts.isEmpty {
        counts[cell] = counts[cell].map { zip($0, run.counts).map(+) } ?? run.counts
      }
      for ((measure, amount), sum) in zip(tally.summed, run.sums) where !sum.isEmpty {
        let place = width + (tally.currencies.firstIndex(of: amount.currency) ?? 0)
        guard case .text(let currency) = run.key[place] else { continue }
        let key = Key(cell: cell, measure: measure.name, currency: currency)
        sums[key] = sums[key].map { $0 + sum } ?? sum
      }
    }
  }
}
