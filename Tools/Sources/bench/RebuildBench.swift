/// `dealledger rebuild`: all read models made anew and put in place.
enum RebuildBench {
  static func rows(_ settings: Settings, _ bench: Bench) async throws -> [Row] {
    let ledger = try await bench.ledger(of: settings.events)
    let samples = try await settings.measure([
      Piece {
        Sample(Double(ledger.events) / (try ChildProcess(ledger.command("rebuild")).run().seconds))
      }
    ])
    return [Row("rebuild, events", samples[0])]
  }
}
