import Projections

/// What one measure comes to in one cell, so that cells can be added up.
enum Amount: Hashable, Sendable {
  case count(Int)
  /// By currency; integers that are no money under an empty one.
  case sums([String: Sum])
  /// How often each number stands there.
  case histogram([Int: Int])
  /// Different values, each counted once.
  case values(Set<Cell>)

  static func + (one: Amount, other: Amount) -> Amount {
    var sum = one
    sum += other
    return sum
  }

  static func += (one: inout Amount, other: Amount) {
    switch other {
    case .count(let number):
      if case .count(let own) = one { one = .count(own + number) }
    case .sums(let sums):
      if case .sums(let own) = one { one = .sums(own.merging(sums, uniquingKeysWith: +)) }
    case .histogram(let numbers):
      guard case .histogram(var own) = one else { return }
      one = .count(0)  // Held once, it grows in place.
      own.merge(numbers, uniquingKeysWith: +)
      one = .histogram(own)
    case .values(let values):
      guard case .values(var own) = one else { return }
      one = .count(0)
      own.formUnion(values)
      one = .values(own)
    }
  }
}

extension [Int: Int] {
  /// The number at this place of the sorted numbers (nearest rank); nil where there are none.
  func quantile(perMille: Int) -> Int? {
    let total = values.reduce(0, +)
    guard total > 0 else { return nil }
    let rank = Swift.max(1, (total * perMille + 999) / 1000)
    var seen = 0
    for (number, count) in sorted(by: { $0.key < $1.key }) {
      seen += count
      if seen >= rank { return number }
    }
    return nil
  }
}

/// A sum, and what has to be known of it to tell whether it may be shown.
struct Sum: Hashable, Sendable {
  /// How many rows it consists of.
  var contributions = 0
  /// In millionths where it is money.
  var value: Int128 = 0
  /// For each column of contributors.
  var peaks: [Peaks] = []

  static func + (one: Sum, other: Sum) -> Sum {
    Sum(
      contributions: one.contributions + other.contributions, value: one.value + other.value,
      peaks: one.peaks.isEmpty
        ? other.peaks : other.peaks.isEmpty ? one.peaks : zip(one.peaks, other.peaks).map(+))
  }

  /// The same sum, with what the other knows of its contributors.
  func weighed(as other: Sum) -> Sum {
    Sum(contributions: contributions, value: value, peaks: peaks + other.peaks)
  }

  /// Whether the rule lets it be shown.
  func isSafe(under rule: SuppressionRule) -> Bool {
    guard contributions >= rule.minimum else { return false }
    let limit = value * Int128(rule.dominancePerMille)
    return peaks.allSatisfy { $0.most * 1000 <= limit }
  }
}

/// The sum of a cell, contributor by contributor.
struct Contributions: Sendable {
  private var contributions = 0
  /// Each contributor once.
  private var shares: [(contributor: Cell, value: Int128)] = []

  var isEmpty: Bool { contributions == 0 }

  /// - Parameter contributor: One that was not added before.
  mutating func add(_ count: Int, _ value: Int128, of contributor: Cell) {
    contributions += count
    shares.append((contributor, value))
  }

  /// - Parameter isWeighed: Whether the shares of each matter.
  func sum(isWeighed: Bool) -> Sum {
    Sum(
      contributions: contributions, value: shares.reduce(0) { $0 + $1.value },
      peaks: isWeighed ? [Peaks(of: shares)] : [])
  }

  static func + (one: Contributions, other: Contributions) -> Contributions {
    let values = Dictionary(
      (one.shares + other.shares).map { ($0.contributor, $0.value) }, uniquingKeysWith: +)
    var sum = Contributions()
    sum.contributions = one.contributions + other.contributions
    sum.shares = values.map { ($0, $1) }
    return sum
  }
}

/// How much of a sum is of one contributor at most.
///
/// Only the largest contributors of a cell are known by name; each other has at most `rest`. So what
/// it says of several cells together is a bound from above.
struct Peaks: Hashable, Sendable {
  /// Of the named ones, what they have beyond `rest`.
  private(set) var beyond: [Cell: Int128] = [:]
  private(set) var rest: Int128 = 0

  /// How many of a cell are named.
  static let named = 3

  /// - Parameter shares: What each contributor has.
  init(of shares: [(contributor: Cell, value: Int128)]) {
    var largest: [(contributor: Cell, value: Int128)] = []
    for (contributor, value) in shares {
      guard largest.count <= Self.named || value >= largest[Self.named].value else { continue }
      let place = largest.firstIndex { other in
        value != other.value ? value > other.value : contributor < other.contributor
      }
      largest.insert((contributor, value), at: place ?? largest.endIndex)
      if largest.count > Self.named + 1 { largest.removeLast() }
    }
    rest = largest.count > Self.named ? largest[Self.named].value : 0
    for (contributor, value) in largest.prefix(Self.named) { beyond[contributor] = value - rest }
  }

  private init(_ beyond: [Cell: Int128], _ rest: Int128) {
    (self.beyond, self.rest) = (beyond, rest)
  }

  var most: Int128 { (beyond.values.max() ?? 0) + rest }

  static func + (one: Peaks, other: Peaks) -> Peaks {
    Peaks(one.beyond.merging(other.beyond, uniquingKeysWith: +), one.rest + other.rest)
  }
}
