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

/// How much of a sum is of one contributor at most.
///
/// Only the largest contributors of a cell are known by name; each other has at most `rest`. So what
/// it says of several cells together is a bound from above.
struct Peaks: Sendable {
  /// Of the named ones, what they have beyond `rest`.
  private var beyond: [Int32: Int128] = [:]
  private var rest: Int128 = 0

  /// How many of a cell are named.
  static let named = 3

  init(of largest: LargestShares) {
    let shares = largest.shares
    rest = shares.count > Self.named ? shares[Self.named].value : 0
    for (contributor, value) in shares.prefix(Self.named) { beyond[contributor] = value - rest }
  }

  var most: Int128 { (beyond.values.max() ?? 0) + rest }

  static func += (one: inout Peaks, other: Peaks) {
    one.beyond.merge(other.beyond, uniquingKeysWith: +)
    one.rest += other.rest
  }
}
