import Projections

/// The places of a table in their order, each with the cells that it is the sum of.
struct TablePlaces {
  let places: [Coordinates]
  let amounts: [Amounts]
  /// By place, the numbers of its cells' places in their order; of a cell it is its own.
  private let cells: [[Int]]

  init(_ table: PeriodTable, _ codes: CellCodes) {
    places = codes.sorted(table.keys)
    amounts = places.map { table[$0] ?? [] }
    cells = Self.cells(of: places)
  }

  private static func cells(of places: [Coordinates]) -> [[Int]] {
    let numbers = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1, $0) })
    let shapes = Set(places.map(\.open))
    var cells = places.map { _ in [Int]() }
    for (number, place) in places.enumerated() where place.isCell {
      for shape in shapes {
        if let total = numbers[place.opened(shape)] { cells[total].append(number) }
      }
    }
    return cells
  }

  /// The figures of this name where there are any, in the order of their places.
  func figures(of name: FigureName, fixed: Set<Coordinates>) -> [Protection.Figure] {
    let sums = amounts.map { $0.sum(of: name) }
    var (numbers, count) = ([Int?](repeating: nil, count: places.count), 0)
    for place in places.indices where places[place].isCell && sums[place] != nil {
      numbers[place] = count
      count += 1
    }
    return places.indices.compactMap { place in
      sums[place].map { sum in
        Protection.Figure(
          place: places[place], sum: sum, isFixed: fixed.contains(places[place]),
          cells: cells[place].compactMap { numbers[$0] })
      }
    }
  }
}

extension Amounts {
  /// The figure of this name; nil where there is none, or nothing in it.
  fileprivate func sum(of name: FigureName) -> Sum? {
    switch self[name.measure] {
    case .count(let count)? where count > 0: Sum(contributions: count, value: Int128(count))
    case .sums(let sums)?: sums[name.currency]
    default: nil
    }
  }
}
