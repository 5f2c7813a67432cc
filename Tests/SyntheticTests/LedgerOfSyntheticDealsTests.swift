import DealRecords
import Deals
import EventLog
import Foundation
import Ledger
import Replay
import Synthetic
import Testing

@Suite struct `A ledger of synthetic deals` {
  @Test func `refuses nothing of 300 deals, and holds to level 3`() async throws {
    let path = NSTemporaryDirectory() + "synthetic-\(UUID())"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Ledger.create(at: path, LedgerPlan(origin: "example.org/synthetic", clock: .history))
    let ledger = try Ledger(at: path)
    let commands = SyntheticDeals(count: 300, seed: 1).map { IncomingCommand($0.bytes) }
    var (accepted, others): (Int, [CommandOutcome]) = (0, [])
    try await ledger.submit(commands) { _, outcome in
      if case .accepted = outcome { accepted += 1 } else { others.append(outcome) }
    }
    #expect(others.isEmpty, "\(others.prefix(3))")
    #expect(accepted == commands.count)
    _ = try await ledger.createCheckpoint()
    ledger.close()
    let replay = try Verifier(
      LedgerFolder(path), options: ReplayOptions(level: .decisions)
    ).run()
    #expect(replay.exitCode == 0, "\(replay.text.plain)")
  }
}
