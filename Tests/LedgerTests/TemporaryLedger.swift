import DealRecords
import Deals
import Foundation
import Ledger

/// A ledger in a folder of its own, which is removed with it.
final class TemporaryLedger: Sendable {
  let path: String
  let ledger: Ledger

  init(
    clock: ClockMode = .history, now: @escaping @Sendable () -> Instant = { .now }
  ) throws {
    path = FileManager.default.temporaryDirectory.appending(path: "ledger-\(UUID())").path
    try Ledger.create(at: path, LedgerPlan(origin: "example.org/test", clock: clock), clock: now)
    ledger = try Ledger(at: path, clock: now)
  }

  deinit {
    ledger.close()
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Takes commands in their order.
  func submit(_ lines: [String]) async throws -> [CommandOutcome] {
    var outcomes: [CommandOutcome] = []
    try await ledger.submit(lines.map { IncomingCommand(Array($0.utf8)) }) { _, outcome in
      outcomes.append(outcome)
    }
    return outcomes
  }
}
