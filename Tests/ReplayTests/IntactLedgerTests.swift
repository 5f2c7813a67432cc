import Foundation
import Ledger
import Replay
import Testing
import Transparency

@Suite struct `An intact ledger` {
  @Test func `holds at the levels 1 to 3`() async throws {
    let certificate = try LedgerCopy(of: try await .made()).verify()
    #expect(certificate.divergences == [])
    #expect(certificate.verdict == .holds)
    #expect(certificate.exitCode == 0)
    for level in [ReplayLevel.storage, .log, .decisions] {
      #expect(certificate.verdict(of: level) == .holds)
    }
    #expect(certificate.verdict(of: .models) == .notAsked)
  }

  @Test func `was looked at as a whole`() async throws {
    let certificate = try LedgerCopy(of: try await .made()).verify()
    let counts = certificate.counts
    #expect(certificate.size > 256)
    #expect(counts.events == certificate.size)
    #expect(counts.legalEvents == certificate.size)
    #expect(counts.decidedAgain == counts.commands - 1)
    #expect(counts.checkpoints == 3)
    #expect(counts.tiles == certificate.size / 256)
    #expect(counts.refusals == 7)
    #expect(counts.documents > 0)
    #expect(counts.streams >= 8)
  }

  @Test func `says what a reader should know`() async throws {
    let certificate = try LedgerCopy(of: try await .made()).verify()
    let text = certificate.text.plain
    #expect(certificate.notes.contains(.historyLedger))
    #expect(certificate.notes.contains(.ownKey))
    #expect(text.contains("✓ Holds"))
  }
}
