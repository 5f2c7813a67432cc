import Projections

/// What each measure comes to at a place, in the order of the report's measures.
typealias Amounts = [Amount?]

/// The measures of each combination of values that occurs in a period.
struct Cube {
  let dimensions: Int
  let measures: Int
  private var numbers: [Coordinates: Int] = [:]
  private var cells: [(place: Coordinates, amounts: Amounts)] = []

  init(dimensions: Int, measures: Int) { (self.dimensions, self.measures) = (dimensions, measures) }

  /// The number under which a cell is added to.
  mutating func number(of place: Coordinates) -> Int {
    if let known = numbers[place] { return known }
    numbers[place] = cells.count
    cells.append((place, Amounts(repeating: nil, count: measures)))
    return cells.count - 1
  }

  mutating func add(_ amount: Amount, _ measure: Int, toCell number: Int) {
    Amount.add(amount, to: &cells[number].amounts[measure])
  }

  /// Cells, the totals of each value of each dimension, and the total of all.
  func table() -> [Coordinates: Amounts] {
    var table: [Coordinates: Amounts] = [:]
    table.reserveCapacity(cells.count * 3 / 2)
    var total: Amounts?
    for (place, amounts) in cells {
      Self.add(amounts, to: &table[place])
      if dimensions > 0 { Self.add(amounts, to: &total) }
      guard dimensions > 1 else { continue }
      for dimension in place.indices {
        Self.add(amounts, to: &table[Self.margin(of: place, dimension)])
      }
    }
    if let total { table[Coordinates(ofAll: dimensions)] = total }
    return table
  }

  /// Most places are of one cell, and take its amounts as they are.
  private static func add(_ amounts: Amounts, to sum: inout Amounts?) {
    guard var own = sum.take() else { return sum = amounts }
    for (measure, amount) in amounts.enumerated() {
      if let amount { Amount.add(amount, to: &own[measure]) }
    }
    sum = own
  }

  private static func margin(of place: Coordinates, _ dimension: Int) -> Coordinates {
    var margin = Coordinates(ofAll: place.count)
    margin[dimension] = place[dimension]
    return margin
  }

  /// Where what stands in a cell is counted.
  static func places(of cell: Coordinates) -> [Coordinates] {
    guard cell.count > 0 else { return [cell] }
    let margins = cell.count > 1 ? cell.indices.map { margin(of: cell, $0) } : []
    return [cell, Coordinates(ofAll: cell.count)] + margins
  }
}
