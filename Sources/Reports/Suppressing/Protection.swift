/// Chooses which figures of a table with its totals are not shown, so that those which must not be
/// seen cannot be worked out from the others.
///
/// Not shown are figures that are not safe by themselves, and as many others as it takes that
/// - no figure that is not safe follows from shown ones by adding and subtracting,
/// - what is left of a shown total after its shown parts is safe too: whoever knows one of two hidden
///   contributions would else know the other,
/// - and, where the figures are numbers of deals, none follows from its being at least one.
struct Protection {
  struct Figure {
    let place: Coordinates
    let sum: Sum
    /// Shown elsewhere as well, or not to be decided here.
    let isFixed: Bool
    /// The cells that it is the sum of.
    let cells: [Int]
  }

  /// Whether the figures are counts of at least one each.
  enum Scale { case amounts, counts }

  private let figures: [Figure]
  private let scale: Scale
  private let rule: SuppressionRule
  /// Of each figure, whether it is safe by itself.
  private let isSafe: [Bool]
  /// The figures that are single cells, by the cell.
  private let ofCell: [Int?]
  /// Into which figures a total falls: by its single cells, and by the values of one dimension.
  private var partitions: [(total: Int, parts: [Int])] = []
  /// Of which it is known that what is hidden of them together is safe.
  private var isSafePartition: [Bool] = []
  private var isHidden: [Bool]

  /// - Parameters:
  ///   - figures: Cells and totals in the order of their places; each total is the sum of some of the
  ///     cells.
  ///   - hidden: Those that are hidden whatever comes of it.
  init(_ figures: [Figure], hidden: Set<Int> = [], scale: Scale, rule: SuppressionRule) {
    (self.figures, self.rule, self.scale) = (figures, rule, scale)
    isSafe = figures.map { Self.isSafe($0.sum, under: rule) }
    isHidden = figures.indices.map { hidden.contains($0) }
    ofCell = Self.singleCells(among: figures)
    partitions = partitionsByCell() + partitionsByDimension()
    isSafePartition = partitions.map { _ in false }
    for index in figures.indices where !figures[index].isFixed && !isSafe[index] {
      isHidden[index] = true
    }
  }

  /// The figures that are not shown; nil where what is fixed gives away what must not be seen, so
  /// that none of the others may be shown, nor which of them there are.
  mutating func run() -> Set<Int>? {
    while let exposed = exposure() {
      guard let culprit = culprit(among: exposed) else { return nil }
      isHidden[culprit] = true
      for index in partitions.indices where partitions[index].parts.contains(culprit) {
        isSafePartition[index] = false
      }
    }
    return Set(figures.indices.filter { isHidden[$0] })
  }

  private static func singleCells(among figures: [Figure]) -> [Int?] {
    let cells = figures.indices.filter { figures[$0].place.isCell }
    let last = cells.map { figures[$0].cells[0] }.max() ?? -1
    var found = [Int?](repeating: nil, count: last + 1)
    for index in cells { found[figures[index].cells[0]] = index }
    return found
  }

  private func partitionsByCell() -> [(total: Int, parts: [Int])] {
    figures.indices.filter { !isCell($0) }
      .map { ($0, figures[$0].cells.compactMap { ofCell[$0] }) }
  }

  private func partitionsByDimension() -> [(total: Int, parts: [Int])] {
    let totals = figures.indices.filter { !isCell($0) }
    let places = Dictionary(uniqueKeysWithValues: totals.map { (figures[$0].place, $0) })
    var parts: [[Int]: [Int]] = [:]
    for index in totals {
      let place = figures[index].place
      for dimension in place.indices where place[dimension] != nil {
        var wider = place
        wider[dimension] = nil
        guard let total = places[wider] else { continue }
        parts[[total, dimension], default: []].append(index)
      }
    }
    return parts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { ($0.key[0], $0.value) }
  }

