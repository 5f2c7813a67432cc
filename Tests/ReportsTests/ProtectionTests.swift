import Testing

@testable import Reports

/// A table of deals in rows and columns, each with how much it is worth and who made it.
struct SmallTable {
  struct Deal {
    let row: Int
    let column: Int
    let party: Int
    let worth: Int
  }

  let deals: [Deal]

  init(seed: UInt64, deals count: Int, rows: Int, columns: Int, parties: Int) {
    var random = SeededNumbers(seed: seed)
    deals = (0..<count).map { _ in
      Deal(
        row: random.next(below: rows), column: random.next(below: columns),
        party: random.next(below: parties), worth: 1 + random.next(below: 1000))
    }
  }

  func sums(_ worth: (Deal) -> Int) -> [Coordinates: Sum] {
    var found: [Coordinates: [Deal]] = [:]
    for deal in deals {
      for place in Cube.places(of: Coordinates([Int32(deal.row), Int32(deal.column)])) {
        found[place, default: []].append(deal)
      }
    }
    return found.mapValues { deals in
      let shares = Dictionary(grouping: deals, by: \.party).mapValues {
        $0.reduce(0) { $0 + worth($1) }
      }
      var largest = LargestShares()
      for (party, share) in shares {
        largest.add((Int32(party), Int128(share)), isBefore: <)
      }
      return Sum(
        contributions: deals.count, value: Int128(deals.reduce(0) { $0 + worth($1) }),
        peaks: Peaks(of: [largest]))
    }
  }
}

struct SeededNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next(below limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(limit))
  }
}

let rule = SuppressionRule(minimum: 3, dominancePerMille: 850)

@Suite struct `A figure that is not safe` {
  private func protected(_ table: [Coordinates: Sum], _ scale: Protection.Scale) -> (
    figures: [Protection.Figure], hidden: Set<Int>?
  ) {
    let places = table.keys.inOrder
    let cells = places.filter { $0.level == 2 }
    let figures = places.map { place in
      Protection.Figure(
        place: place, sum: table[place] ?? Sum(), isFixed: place.level == 0,
        cells: cells.indices.filter { cells[$0].lies(in: place) })
    }
    var protection = Protection(figures, scale: scale, rule: rule)
    return (figures, protection.run())
  }

  @Test(arguments: 0..<300)
  func `cannot be worked out from the shown ones by adding and subtracting`(seed: Int) throws {
    let table = SmallTable(
      seed: UInt64(seed), deals: 6 + seed % 60, rows: 2 + seed % 4, columns: 2 + seed % 5,
      parties: 2 + seed % 9
    ).sums(\.worth)
    let (figures, hidden) = protected(table, .amounts)
    guard let hidden else { return }
    for index in figures.indices where !figures[index].isFixed {
      if !figures[index].sum.isSafe(under: rule) { #expect(hidden.contains(index), "seed \(seed)") }
    }
    let shown = figures.indices.filter { !hidden.contains($0) }
    let known = FractionSystem(shown.map { figures[$0].cells }, unknowns: figures.cellCount)
    for index in hidden where !figures[index].sum.isSafe(under: rule) {
      #expect(!known.determines(figures[index].cells), "seed \(seed), \(figures[index].place)")
    }
  }

  @Test(arguments: 0..<200)
  func `is no number of deals that the totals leave only one choice for`(seed: Int) throws {
    let table = SmallTable(
      seed: UInt64(seed), deals: 6 + seed % 25, rows: 3, columns: 3, parties: 4
    ).sums { _ in 1 }
    let counts = table.mapValues { Sum(contributions: $0.contributions, value: $0.value) }
    let (figures, hidden) = protected(counts, .counts)
    guard let hidden, !hidden.isEmpty else { return }
    let solutions = CountSolutions(figures, hidden)
    for index in hidden where !figures[index].sum.isSafe(under: rule) {
      #expect(solutions.values(of: figures[index].cells).count > 1, "seed \(seed)")
    }
  }

  @Test func `needs a second hidden one in its row, and the two together have to be safe`() {
    let rows = [[1, 2, 9], [8, 7, 5], [6, 9, 4]]
    var table: [Coordinates: Sum] = [:]
    for (row, numbers) in rows.enumerated() {
      for (column, number) in numbers.enumerated() {
        for place in Cube.places(of: Coordinates([Int32(row), Int32(column)])) {
          table[place, default: Sum()] =
            table[place, default: Sum()]
            + Sum(contributions: number, value: Int128(number * 10 + row + column))
        }
      }
    }
    let (figures, hidden) = protected(table, .amounts)
    let cells = (hidden ?? []).map { figures[$0].place }.filter { $0.level == 2 }
    #expect(cells.contains(Coordinates([0, 0])))
    #expect(cells.contains(Coordinates([0, 1])))
    #expect(cells.count >= 4, "both columns need another hidden one")
    #expect(cells.count < 9, "not all need to be hidden")
  }
}

extension Sequence<Coordinates> {
  /// By their numbers, totals last.
  fileprivate var inOrder: [Coordinates] {
    sorted { one, other in
      one.values.map { $0 ?? .max }.lexicographicallyPrecedes(other.values.map { $0 ?? .max })
    }
  }
}

extension [Protection.Figure] {
  var cellCount: Int { flatMap(\.cells).reduce(0) { Swift.max($0, $1 + 1) } }
}

/// Gauss over fractions, written apart from what it checks.
struct FractionSystem {
  private var rows: [[Double]] = []
  private let unknowns: Int

