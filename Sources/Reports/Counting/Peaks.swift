/// The largest shares of a sum, one of each contributor.
struct LargestShares {
  /// The largest first.
  private(set) var shares: [(contributor: Int32, value: Int128)] = []

  /// - Parameters:
  ///   - share: What a contributor has who was not added before.
  ///   - isBefore: Which of two contributors with equal shares comes first.
  mutating func add(
    _ share: (contributor: Int32, value: Int128), isBefore: (Int32, Int32) -> Bool
  ) {
    if shares.count > Peaks.named, share.value < shares[Peaks.named].value { return }
    let place = shares.firstIndex { other in
      share.value != other.value
        ? share.value > other.value : isBefore(share.contributor, other.contributor)
    }
    shares.insert(share, at: place ?? shares.endIndex)
    if shares.count > Peaks.named + 1 { shares.removeLast() }
  }
}

/// How much of a sum is of one contributor at most, in each column of contributors.
///
/// Only the largest contributors of a cell are known by name; each other has at most what the first
/// without a name has. So what it says of several cells together is a bound from above.
struct Peaks: Sendable {
  private struct Share {
    /// The column of contributors.
    let column: Int32
    /// Nobody's number stands for all without a name.
    let contributor: Int32
    /// Of a named one, what it has beyond those without a name.
    let value: Int128
  }

  /// Of each cell: added up when it is asked.
  private var shares: [Share] = []
  /// Of a single cell.
  private var mostOfOne: Int128?

  /// How many of a cell are named.
  static let named = 3
  private static let nobody: Int32 = -1

  init() {}

  /// - Parameter columns: The largest shares in each column of contributors.
  init(of columns: some Collection<LargestShares>) {
    for (column, largest) in columns.enumerated() {
      let (column, found) = (Int32(column), largest.shares)
      let rest = found.count > Self.named ? found[Self.named].value : 0
      if rest != 0 { shares.append(Share(column: column, contributor: Self.nobody, value: rest)) }
      for (contributor, value) in found.prefix(Self.named) {
        shares.append(Share(column: column, contributor: contributor, value: value - rest))
      }
    }
    mostOfOne = columns.compactMap { $0.shares.first?.value }.max()
  }

  /// The most that one has in any column; nil where nobody's share is weighed.
  var most: Int128? { mostOfOne ?? mostOfSeveral }

  private var mostOfSeveral: Int128? {
    var (numbers, rests) = (PairTable(expecting: shares.count), [Int32: Int128]())
    var sums: [Int128] = []
    sums.reserveCapacity(shares.count)
    for share in shares {
      guard share.contributor != Self.nobody else {
        rests[share.column, default: 0] += share.value
        continue
      }
      let number = numbers.number(of: share.column, share.contributor)
      if number == sums.count { sums.append(0) }
      sums[number] += share.value
    }
    return zip(numbers.pairs, sums).lazy.map { $1 + (rests[$0.first] ?? 0) }.max()
  }

  static func += (one: inout Peaks, other: Peaks) {
    guard !one.shares.isEmpty else { return one = other }
    one.mostOfOne = nil
    one.shares += other.shares
  }
}
