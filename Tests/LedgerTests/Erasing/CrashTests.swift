import DealRecords
import Deals
import EventLog
import Foundation
import Replay
import Testing

@testable import Keyring
@testable import Ledger

@Suite struct `A process that is killed` {
  let bench: ErasureBench

  init() throws { bench = try ErasureBench() }

  /// Opens the ledger so that the process is killed as its keys come to a step.
  private static func ledger(_ path: String, killedAt step: ChangeStep) throws -> Ledger {
    try Ledger(
      at: path,
      openingKeys: { folder, ledger, access throws(KeyringFault) in
        try Keyring(folder: folder, ledger: ledger, access: access) {
          if $0 == step { kill(getpid(), SIGKILL) }
        }
      })
  }

  private func fill() async throws {
    try await bench.submit(
      Commands.introduce("D1", "p-1", name: "canary-ann"),
      Commands.introduce("D2", "p-2", name: "canary-bob"),
      Commands.offer("D1", at: "2021-09-16T02:00:00Z", ["terms": ["price": "canary-price"]]))
  }

  @Test(arguments: ChangeStep.allCases)
  func `at any step of an erasure has erased, once it is opened again`(
    step: ChangeStep
  ) async throws {
    try await fill()
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = bench.path as String, step = step.rawValue as String] in
      let step = try #require(ChangeStep(rawValue: step))
      let ledger = try `A process that is killed`.ledger(path, killedAt: step)
      _ = try await ledger.handle(Commands.erase("D1", "p-1"))
    }
    // A reader first: it completes nothing, and shows nothing either.
    try expectErased(try await bench.shown())
    try await bench.open { ledger async throws in
      try expectErased(try ledger.shown())
      #expect(try ledger.epoch() == 2)
      #expect(try ledger.lastErasure()?.applied == .erase)
      let check = try ledger.checkKeys()
      #expect(check.isSound, "\(check)")
    }
    let replayed = try bench.replay()
    #expect(replayed.exitCode == 0, "\(replayed.problems)")
  }

  @Test func `after its order is replaced by whoever else has the ledger open`() async throws {
    try await fill()
    try await bench.open { ledger async throws in
      _ = try await ledger.handle(Commands.offered("D3", by: "p-3")[0])
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = bench.path as String] in
        let other = try `A process that is killed`.ledger(path, killedAt: .recordErasure)
        _ = try await other.handle(Commands.erase("D1", "p-1"))
      }
      // The key is there still: what is sealed under it now would be lost with it.
      let line = Commands.introduce("D4", "p-1", name: "canary-back")
      #expect(try await ledger.handle(line).code == "accepted")
      let shown = try ledger.shown()
      #expect(!shown.contains("canary-ann"))
      #expect(shown.contains("canary-back"))
    }
    #expect(try await bench.shown().contains("canary-back"))
    let replayed = try bench.replay()
    #expect(replayed.exitCode == 0, "\(replayed.problems)")
  }

  @Test func `before the order is durable has erased nothing`() async throws {
    try await fill()
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = bench.path as String] in
      let ledger = try Ledger(at: path)
      try await ledger.store.betweenBatches {
        Task.detached { try await ledger.handle(Commands.erase("D1", "p-1")) }
        Thread.sleep(forTimeInterval: 0.3)
        kill(getpid(), SIGKILL)
      }
    }
    let shown = try await bench.shown()
    #expect(shown.contains("canary-ann") && shown.contains("canary-bob"))
    #expect(try await bench.open { try $0.epoch() } == 1)
    #expect(try bench.replay().exitCode == 0)
  }

  @Test(arguments: ChangeStep.allCases.filter { $0 != .recordErasure })
  func `at any step of a rotation has lost nothing`(step: ChangeStep) async throws {
    try await fill()
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = bench.path as String, step = step.rawValue as String] in
      let step = try #require(ChangeStep(rawValue: step))
      try `A process that is killed`.ledger(path, killedAt: step).requireVault().keyring.rotate()
    }
    for access in [EventStore.Access.readOnly, .readWrite] {
      try await bench.open(access) { ledger async throws in
        let shown = try ledger.shown()
        #expect(shown.contains("canary-ann") && shown.contains("canary-bob"))
      }
    }
    #expect(try await bench.open { try $0.checkKeys().isSound })
    let replayed = try bench.replay()
    #expect(replayed.exitCode == 0, "\(replayed.problems)")
    #expect(replayed.counts.erasedLines == 0)
  }

  private func expectErased(_ shown: String) throws {
    #expect(!shown.contains("canary-ann"))
    #expect(shown.contains("canary-bob"))
  }
}
