import Foundation

/// What a log of millions of events costs that one of a thousand does not.
enum LargeBench {
  static func rows(_ settings: Settings, _ bench: Bench) async throws -> [Row] {
    guard let folder = settings.large else {
      throw BenchFault("large needs --large DIR", status: 64)
    }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return try await appends(settings, bench, folder) + processes(settings, bench, folder)
  }

  // MARK: Appends

  private static func appends(
    _ settings: Settings, _ bench: Bench, _ folder: String
  ) async throws -> [Row] {
    let small = try BareLog(in: bench.makeFolder("small"))
    try await small.fill(to: 1000)
    let large = try await log(settings, folder)
    defer {
      small.close()
      large.close()
    }
    let levels = [1, 64]
    let samples = try await settings.measure(
      levels.flatMap { callers in
        [small, large].map { log in
          Piece {
            try await Callers(count: callers, seconds: settings.seconds).append(to: log).sample
          }
        }
      })
    let count = "\(try large.size / 1000) thousand"
    return levels.indices.flatMap { index in
      let callers = Callers.name(levels[index])
      let (few, many) = (samples[2 * index], samples[2 * index + 1])
      let ratio = Ratio(many, to: "at 1,000", few, .atLeast(0.8))
      return [
        Row("append, \(callers), 1,000 events at first", few),
        Row("append, \(callers), \(count) events", many, ratios: [ratio]),
      ]
    }
  }

  private static func log(_ settings: Settings, _ folder: String) async throws -> BareLog {
    let path = folder + "/log-\(settings.largeEvents)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let log = try BareLog(in: path)
    say("filling a log with \(settings.largeEvents) events, as far as it lacks them …")
    try await log.fill(to: settings.largeEvents)
    return log
  }

  // MARK: Processes

  private static func processes(
    _ settings: Settings, _ bench: Bench, _ folder: String
  ) async throws -> [Row] {
    let small = try await bench.ledger(of: 10_000)
    let middle = try await bench.ledger(of: settings.events)
    let large = try await MixedLedger.keep(
      in: folder + "/ledger-\(settings.largeEvents)", with: settings.largeEvents)
    let files = try bench.makeFolder("large")
    return try MemoryTask.all(in: files).flatMap { task in
      say("measuring large: \(task.name) …")
      var (few, some, many) = (Taken(by: small), Taken(by: middle), Taken(by: large))
      for round in 0..<settings.rounds {
        few.usages.append(try task.run(small))
        some.usages.append(try task.run(middle))
        // A pass over all of them takes minutes.
        if round == 0 || !task.readsAll { many.usages.append(try task.run(large)) }
      }
      return Compared(task: task, small: few, middle: some, large: many).rows
    }
  }
}

/// What the program took on a ledger, round by round.
private struct Taken {
  let ledger: MixedLedger
  var usages: [ChildProcess.Usage] = []

  init(by ledger: MixedLedger) { self.ledger = ledger }

  var count: String { "\(ledger.events / 1000) thousand" }

  /// In MB.
  var own: [Sample] { usages.map { Sample($0.peak.own / 1e6) } }
  /// In MB.
  var all: [Sample] { usages.map { Sample($0.peak.all / 1e6) } }
  /// In ms.
  var times: [Sample] { usages.map { Sample($0.seconds * 1000) } }
  /// Events a second.
  var rates: [Sample] { usages.map { Sample(Double(ledger.events) / $0.seconds) } }
}

/// What the program took on ledgers of three sizes.
private struct Compared {
  let task: MemoryTask
  let small: Taken
  let middle: Taken
  let large: Taken

  private static let note = """
    On the large ledger a pass over all events was timed once, and on the others once a round.
    """

  var rows: [Row] {
    let name = "\(task.name), \(large.count) events"
    let memory = ratio(large.own, to: "at 10,000", small.own, .atMost(1.5))
    return [
      Row(
        "\(name): memory", large.own, unit: .megabytes, ratios: [memory], note: MemoryBench.note),
      Row("with mapped pages", large.all, unit: .megabytes),
      task.readsAll
        ? Row(
          "\(name): events", large.rates,
          ratios: [ratio(large.rates, to: "at \(middle.count)", middle.rates, .atLeast(0.8))],
          note: Self.note)
        : Row(
          "\(name): time", large.times, unit: .milliseconds,
          ratios: [ratio(large.times, to: "at \(middle.count)", middle.times, .atMost(1.25))]),
    ]
  }

  /// Of one round against all, or of each round against its own.
  private func ratio(
    _ ours: [Sample], to name: String, _ theirs: [Sample], _ goal: Goal
  ) -> Ratio {
    let paired = ours.count == 1 ? theirs.map { _ in ours[0] } : ours
    return Ratio(paired, to: name, theirs, goal)
  }
}
