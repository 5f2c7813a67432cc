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
    var types: Set<String> = []
    try await ledger.submit(commands) { _, outcome in
      guard case .accepted(let receipt) = outcome else { return others.append(outcome) }
      accepted += 1
      types.formUnion(receipt.receipt.events.map(\.type))
    }
    #expect(others.isEmpty, "\(others.prefix(3))")
    #expect(accepted == commands.count)
    for type in EventType.all where type.version > 1 {
      #expect(types.contains(type.name), "\(type.name)")
      #expect(types.contains(type.name.dropLast() + "1"), "\(type.name) in its first version")
    }
    _ = try await ledger.createCheckpoint()
    ledger.close()
    let replay = try Verifier(
      LedgerFolder(path), options: ReplayOptions(level: .decisions)
    ).run()
    #expect(replay.exitCode == 0, "\(replay.text.plain)")
  }
}
