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
  private let rule: SuppressionRule
  private let scale: Scale
  /// The figures that are single cells, by the cell.
  private var ofCell: [Int: Int] = [:]
  /// Into which figures a total falls: by its single cells, and by the values of one dimension.
  private var partitions: [(total: Int, parts: [Int])] = []
  /// Of which it is known that what is hidden of them together is safe.
  private var isSafePartition: [Bool] = []
  private(set) var hidden: Set<Int>

  /// - Parameters:
  ///   - figures: Cells and totals in the order of their places; each total is the sum of some of the
  ///     cells.
  ///   - hidden: Those that are hidden whatever comes of it.
  init(_ figures: [Figure], hidden: Set<Int> = [], scale: Scale, rule: SuppressionRule) {
    (self.figures, self.rule, self.scale) = (figures, rule, scale)
    self.hidden = hidden
    for index in figures.indices where isCell(index) { ofCell[figures[index].cells[0]] = index }
    partitions = partitionsByCell() + partitionsByDimension()
    isSafePartition = partitions.map { _ in false }
    for index in figures.indices where !figures[index].isFixed && !isSafe(figures[index].sum) {
      self.hidden.insert(index)
    }
  }

  /// The figures that are not shown; nil where what is fixed gives away what must not be seen, so
  /// that none of the others may be shown, nor which of them there are.
  mutating func run() -> Set<Int>? {
    while let exposed = exposure() {
      guard let culprit = culprit(among: exposed) else { return nil }
      hidden.insert(culprit)
      for index in partitions.indices where partitions[index].parts.contains(culprit) {
        isSafePartition[index] = false
      }
    }
    return hidden
  }

  private func partitionsByCell() -> [(total: Int, parts: [Int])] {
    figures.indices.filter { !isCell($0) }
      .map { ($0, figures[$0].cells.compactMap { ofCell[$0] }) }
  }

  private func partitionsByDimension() -> [(total: Int, parts: [Int])] {
    let places = Dictionary(
      uniqueKeysWithValues: figures.indices.map { (figures[$0].place, $0) })
    var parts: [[Int]: [Int]] = [:]
    for index in figures.indices where !isCell(index) {
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

  private func isSafe(_ sum: Sum) -> Bool { sum.contributions == 0 || sum.isSafe(under: rule) }

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
    for (index, (total, parts)) in partitions.enumerated()
    where !isSafePartition[index] && !hidden.contains(total) {
      let closed = parts.filter(hidden.contains)
      let rest = closed.reduce(into: Sum()) { $0 += figures[$1].sum }
      guard closed.isEmpty || isSafe(rest) else {
        return parts.filter { !hidden.contains($0) } + [total]
      }
      isSafePartition[index] = true
    }
    return nil
  }

  /// Shown figures from which one that is not safe follows.
  private func derivation() -> [Int]? {
    let unknowns = unknownCells()
    guard !unknowns.isEmpty else { return nil }
    let shown = figures.indices.filter {
      !hidden.contains($0) && !unknown(in: $0, unknowns).isEmpty
    }
    let system = LinearSystem(
      unknowns: unknowns.count, sums: shown.map { unknown(in: $0, unknowns) })
    for index in figures.indices where hidden.contains(index) && !isSafe(figures[index].sum) {
      guard let sources = system.sources(of: unknown(in: index, unknowns)) else { continue }
      let involved = sources.map { shown[$0] }
      return involved + neighbours(of: involved)
    }
    return nil
  }

  /// The shown cells of these totals: with one of them hidden the totals tell less.
  private func neighbours(of totals: [Int]) -> [Int] {
    totals.flatMap { figures[$0].cells }.compactMap { ofCell[$0] }.filter { !hidden.contains($0) }
  }

  /// The hidden cells, numbered.
  private func unknownCells() -> [Int: Int] {
    let cells = ofCell.filter { hidden.contains($0.value) }.keys.sorted()
    return Dictionary(uniqueKeysWithValues: cells.enumerated().map { ($1, $0) })
  }

  private func unknown(in index: Int, _ unknowns: [Int: Int]) -> [Int] {
    figures[index].cells.compactMap { unknowns[$0] }
  }

  /// Shown totals by which a hidden number of deals may be only one.
  private func bound() -> [Int]? {
    guard scale == .counts else { return nil }
    let moves = CountMoves(figures, ofCell: ofCell, hidden: hidden)
    for index in figures.indices where hidden.contains(index) && !isSafe(figures[index].sum) {
      guard !moves.canChange(index) else { continue }
      let telling = figures.indices.filter { total in
        !hidden.contains(total) && !isCell(total)
          && figures[total].cells.contains { figures[index].cells.contains($0) }
      }
      return neighbours(of: telling) + telling
    }
    return nil
  }
}
