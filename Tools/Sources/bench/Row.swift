import Foundation

/// How long single calls took, in milliseconds.
struct Latency: Sendable {
  let p50: Double
  let p99: Double

  init(p50: Double, p99: Double) { (self.p50, self.p99) = (p50, p99) }

  /// - Parameter seconds: Of every call; not empty.
  init(of seconds: [Double]) {
    let sorted = seconds.sorted()
    let at = { (share: Double) in sorted[Int(share * Double(sorted.count - 1))] * 1000 }
    (p50, p99) = (at(0.5), at(0.99))
  }
}

/// What one round gave.
struct Sample: Sendable {
  var value: Double
  var latency: Latency?

  init(_ value: Double, _ latency: Latency? = nil) { (self.value, self.latency) = (value, latency) }
}

/// What a value has to reach.
enum Goal: Sendable {
  case atLeast(Double)
  case atMost(Double)

  func isMet(by value: Double) -> Bool {
    switch self {
    case .atLeast(let bound): value >= bound
    case .atMost(let bound): value <= bound
    }
  }
}

/// The value of a row by that of another from the same round, since the machine's speed drifts.
struct Ratio: Sendable {
  let name: String
  let values: [Double]
  let goal: Goal?

  init(_ ours: [Sample], to name: String, _ theirs: [Sample], _ goal: Goal? = nil) {
    (self.name, self.goal) = (name, goal)
    values = zip(ours, theirs).map { $0.value / $1.value }
  }

  var isMissed: Bool { goal.map { !$0.isMet(by: values.median) } ?? false }
}

/// A line of the table.
struct Row: Sendable {
  enum Unit: String, Sendable {
    case perSecond = "/s"
    case milliseconds = "ms"
    case bytes = "B"
    case megabytes = "MB"
  }

  let name: String
  var unit = Unit.perSecond
  /// One for each round.
  let samples: [Sample]
  var goal: Goal?
  var ratios: [Ratio] = []
  /// What has to be known to read the row.
  var note: String?

  init(
    _ name: String, _ samples: [Sample], unit: Unit = .perSecond, goal: Goal? = nil,
    ratios: [Ratio] = [], note: String? = nil
  ) {
    (self.name, self.samples, self.unit) = (name, samples, unit)
    (self.goal, self.ratios, self.note) = (goal, ratios, note)
  }

  var values: [Double] { samples.map(\.value) }
  var isMissed: Bool { goal.map { !$0.isMet(by: values.median) } ?? false }

  /// The medians of the rounds' latencies.
  var latency: Latency? {
    let found = samples.compactMap(\.latency)
    guard !found.isEmpty else { return nil }
    return Latency(p50: found.map(\.p50).median, p99: found.map(\.p99).median)
  }
}

extension [Double] {
  /// Of values that are there.
  var median: Double {
    let sorted = self.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
