/// Other tables with the same shown figures, in which hidden numbers of deals differ by one.
///
/// One deal more here and one less there, in two cells or at the corners of a rectangle. Whoever
/// sees a hidden number change in such a table cannot tell it from the shown figures, even knowing
/// that no hidden cell is empty. Where there is no such table there may be another still; it is not
/// looked for, and more is hidden.
struct CountMoves {
  private let figures: [Protection.Figure]
  /// The figures of the hidden cells, by their places.
  private let hidden: [Coordinates: Int]
  private let hiddenCells: [Int]
  /// The shown totals of which a hidden cell is a part, by its figure.
  private var totals: [Int: Set<Int>] = [:]

  init(_ figures: [Protection.Figure], ofCell: [Int?], isHidden: [Bool]) {
    self.figures = figures
    let cells = ofCell.compactMap(\.self).filter { isHidden[$0] }
    hidden = Dictionary(uniqueKeysWithValues: cells.map { (figures[$0].place, $0) })
    hiddenCells = cells.sorted()
    for index in figures.indices where !isHidden[index] {
      for cell in figures[index].cells {
        if let figure = ofCell[cell], isHidden[figure] {
          totals[figure, default: []].insert(index)
        }
      }
    }
  }

  /// Whether a hidden figure is another in one of these tables.
  func canChange(_ index: Int) -> Bool {
    let own = Set(figures[index].cells)
    return hiddenCells.contains { cell in
      own.contains(figures[cell].cells[0]) && hasMove(from: cell, outside: own)
    }
  }

  private func hasMove(from cell: Int, outside own: Set<Int>) -> Bool {
    hiddenCells.contains { other in
      other != cell
        && figures[cell].place.indices.contains { dimension in
          isMove(cell, other, swapping: dimension, outside: own)
        }
    }
  }

  /// Whether one deal can be taken from these two cells and given to those which have the values of
  /// this dimension exchanged, or the other way round.
  private func isMove(
    _ one: Int, _ other: Int, swapping dimension: Int, outside own: Set<Int>
  ) -> Bool {
    let (first, second) = (figures[one].place, figures[other].place)
    guard first[dimension] != second[dimension] else { return false }
    var (firstSwapped, secondSwapped) = (first, second)
    (firstSwapped[dimension], secondSwapped[dimension]) = (second[dimension], first[dimension])
    if firstSwapped == second { return isTransfer(one, other, outside: own) }
    guard let third = hidden[firstSwapped],
      let fourth = hidden[secondSwapped]
    else { return false }
    return isBalanced([one, other], [third, fourth])
      && changes([one, other], [third, fourth], own)
      && (canGive([one, other]) || canGive([third, fourth]))
  }

  private func isTransfer(_ one: Int, _ other: Int, outside own: Set<Int>) -> Bool {
    isBalanced([one], [other]) && changes([one], [other], own)
      && (canGive([one]) || canGive([other]))
  }

  private func changes(_ some: [Int], _ others: [Int], _ own: Set<Int>) -> Bool {
    let inside = { (cells: [Int]) in cells.count { own.contains(figures[$0].cells[0]) } }
    return inside(some) != inside(others)
  }

  private func canGive(_ cells: [Int]) -> Bool {
    cells.allSatisfy { figures[$0].sum.contributions > 1 }
  }

  /// Whether each shown total has as many of these cells as of those.
  private func isBalanced(_ some: [Int], _ others: [Int]) -> Bool {
    var balance: [Int: Int] = [:]
    for total in some.flatMap({ totals[$0] ?? [] }) { balance[total, default: 0] += 1 }
    for total in others.flatMap({ totals[$0] ?? [] }) { balance[total, default: 0] -= 1 }
    return balance.values.allSatisfy { $0 == 0 }
  }
}
