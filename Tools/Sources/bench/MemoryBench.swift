import Foundation

/// The most memory that the program holds at a time.
enum MemoryBench {
  static let note = """
    Memory of its own, as looked at every 2 ms (RssAnon); with the pages of the log that are mapped, \
    which the system takes back when it needs them, in the second row (VmHWM).
    """

  static func rows(_ settings: Settings, _ bench: Bench) async throws -> [Row] {
    let ledger = try await bench.ledger(of: 10_000)
    let folder = try bench.makeFolder("memory")
    return try MemoryTask.all(in: folder).flatMap { task in
      let usages = try (0..<settings.rounds).map { _ in try task.run(ledger) }
      return [
        Row(
          "\(task.name), 10,000 events", usages.map { Sample($0.peak.own / 1e6) }, unit: .megabytes,
          note: note),
        Row("with mapped pages", usages.map { Sample($0.peak.all / 1e6) }, unit: .megabytes),
      ]
    }
  }
}

/// Something that the program is asked for, and that must not need more memory for a larger log.
struct MemoryTask: Sendable {
  let name: String
  /// Whether it goes through all events, and not through a few.
  var readsAll = true
  let run: @Sendable (MixedLedger) throws -> ChildProcess.Usage

  static func all(in folder: String) -> [MemoryTask] {
    [
      MemoryTask(name: "submit one command", readsAll: false) {
        try OneCommand(in: folder).submit(to: $0, isWatched: true)
      },
      MemoryTask(name: "verify --level 3") {
        try ChildProcess($0.command("verify", "--level", "3")).run(isWatched: true)
      },
      MemoryTask(name: "export cloudevents") {
        let path = folder + "/export.ndjson"
        defer { unlink(path) }
        return try ChildProcess($0.command("export", "cloudevents", "-o", path)).run(
          isWatched: true)
      },
      MemoryTask(name: "rebuild") {
        try ChildProcess($0.command("rebuild")).run(isWatched: true)
      },
    ]
  }
}
