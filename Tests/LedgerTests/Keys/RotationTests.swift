import DealRecords
import Deals
import EventLog
import Foundation
import Keyring
import Replay
import Testing

@testable import Ledger

@Suite struct `A rotation while commands are submitted` {
  @Test func `loses nothing, whoever rotates`() async throws {
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
          // A key ring of its own, as another process has it.
          for _ in 0..<6 {
            try Keyring(folder: bench.keys, ledger: id, access: .readWrite).rotate()
            try await Task.sleep(for: .milliseconds(20))
          }
        }
        group.addTask { () async throws in
          for _ in 0..<3 {
            try ledger.requireVault().keyring.rotate()
            try await Task.sleep(for: .milliseconds(30))
          }
        }
        try await group.waitForAll()
      }
    }
    let shown = try await bench.shown()
    for sender in 0..<8 {
      for number in 0..<12 { #expect(shown.contains("canary-D-\(sender)-\(number)-")) }
    }
    try await bench.open { ledger async throws in
      #expect(try ledger.epoch() == 10)
      #expect(try ledger.checkKeys().isSound)
    }
    let replayed = try bench.replay()
    #expect(replayed.exitCode == 0, "\(replayed.problems)")
  }

  @Test func `by another process is followed by a ledger that stays open`() async throws {
    let bench = try ErasureBench()
    try await bench.open { ledger async throws in
      _ = try await ledger.handle(Commands.introduce("D1", "p-1", name: "canary"))
      let id = ledger.identity.ledger.text
      try Keyring(folder: bench.keys, ledger: id, access: .readWrite).rotate()
      let outcome = try await ledger.handle(Commands.introduce("D2", "p-2", name: "canary"))
      #expect(outcome.code == "accepted")
      #expect(try ledger.epoch() == 2)
    }
    #expect(try bench.replay().exitCode == 0)
  }
}
