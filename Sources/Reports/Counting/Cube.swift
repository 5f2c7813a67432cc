import Projections

/// Where a figure stands: a value for each dimension, or nil where it is of all values.
struct Coordinates: Hashable, Sendable {
  let values: [Cell?]

  var level: Int { values.count { $0 != nil } }

  /// Whether the figure is a part of, or the same as, what stands there.
  func lies(in other: Coordinates) -> Bool {
    zip(values, other.values).allSatisfy { own, other in other == nil || own == other }
  }
}

extension Coordinates: Comparable {
  /// What is of all values comes after the single ones.
  static func < (one: Coordinates, other: Coordinates) -> Bool {
    for (one, other) in zip(one.values, other.values) where one != other {
      guard let one else { return false }
      guard let other else { return true }
      return one < other
    }
    return false
  }
}

/// The measures of each combination of values that occurs in a period.
struct Cube: Sendable {
  /// By the names of the measures.
  typealias Figures = [String: Amount]

  let dimensions: Int
  private(set) var cells: [[Cell]: Figures] = [:]

  init(dimensions: Int) { self.dimensions = dimensions }

  mutating func add(_ amount: Amount, _ measure: String, at cell: [Cell]) {
    Self.add(amount, to: &cells[cell, default: [:]][measure])
  }

  private static func add(_ amount: Amount, to sum: inout Amount?) {
    guard sum != nil else { return sum = amount }
    sum? += amount
  }

  /// Cells, the totals of each value of each dimension, and the total of all.
  func figures() -> [Coordinates: Figures] {
    var figures: [Coordinates: Figures] = [:]
    for (cell, amounts) in cells {
      for place in Self.places(of: cell) { Self.add(amounts, to: &figures[place]) }
    }
    return figures
  }

  /// Most places are of one cell, and take its figures as they are.
  private static func add(_ amounts: Figures, to figures: inout Figures?) {
    guard var sum = figures.take() else { return figures = amounts }
    for (measure, amount) in amounts { add(amount, to: &sum[measure]) }
    figures = sum
  }

  /// Where what stands in a cell is counted.
  static func places(of cell: [Cell]) -> [Coordinates] {
    let total = [Cell?](repeating: nil, count: cell.count)
    var places = [Coordinates(values: cell), Coordinates(values: total)]
    guard cell.count > 1 else { return cell.isEmpty ? [places[0]] : places }
    for dimension in cell.indices {
      var margin = total
      margin[dimension] = cell[dimension]
      places.append(Coordinates(values: margin))
    }
    return places
  }
}
