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
      let usages = try (0..<settings.rounds).map { _ in
        (try task.run(small), try task.run(middle))
      }
      return Compared(
        task: task, small: (small, usages.map(\.0)), middle: (middle, usages.map(\.1)),
        large: (large, try task.run(large))
      ).rows
    }
  }
}

/// What the program took on ledgers of three sizes.
private struct Compared {
  let task: MemoryTask
  let small: (MixedLedger, [ChildProcess.Usage])
  let middle: (MixedLedger, [ChildProcess.Usage])
  let large: (MixedLedger, ChildProcess.Usage)

  private static let note = """
    The program on the large ledger once, and on the others once a round: the large one takes \
    minutes.
    """

  var rows: [Row] {
    let own = { (usage: ChildProcess.Usage) in Sample(usage.peak.own / 1e6) }
    let here = small.1.map { _ in own(large.1) }
    let ratio = Ratio(here, to: "at 10,000", small.1.map(own), .atMost(1.5))
    return [
      Row(
        "\(name): memory", [own(large.1)], unit: .megabytes, ratios: [ratio], note: MemoryBench.note
      ),
      Row("with mapped pages", [Sample(large.1.peak.all / 1e6)], unit: .megabytes),
      task.readsAll ? rate : time,
    ]
  }

  private var name: String { "\(task.name), \(large.0.events / 1000) thousand events" }
  private var middleName: String { "at \(middle.0.events / 1000) thousand" }

  private var rate: Row {
    let rate = { (ledger: MixedLedger, usage: ChildProcess.Usage) in
      Sample(Double(ledger.events) / usage.seconds)
    }
    let (here, there) = (rate(large.0, large.1), middle.1.map { rate(middle.0, $0) })
    let ratio = Ratio(there.map { _ in here }, to: middleName, there, .atLeast(0.8))
    return Row("\(name): events", [here], ratios: [ratio], note: Self.note)
  }

  private var time: Row {
    let time = { (usage: ChildProcess.Usage) in Sample(usage.seconds * 1000) }
    let (here, there) = (time(large.1), middle.1.map(time))
    let ratio = Ratio(there.map { _ in here }, to: middleName, there, .atMost(1.25))
    return Row("\(name): time", [here], unit: .milliseconds, ratios: [ratio], note: Self.note)
  }
}
