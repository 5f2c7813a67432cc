import Foundation

/// `dealledger verify`: hash, tree, decode, decide again.
enum VerifyBench {
  private static let note = """
    The whole process, from start to end: the file's pages and rows of every table first (level 1), \
    then every line, the tree and the indexes (level 2), then every event and command decided again \
    (level 3). One core is `taskset -c 0`.
    """

  static func rows(_ settings: Settings, _ bench: Bench) async throws -> [Row] {
    let ledger = try await bench.ledger(of: settings.events)
    let none = try bench.makeFolder("no-keys")
    let cores = ProcessInfo.processInfo.activeProcessorCount
    // 2: without keys it cannot be told whether what was decided holds.
    let samples = try await settings.measure([
      verify(ledger, ["--level", "3"], onOneCore: true),
      verify(ledger, ["--level", "3"], onOneCore: false),
      verify(ledger, ["--level", "2"], onOneCore: true),
      verify(ledger, ["--level", "3", "--keys", none], onOneCore: true, statuses: [0, 2]),
      verify(ledger, ["--level", "2", "--keys", none], onOneCore: true, statuses: [0, 2]),
    ])
    let two = Ratio(samples[1], to: "one core", samples[0], .atLeast(1.8))
    return [
      Row("level 3, keys at hand, one core", samples[0], goal: .atLeast(300_000), note: note),
      Row(
        "level 3, keys at hand, \(min(cores, 2)) cores", samples[1], ratios: cores > 1 ? [two] : []),
      Row("level 2, keys at hand, one core", samples[2]),
      Row("level 3, no keys, one core", samples[3]),
      Row("level 2, no keys, one core", samples[4]),
    ]
  }

  private static func verify(
    _ ledger: MixedLedger, _ arguments: [String], onOneCore: Bool, statuses: Set<Int32> = [0]
  ) -> Piece {
    let cores = onOneCore ? "0" : "0,1"
    let isPinned = ProcessInfo.processInfo.activeProcessorCount > 1
    var process = ChildProcess(
      (isPinned ? ["taskset", "-c", cores] : []) + ledger.command("verify") + arguments)
    process.statuses = statuses
    return Piece { [process] in Sample(Double(ledger.events) / (try process.run().seconds)) }
  }
}
