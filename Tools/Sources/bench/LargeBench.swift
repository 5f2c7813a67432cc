import Foundation

/// What a log of millions of events costs that one of a thousand does not.
enum LargeBench {
  private static let note = """
    The program on the large ledger once, and on the others once a round: the large one takes \
    minutes.
    """

  static func rows(_ settings: Settings, _ bench: Bench) async throws -> [Row] {
    guard let folder = settings.large else { throw BenchFault("large needs --large DIR", status: 64) }
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
      let (few, many) = (samples[2 * index], samples[2 * index + 1])
      let ratio = Ratio(many, to: "at 1,000", few, .atLeast(0.8))
      return [
        Row("append, \(levels[index]) callers, 1,000 events at first", few),
        Row("append, \(levels[index]) callers, \(count) events", many, ratios: [ratio]),
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
        (small: try task.run(small), middle: try task.run(middle))
      }
      return try rows(of: task, usages, large)
    }
  }

  private static func rows(
    of task: MemoryTask, _ usages: [(small: ChildProcess.Usage, middle: ChildProcess.Usage)],
    _ large: MixedLedger
  ) throws -> [Row] {
    let once = try task.run(large)
    let here = usages.map { _ in once }
    let own = { (usages: [ChildProcess.Usage]) in usages.map { Sample($0.peakOwn / 1e6) } }
    let times = { (usages: [ChildProcess.Usage]) in usages.map { Sample($0.seconds * 1000) } }
    let count = "\(large.events / 1000) thousand events"
    return [
      Row(
        "\(task.name), \(count): memory", [Sample(once.peakOwn / 1e6)], unit: .megabytes,
        ratios: [
          Ratio(own(here), to: "at 10,000", own(usages.map(\.small)), .atMost(1.5))
        ], note: MemoryBench.note),
      Row("with mapped pages", [Sample(once.peak / 1e6)], unit: .megabytes),
      Row(
        "\(task.name), \(count): time", [Sample(once.seconds * 1000)], unit: .milliseconds,
        ratios: [Ratio(times(here), to: "the middle ledger", times(usages.map(\.middle)))],
        note: note),
    ]
  }
}
