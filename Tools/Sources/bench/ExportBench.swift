import Foundation

/// `dealledger export cloudevents`, beside `cp` of the file that it writes.
enum ExportBench {
  private static let note = """
    Both as processes, from what the page cache holds, to the end of the new file's fsync.
    """

  static func rows(_ settings: Settings, _ bench: Bench) async throws -> [Row] {
    let ledger = try await bench.ledger(of: settings.events)
    let folder = try bench.makeFolder("export")
    let (first, path) = (folder + "/first.ndjson", folder + "/second.ndjson")
    try ChildProcess(ledger.command("export", "cloudevents", "-o", first)).run()
    let samples = try await settings.measure([
      piece(ledger, path, ledger.command("export", "cloudevents", "-o", path)),
      piece(ledger, path, ["sh", "-c", "cp '\(first)' '\(path)' && sync '\(path)'"]),
    ])
    return [
      Row(
        "export cloudevents", samples[0],
        ratios: [Ratio(samples[0], to: "the copy", samples[1], .atLeast(0.7))], note: note),
      Row("plain copy of the same bytes", samples[1], note: note),
    ]
  }

  private static func piece(_ ledger: MixedLedger, _ path: String, _ command: [String]) -> Piece {
    Piece {
      defer { unlink(path) }
      return Sample(Double(ledger.events) / (try ChildProcess(command).run().seconds))
    }
  }
}
