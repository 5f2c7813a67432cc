/// What one measure comes to in one cell, so that cells can be added up.
enum Amount: Sendable {
  case count(Int)
  /// By the number of the currency, each once; integers that are no money under that of an empty one.
  case sums([CurrencySum])
  /// The numbers of which a quantile is asked for.
  case numbers([Int])
  /// Values by their numbers, of which each is counted once.
  case values([Int])

  static func add(_ amount: Amount, to sum: inout Amount?) {
    guard let own = sum.take() else { return sum = amount }
    sum = own + amount
  }

  /// Held once, the one grows in place.
  static func + (one: consuming Amount, other: Amount) -> Amount {
    switch (consume one, other) {
    case (.count(let one), .count(let other)): return .count(one + other)
    case (.sums(var own), .sums(let others)):
      for other in others { own.add(other) }
      return .sums(own)
    case (.numbers(var own), .numbers(let others)):
      own += others
      return .numbers(own)
    case (.values(var own), .values(let others)):
      own += others
      return .values(own)
    case (let own, _): return own
    }
  }
}

struct CurrencySum: Sendable {
  let currency: Int32
  var sum: Sum
}

extension [CurrencySum] {
  subscript(currency: Int32) -> Sum? { first { $0.currency == currency }?.sum }

  mutating func add(_ other: CurrencySum) {
    if let place = firstIndex(where: { $0.currency == other.currency }) {
      self[place].sum += other.sum
    } else {
      append(other)
    }
  }
}

extension [Int] {
  /// The number at this place of the sorted numbers (nearest rank); nil where there are none.
  func quantile(perMille: Int) -> Int? {
    guard let least = self.min(), let most = self.max() else { return nil }
    let rank = Swift.max(1, (count * perMille + 999) / 1000)
    let (width, isFar) = most.subtractingReportingOverflow(least)
    guard !isFar, width < 4 * count + 64 else { return sorted()[rank - 1] }
    var counts = [Int](repeating: 0, count: width + 1)
    for number in self { counts[number - least] += 1 }
    var seen = 0
    for (place, count) in counts.enumerated() {
      seen += count
      if seen >= rank { return least + place }
    }
    return nil
  }
}

/// A sum, and what has to be known of it to tell whether it may be shown.
struct Sum: Sendable {
  /// How many rows it consists of.
  var contributions = 0
  /// In millionths where it is money.
  var value: Int128 = 0
  var peaks = Peaks()

  /// Adds the amount of one row.
  mutating func add(_ amount: Int128) {
    contributions += 1
    value += amount
  }

  static func + (one: Sum, other: Sum) -> Sum {
    var sum = one
    sum += other
    return sum
  }

  static func += (one: inout Sum, other: Sum) {
    one.contributions += other.contributions
    one.value += other.value
    one.peaks += other.peaks
  }

  /// Whether the rule lets it be shown.
  func isSafe(under rule: SuppressionRule) -> Bool {
    guard contributions >= rule.minimum else { return false }
    guard let most = peaks.most else { return true }
    return most * 1000 <= value * Int128(rule.dominancePerMille)
  }
}
