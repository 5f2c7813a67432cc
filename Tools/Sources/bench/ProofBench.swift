import DealRecords
import Deals
import EventLog
import Foundation
import Ledger

/// What it takes to sign a head of a large log, and to prove what is in it.
enum ProofBench {
  private static let calls = 300

  static func rows(_ settings: Settings, _ bench: Bench) async throws -> [Row] {
    let events = settings.isQuick ? 100_000 : 1_000_000
    let path = try await fill(bench.folder + "/proofs", with: events)
    let ledger = try Ledger(at: path)
    defer { ledger.close() }
    _ = try await ledger.createCheckpoint()
    let proofs = LogProofs(ledger.store)
    let size = UInt64(events)
    let samples = try await settings.measure([
      Piece { try await checkpoints(of: ledger) },
      repeated { _ = try proofs.inclusion(of: GlobalPosition(.random(in: 0..<size))) },
      repeated { _ = try proofs.consistency(from: .random(in: 1..<size), to: size) },
    ])
    let exports = try (0..<settings.rounds).map { _ in try export(path, bench) }
    let note = "The value is p99. A log of \(events) events."
    return [
      Row(
        "checkpoint created, processor time", samples[0], unit: .milliseconds, goal: .atMost(1),
        note: note + " Of all threads, so that the disk's part is left out."),
      Row(
        "inclusion proof, line and checkpoint with it", samples[1], unit: .milliseconds,
        goal: .atMost(1), note: note),
      Row(
        "consistency proof, any size to the end", samples[2], unit: .milliseconds,
        goal: .atMost(1), note: note),
      Row(
        "tiles exported, events", exports.map { Sample(Double(events) / $0.seconds) },
        note: "Into an empty folder, as a process; each file is synced and renamed."),
      Row(
        "tiles exported, memory", exports.map { Sample($0.peak.own / 1e6) }, unit: .megabytes,
        note: "Of its own (RssAnon)."),
    ]
  }

  private static func export(_ path: String, _ bench: Bench) throws -> ChildProcess.Usage {
    let folder = try bench.makeFolder("tiles")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try ChildProcess(
      [Bench.program, "export", "tiles", "-o", folder, "--ledger", path, "--quiet"]
    ).run(isWatched: true)
  }

  /// A ledger whose log holds bare events behind line 0.
  private static func fill(_ path: String, with events: Int) async throws -> String {
    say("filling a log with \(events) events …")
    try Ledger.create(at: path, LedgerPlan(origin: "example.org/bench", clock: .history))
    let log = try BareLog(in: path + "/log")
    defer { log.close() }
    try await log.fill(to: events)
    return path
  }

  /// Each over a tree that has grown by a line.
  private static func checkpoints(of ledger: Ledger) async throws -> Sample {
    var (ids, times) = (FreshIDs(), [Double]())
    for _ in 0..<calls {
      let submission = try BareLog.submission(ids.next(), to: [StreamName("deal/\(ids.next())")])
      guard case .appended = try await ledger.store.append(submission) else {
        throw BenchFault("an append was refused")
      }
      let start = processTime()
      _ = try await ledger.createCheckpoint()
      times.append(processTime() - start)
    }
    return sample(of: times)
  }

  private static func repeated(_ body: @escaping @Sendable () throws -> Void) -> Piece {
    Piece { sample(of: try (0..<calls * 10).map { _ in try seconds(of: body) }) }
  }

  private static func sample(of times: [Double]) -> Sample {
    let latency = Latency(of: times)
    return Sample(latency.p99, latency)
  }

  private static func processTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
