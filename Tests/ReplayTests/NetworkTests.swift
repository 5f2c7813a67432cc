import DealRecords
import Foundation
import Ledger
import Replay
import Testing

/// A ledger of the network, with what was published of it.
private final class NetworkLedger: Sendable {
  static let files = ["seeds", "figures", "example"]
  let path = FileManager.default.temporaryDirectory.appending(path: "network-\(UUID())").path
  let commands: Int

  init() async throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Schemas/network")
    let lines = try Self.files.flatMap { file in
      try String(contentsOf: folder.appending(path: "\(file).ndjson"), encoding: .utf8)
        .split(separator: "\n").map(String.init)
    }
    try Ledger.create(at: path, LedgerPlan(origin: "example.org/network", clock: .history))
    let ledger = try Ledger(at: path)
    defer { ledger.close() }
    var accepted = 0
    try await ledger.submit(lines.map { IncomingCommand(Array($0.utf8)) }) { _, outcome in
      if outcome.isAccepted { accepted += 1 }
    }
    commands = lines.count
    #expect(accepted == commands)
    _ = try await ledger.createCheckpoint()
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Suite struct `A ledger of the network` {
  @Test func `holds at every level, each command decided again`() async throws {
    let ledger = try await NetworkLedger()
    let copy = try LedgerCopy(ofLedgerAt: ledger.path)
    try copy.makeModels()
    let certificate = try copy.verify(ReplayOptions())
    #expect(certificate.divergences == [])
    for level in [ReplayLevel.storage, .log, .decisions, .models] {
      #expect(certificate.verdict(of: level) == .holds)
    }
    #expect(certificate.counts.decidedAgain == UInt64(ledger.commands))
    #expect(certificate.counts.legalEvents == certificate.size)
  }

  @Test func `holds without its keys as far as can be told`() async throws {
    let ledger = try await NetworkLedger()
    let certificate = try LedgerCopy(ofLedgerAt: ledger.path).verify(.withoutKeys)
    #expect(certificate.divergences == [])
    #expect(certificate.counts.legalEvents == certificate.size)
  }
}