  private func isCell(_ index: Int) -> Bool { figures[index].place.isCell }

  private static func isSafe(_ sum: Sum, under rule: SuppressionRule) -> Bool {
    sum.contributions == 0 || sum.isSafe(under: rule)
  }

  /// Shown figures that together tell something that must not be seen; nil where there are none.
  private mutating func exposure() -> [Int]? { remainder() ?? derivation() ?? bound() }

  /// The one to hide next: of the finest, the smallest that is not decided elsewhere.
  private func culprit(among exposed: [Int]) -> Int? {
    exposed.filter { !figures[$0].isFixed }.min { one, other in
      rank(of: one) < rank(of: other)
    }
  }

  private func rank(of index: Int) -> (Int, Int, Int) {
    (-figures[index].place.level, figures[index].sum.contributions, index)
  }
}

// MARK: What can be worked out

extension Protection {
  /// A shown total whose hidden parts together are not safe, with its shown parts.
  private mutating func remainder() -> [Int]? {
    for index in partitions.indices where !isSafePartition[index] {
      let (total, parts) = partitions[index]
      guard !isHidden[total] else { continue }
      guard isRestSafe(parts.filter { isHidden[$0] }) else {
        return parts.filter { !isHidden[$0] } + [total]
      }
      isSafePartition[index] = true
    }
    return nil
  }

  /// Whether what is hidden of a total may be seen as one sum.
  private func isRestSafe(_ closed: [Int]) -> Bool {
    guard closed.count > 1 else { return closed.allSatisfy { isSafe[$0] } }
    let contributions = closed.reduce(0) { $0 + figures[$1].sum.contributions }
    guard contributions == 0 || contributions >= rule.minimum else { return false }
    let rest = closed.reduce(into: Sum()) { $0 += figures[$1].sum }
    return Self.isSafe(rest, under: rule)
  }

  /// Shown figures from which one that is not safe follows.
  private func derivation() -> [Int]? {
    let (unknowns, count) = unknownCells()
    guard count > 0 else { return nil }
    let shown = figures.indices.filter { !isHidden[$0] }
      .map { (figure: $0, unknowns: unknown(in: $0, unknowns)) }.filter { !$0.unknowns.isEmpty }
    let system = LinearSystem(unknowns: count, sums: shown.map(\.unknowns))
    for index in figures.indices where isHidden[index] && !isSafe[index] {
      guard let sources = system.sources(of: unknown(in: index, unknowns)) else { continue }
      let involved = sources.map { shown[$0].figure }
      return involved + neighbours(of: involved)
    }
    return nil
  }

  /// The shown cells of these totals: with one of them hidden the totals tell less.
  private func neighbours(of totals: [Int]) -> [Int] {
    totals.flatMap { figures[$0].cells }.compactMap { ofCell[$0] }.filter { !isHidden[$0] }
  }

  /// By cell, the number of each that is hidden; and how many are.
  private func unknownCells() -> (numbers: [Int?], count: Int) {
    var count = 0
    let numbers = ofCell.map { figure -> Int? in
      guard let figure, isHidden[figure] else { return nil }
      count += 1
      return count - 1
    }
    return (numbers, count)
  }

  private func unknown(in index: Int, _ unknowns: [Int?]) -> [Int] {
    figures[index].cells.compactMap { unknowns[$0] }
  }

  /// Shown totals by which a hidden number of deals may be only one.
  private func bound() -> [Int]? {
    guard scale == .counts else { return nil }
    let moves = CountMoves(figures, ofCell: ofCell, isHidden: isHidden)
    for index in figures.indices where isHidden[index] && !isSafe[index] {
      guard !moves.canChange(index) else { continue }
      let telling = figures.indices.filter { total in
        !isHidden[total] && !isCell(total)
          && figures[total].cells.contains { figures[index].cells.contains($0) }
      }
      return neighbours(of: telling) + telling
    }
    return nil
  }
}