  init(_ sums: [[Int]], unknowns: Int) {
    self.unknowns = unknowns
    for sum in sums { add(sum) }
  }

  func determines(_ sum: [Int]) -> Bool { reduced(vector(sum)).allSatisfy { abs($0) < 1e-6 } }

  private func vector(_ sum: [Int]) -> [Double] {
    var vector = [Double](repeating: 0, count: unknowns)
    for unknown in sum { vector[unknown] = 1 }
    return vector
  }

  private func reduced(_ vector: [Double]) -> [Double] {
    rows.reduce(vector) { vector, row in
      let pivot = row.firstIndex { abs($0) > 1e-6 } ?? 0
      return zip(vector, row).map { $0 - $1 * vector[pivot] / row[pivot] }
    }
  }

  private mutating func add(_ sum: [Int]) {
    let rest = reduced(vector(sum)).map { abs($0) < 1e-6 ? 0 : $0 }
    guard rest.contains(where: { $0 != 0 }) else { return }
    let pivot = rest.firstIndex { $0 != 0 } ?? 0
    rows = rows.map { row in zip(row, rest).map { $0 - $1 * row[pivot] / rest[pivot] } }
    rows.append(rest)
    rows.sort { ($0.firstIndex { abs($0) > 1e-6 } ?? 0) < ($1.firstIndex { abs($0) > 1e-6 } ?? 0) }
  }
}

/// All numbers of one and more that the shown totals allow, by trying.
struct CountSolutions {
  private var solutions: [[Int]] = []
  private let cells: [Int]

  init(_ figures: [Protection.Figure], _ hidden: Set<Int>) {
    cells = hidden.filter { figures[$0].place.level == 2 }.map { figures[$0].cells[0] }.sorted()
    var equations: [(parts: [Int], rest: Int)] = []
    for index in figures.indices where !hidden.contains(index) && figures[index].place.level < 2 {
      let open = figures.indices.filter {
        figures[$0].place.level == 2 && !hidden.contains($0)
          && figures[index].cells.contains(figures[$0].cells[0])
      }
      let rest = open.reduce(figures[index].sum.contributions) {
        $0 - figures[$1].sum.contributions
      }
      equations.append((figures[index].cells.compactMap { cells.firstIndex(of: $0) }, rest))
    }
    search([], equations)
  }

  func values(of sum: [Int]) -> Set<Int> {
    let places = sum.compactMap { cells.firstIndex(of: $0) }
    return Set(solutions.map { solution in places.reduce(0) { $0 + solution[$1] } })
  }

  /// Enough of them to see whether there is more than one.
  private mutating func search(_ begun: [Int], _ equations: [(parts: [Int], rest: Int)]) {
    guard solutions.count < 2000 else { return }
    for equation in equations {
      let known = equation.parts.filter { $0 < begun.count }.reduce(0) { $0 + begun[$1] }
      let left = equation.parts.count { $0 >= begun.count }
      guard left == 0 ? known == equation.rest : known + left <= equation.rest else { return }
    }
    guard begun.count < cells.count else {
      solutions.append(begun)
      return
    }
    for number in 1...30 { search(begun + [number], equations) }
  }
}
