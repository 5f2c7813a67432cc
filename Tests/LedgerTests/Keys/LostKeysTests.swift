import DealRecords
import Deals
import EventLog
import Foundation
import Keyring
import Replay
import Testing
import Transparency

@testable import Ledger

@Suite struct `A ledger whose keys cannot be used` {
  enum Loss: CaseIterable {
    case epochKey, ring, folder, exposedKey, exposedFolder, foreignKeys, damagedRing

    func strike(_ keys: String) throws {
      let files = FileManager.default
      switch self {
      case .epochKey: try files.removeItem(atPath: keys + "/epoch-1.key")
      case .ring: try files.removeItem(atPath: keys + "/ring-1.keys")
      case .folder: try files.removeItem(atPath: keys)
      case .exposedKey:
        try files.setAttributes([.posixPermissions: 0o644], ofItemAtPath: keys + "/epoch-1.key")
      case .exposedFolder:
        try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: keys)
      case .foreignKeys:
        try files.removeItem(atPath: keys)
        try Keyring.create(in: keys, ledger: "another")
      case .damagedRing:
        let ring = try #require(FileHandle(forWritingAtPath: keys + "/ring-1.keys"))
        try ring.seek(toOffset: 90)
        try ring.write(contentsOf: Data("x".utf8))
        try ring.close()
      }
    }
  }

  @Test(arguments: Loss.allCases)
  func `is read as far as it is public, and records nothing`(loss: Loss) async throws {
    let bench = try ErasureBench()
    try await bench.submit(Commands.introduce("D1", "p-1", name: "canary"))
    let note = try await bench.open { try await $0.createCheckpoint() }
    try loss.strike(bench.keys)
    try await bench.open(.readOnly) { ledger async throws in
      #expect(ledger.vault == nil)
      let shown = try ledger.shown()
      #expect(shown.contains("seller") && !shown.contains("canary"))
      #expect(try ledger.checkpoints().map(\.note) == [Array(note.rendered.utf8)])
    }
    try await bench.open { ledger async throws in
      let size = try ledger.size
      await #expect(throws: LedgerFault.self) {
        try await ledger.handle(Commands.propose("D2"))
      }
      await #expect(throws: LedgerFault.self) { try await ledger.createCheckpoint() }
      #expect(try ledger.size == size)
      let fault = #expect(throws: LedgerFault.self) { try ledger.requireVault() }
      guard case .keys = fault else {
        Issue.record("\(String(describing: fault))")
        return
      }
    }
    let replayed = try bench.replay()
    #expect(replayed.exitCode != 1, "\(replayed.problems)")
  }

  @Test func `records again once they are put back`() async throws {
    let bench = try ErasureBench()
    try await bench.submit(Commands.introduce("D1", "p-1", name: "canary"))
    let keys = try bench.copy("keys")
    try Loss.folder.strike(bench.keys)
    try FileManager.default.copyItem(atPath: keys.path, toPath: bench.keys)
    #expect(try await bench.submit(Commands.propose("D2")).map(\.code) == ["accepted"])
    #expect(try await bench.shown().contains("canary"))
  }
}
