import DealRecords
import Deals
import EventLog
import Foundation
import Replay
import Synchronization
import Testing

@testable import Keyring
@testable import Ledger

@Suite struct `A key` {
  @Test func `is durable before the first event that is sealed under it`() async throws {
    let bench = try ErasureBench()
    try await bench.open { ledger async throws in
      let keyring = try ledger.requireVault().keyring
      for number in 0..<5 {
        let line = Commands.introduce("D\(number)", "p-\(number)", name: "canary-\(number)-")
        #expect(try await ledger.handle(line).code == "accepted")
        let durable = keyring.files.withLock { $0.ring.syncedLength }
        let keys = try bench.copy("keys")
        // What a loss of power leaves of the ring at worst.
        #expect(truncate(keys.path + "/ring-1.keys", durable) == 0)
        let ring = try Keyring(
          folder: keys.path, ledger: ledger.identity.ledger.text, access: .readOnly)
        for key in try ledger.keysInUse() {
          guard case .present = ring.standing(of: key) else {
            Issue.record("event \(number) is sealed under a key that a loss of power takes")
            continue
          }
        }
      }
    }
  }

  @Test func `that another process destroys under way holds up no command of others`() async throws
  {
    let bench = try ErasureBench()
    try await bench.open { ledger async throws in
      let id = ledger.identity.ledger.text
      try await withThrowingTaskGroup(of: Void.self) { group in
        for sender in 0..<8 {
          group.addTask { () async throws in
            for number in 0..<12 {
              let deal = "D-\(sender)-\(number)"
              let line = Commands.introduce(deal, "p-\(deal)", name: "canary-\(deal)-")
              #expect(try await ledger.handle(line).code == "accepted")
            }
          }
        }
        group.addTask { () async throws in
          let other = try Keyring(folder: bench.keys, ledger: id, access: .readWrite)
          for number in 0..<8 {
            let owner = KeyOwner("person/victim")
            _ = try other.key(for: owner)
            let record = ErasureRecord(
              subject: "victim", mode: .erase, deal: "D0", position: UInt64(number),
              time: "2021-10-01T00:00:00Z")
            try other.erase(record, owner: owner)
            try await Task.sleep(for: .milliseconds(20))
          }
        }
        try await group.waitForAll()
      }
      let shown = try ledger.shown()
      for sender in 0..<8 {
        for number in 0..<12 { #expect(shown.contains("canary-D-\(sender)-\(number)-")) }
      }
    }
    #expect(try bench.replay().exitCode == 0)
  }
}

extension Ledger {
  /// The keys that the sealed values of the log need.
  fileprivate func keysInUse() throws -> Set<KeyID> {
    try store.withSnapshot { snapshot throws(LogFault) in
      var keys: Set<KeyID> = []
      var rows = try snapshot.rows(of: .vault)
      while let row = try rows.next() { keys.formUnion(Vault.keys(ofRow: try VaultRow(row).bytes)) }
      return keys
    }
  }
}
