import Foundation
import Testing

@testable import Keyring

@Suite struct `A process killed` {
  let keys: TemporaryKeys
  let person = KeyOwner("person/p-7")

  init() throws { keys = try TemporaryKeys() }

  /// Opens the ring so that the process is killed as it comes to a step.
  private static func ring(_ folder: String, killedAt step: ChangeStep) throws -> Keyring {
    try Keyring(folder: folder, ledger: TemporaryKeys.ledger, access: .readWrite) {
      if $0 == step { kill(getpid(), SIGKILL) }
    }
  }

  private func fill() throws -> (victim: KeyID, others: [KeyID]) {
    let ring = try keys.open()
    let ids = try (0..<5).map { try ring.key(for: KeyOwner("deal/\($0)")).id }
    let victim = try ring.key(for: person).id
    try ring.sync()
    return (victim, ids)
  }

  @Test(arguments: ChangeStep.allCases)
  func `during an erasure has erased or not erased`(step: ChangeStep) async throws {
    let (victim, others) = try fill()
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [folder = keys.folder as String, step = step.rawValue as String] in
      let step = try #require(ChangeStep(rawValue: step))
      try `A process killed`.ring(folder, killedAt: step).erase(KeyOwner("person/p-7"))
    }
    let isBegun = step != .recordErasure
    let reader = try keys.open(.readOnly)
    #expect(reader.isErased(victim) == isBegun)
    #expect(others.allSatisfy(reader.isPresent))
    let ring = try keys.open()
    #expect(ring.isErased(victim) == isBegun)
    #expect(ring.isPresent(victim) == !isBegun)
    #expect(others.allSatisfy(ring.isPresent))
    try expectClean(ring, epochs: isBegun ? 2...2 : 1...1)
    if isBegun {
      let text = try keys.bytes("ring-2.keys")
      #expect(!text.contains(Array(victim.hex.utf8)))
    }
  }

  @Test(arguments: ChangeStep.allCases.filter { $0 != .recordErasure })
  func `during a rotation loses no key`(step: ChangeStep) async throws {
    let (victim, others) = try fill()
    let live = try keys.open()
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [folder = keys.folder as String, step = step.rawValue as String] in
      let step = try #require(ChangeStep(rawValue: step))
      try `A process killed`.ring(folder, killedAt: step).rotate()
    }
    #expect((others + [victim]).allSatisfy(try keys.open(.readOnly).isPresent))
    let late = try live.key(for: KeyOwner("deal/late")).id
    let ring = try keys.open()
    #expect((others + [victim, late]).allSatisfy(ring.isPresent))
    try expectClean(ring, epochs: 1...2)
  }

  @Test(arguments: [ChangeStep.draftRing, .renameEpochKey, .renameRing, .overwriteOldKey])
  func `as it completes an erasure is completed by the next`(step: ChangeStep) async throws {
    let (victim, others) = try fill()
    try RecordFile(folder: KeysFolder(path: keys.folder), path: keys.path("erasures"))
      .append(ErasureRecord.erasing("s-1", keys: [victim]))
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [folder = keys.folder as String, step = step.rawValue as String] in
      let step = try #require(ChangeStep(rawValue: step))
      _ = try `A process killed`.ring(folder, killedAt: step)
    }
    let ring = try keys.open()
    #expect(ring.isErased(victim))
    #expect(others.allSatisfy(ring.isPresent))
    try expectClean(ring, epochs: 2...2)
  }

  @Test(arguments: [ChangeStep.draftEpochKey, .draftRing, .renameEpochKey, .renameRing, .syncNames])
  func `as it makes a ring leaves one, or room for one`(step: ChangeStep) async throws {
    let path = keys.parent + "/new"
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, step = step.rawValue as String] in
      let step = try #require(ChangeStep(rawValue: step))
      try Keyring.create(in: path, ledger: "l") { if $0 == step { kill(getpid(), SIGKILL) } }
    }
    do throws(KeyringFault) {
      try Keyring.create(in: path, ledger: "l")
    } catch {
      #expect(error == .exists(path: path))
    }
    let ring = try Keyring(folder: path, ledger: "l", access: .readWrite)
    try expectClean(ring, epochs: 1...1)
  }

  @Test func `before its names were durable is completed in whatever order they are`() async throws
  {
    let (victim, others) = try fill()
    await #expect(processExitsWith: .signal(SIGKILL)) { [folder = keys.folder as String] in
      try `A process killed`.ring(folder, killedAt: .renameEpochKey).rotate()
    }
    try Files.rename(keys.path("ring-2.keys.draft"), to: keys.path("ring-2.keys"))
    for access in [Keyring.Access.readOnly, .readWrite] {
      let ring = try keys.open(access)
      #expect(ring.epoch == 2)
      #expect((others + [victim]).allSatisfy(ring.isPresent))
    }
    try expectClean(try keys.open(), epochs: 2...2)
  }

  @Test(arguments: ["epoch-2.key.draft", "ring-2.keys.draft"])
  func `with one draft lost or torn has changed nothing`(name: String) async throws {
    let (victim, others) = try fill()
    await #expect(processExitsWith: .signal(SIGKILL)) { [folder = keys.folder as String] in
      try `A process killed`.ring(folder, killedAt: .syncDrafts).rotate()
    }
    try keys.overwrite(name, with: keys.bytes(name).dropLast(20))
    #expect(try keys.open(.readOnly).epoch == 1)
    try Files.remove(keys.path(name))
    let ring = try keys.open()
    #expect((others + [victim]).allSatisfy(ring.isPresent))
    try expectClean(ring, epochs: 1...1)
  }

  @Test func `after a sync has kept the key`() async throws {
    await #expect(processExitsWith: .signal(SIGKILL)) { [folder = keys.folder as String] in
      let ring = try Keyring(folder: folder, ledger: TemporaryKeys.ledger, access: .readWrite)
      _ = try ring.key(for: KeyOwner("person/p-7"))
      try ring.sync()
      kill(getpid(), SIGKILL)
    }
    #expect(try keys.open().existingKey(for: person) != nil)
  }

  private func expectClean(_ ring: Keyring, epochs: ClosedRange<Int>) throws {
    let report = try ring.check()
    #expect(epochs.contains(report.epoch))
    #expect(report.leftovers.isEmpty)
    #expect(report.strangers.isEmpty)
  }
}
