import Deals

/// Invented deals between China and the members of ASEAN, as commands in the order of their times.
///
/// The same plan gives the same commands, byte for byte, on every machine and in every run. All
/// that they hold is invented, and says so.
public struct SyntheticDeals: Sendable {
  /// Changes whenever a plan gives other commands than before.
  public static let version = 3

  public let count: Int
  public let seed: UInt64
  public let years: ClosedRange<Int>

  /// - Parameters:
  ///   - count: How many deals, 1 or more.
  ///   - years: Nothing happens before the first or after the last.
  public init(count: Int, seed: UInt64, years: ClosedRange<Int> = 2013...2026) {
    precondition(count > 0, "\(count) deals are none")
    (self.count, self.seed, self.years) = (count, seed, years)
  }

  /// All commands of one deal, from 1.
  public func commands(of deal: Int) -> [SyntheticCommand] {
    DealStory.commands(number: deal, seed: seed, at: start(of: deal), until: end)
  }
}

// MARK: When deals begin

extension SyntheticDeals {
  private var end: Int { Self.second(of: years.upperBound + 1) }

  /// When the deal is proposed: never before those with lower numbers.
  ///
  /// Every year brings somewhat more deals than the one before.
  func start(of deal: Int) -> Int {
    let weights = years.map { 4 + $0 - years.lowerBound }
    let total = weights.reduce(0, +)
    var place = (deal - 1) * total
    for (year, weight) in zip(years, weights) {
      if place < weight * count {
        let (from, to) = (Self.second(of: year), Self.second(of: year + 1))
        // In the first hours of business, whatever the share of the year.
        let day = (from + (to - from) / (weight * count) * place) / DealStory.day
        return day * DealStory.day + 3600 + place % 21_600
      }
      place -= weight * count
    }
    preconditionFailure("deal \(deal) is not among \(count)")
  }

  private static func second(of year: Int) -> Int {
    (Day(year: year, month: 1, day: 1)?.number ?? 0) * DealStory.day
  }
}

// MARK: The order of time

extension SyntheticDeals: Sequence {
  public func makeIterator() -> Iterator { Iterator(self) }

  /// Merges the deals by time; of what happens at once, the deal with the lower number comes first.
  ///
  /// A deal begins when its time has come, and keeps only its next few commands: it is told again
  /// for those after them.
  public struct Iterator: IteratorProtocol {
    private let deals: SyntheticDeals
    private var waiting = Heap<Waiting>()
    private var begun = 0

    fileprivate init(_ deals: SyntheticDeals) { self.deals = deals }

    public mutating func next() -> SyntheticCommand? {
      begin()
      guard var first = waiting.removeFirst() else { return nil }
      let command = first.take()
      if first.isUsedUp { first.refill(deals.commands(of: command.deal)) }
      if !first.isUsedUp { waiting.insert(first) }
      return command
    }

    private mutating func begin() {
      while begun < deals.count {
        if let first = waiting.first, first.at < deals.start(of: begun + 1) { return }
        begun += 1
        var deal = Waiting()
        deal.refill(deals.commands(of: begun))
        if !deal.isUsedUp { waiting.insert(deal) }
      }
    }
  }
}

/// The next few commands of a deal that has begun.
private struct Waiting: Comparable {
  private static let window = 8

  private var next: ArraySlice<SyntheticCommand> = []
  private var taken = 0

  var isUsedUp: Bool { next.isEmpty }
  var at: Int { next.first?.at ?? .max }
  private var deal: Int { next.first?.deal ?? .max }

  mutating func take() -> SyntheticCommand {
    taken += 1
    return next.removeFirst()
  }

  mutating func refill(_ all: [SyntheticCommand]) {
    next = ArraySlice(Array(all.dropFirst(taken).prefix(Self.window)))
  }

  static func < (one: Waiting, other: Waiting) -> Bool {
    (one.at, one.deal) < (other.at, other.deal)
  }

  static func == (one: Waiting, other: Waiting) -> Bool {
    (one.at, one.deal) == (other.at, other.deal)
  }
}
