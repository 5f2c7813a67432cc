import DealRecords
import Deals
import EventLog
import Foundation
import Ledger
import Replay
import Testing
import Transparency

@Suite struct `A log that is behind what was signed` {
  let folder = TemporaryFolder()
  let older = TemporaryFolder()

  /// A ledger of three lines of which two are lost; all three were signed.
  init() async throws {
    try Ledger.create(at: folder.path, LedgerPlan(origin: "example.org/test", clock: .history))
    try await submit("D1")
    try FileManager.default.copyItem(atPath: log, toPath: older.path)
    try await submit("D2") { _ = try await $0.createCheckpoint() }
    try putBack()
  }

  @Test func `opens for reading only, and says what is missing`() throws {
    let fault = LedgerFault.behindHighWater(size: 2, signed: 3, keptAt: highWater)
    #expect(throws: fault) { try Ledger(at: folder.path) }
    let reader = try Ledger(at: folder.path, access: .readOnly)
    #expect(try reader.size == 2)
    #expect("\(fault)".contains("positions 2 to 2 are missing"))
  }

  @Test func `opens for reading only where it went on otherwise`() async throws {
    let mark = try Data(contentsOf: URL(filePath: highWater))
    try FileManager.default.removeItem(atPath: highWater)
    try await submit("D3", "D4")
    try mark.write(to: URL(filePath: highWater))
    #expect(throws: LedgerFault.notTheSignedLog(signed: 3, keptAt: highWater)) {
      try Ledger(at: folder.path)
    }
  }

  @Test func `opens for reading only where the mark cannot be read`() throws {
    try Data("no note".utf8).write(to: URL(filePath: highWater))
    #expect(throws: LedgerFault.badHighWater(path: highWater)) { try Ledger(at: folder.path) }
    #expect(try Ledger(at: folder.path, access: .readOnly).size == 2)
  }

  @Test func `goes on in a new epoch once the loss is accepted`() async throws {
    let lost = try mark()
    let restored = try await Ledger.acceptLoss(at: folder.path)
    #expect(restored.epoch == 1)
    #expect(restored.lostSize == 3)
    #expect(restored.lostRoot.hex == lost.root.hex)
    #expect(restored.origin.text == "example.org/test/1")
    try await submit("D5") { ledger in
      let lines = try ledger.lines()
      #expect(lines.map { $0["source"]?.last } == ["0", "0", "1", "1"])
      let head = try Checkpoint(parsing: try await ledger.createCheckpoint().text)
      #expect(head.origin == "example.org/test/1")
      #expect(try ledger.verifierKey == restored.key.text)
    }
    #expect(try mark().size == 4)
    let certificate = try Verifier(LedgerFolder(folder.path), options: .init(level: .decisions))
      .run()
    #expect(certificate.exitCode == 0, "\(certificate.text.plain)")
  }

  @Test func `names a second loss by the epoch after the first`() async throws {
    _ = try await Ledger.acceptLoss(at: folder.path)
    try FileManager.default.removeItem(atPath: older.path)
    try FileManager.default.copyItem(atPath: log, toPath: older.path)
    try await submit("D6") { _ = try await $0.createCheckpoint() }
    try putBack()
    #expect(throws: LedgerFault.behindHighWater(size: 3, signed: 4, keptAt: highWater)) {
      try Ledger(at: folder.path)
    }
    #expect(try await Ledger.acceptLoss(at: folder.path).epoch == 2)
  }

  @Test func `is no longer behind after the whole of it was put back`() async throws {
    _ = try await Ledger.acceptLoss(at: folder.path)
    await #expect(throws: LedgerFault.nothingLost) {
      try await Ledger.acceptLoss(at: folder.path)
    }
  }

  @Test func `takes over the new key where accepting was broken off after the line`() async throws {
    let keys = folder.path + "/keys"
    let old = try Data(contentsOf: URL(filePath: keys + "/log.key"))
    let restored = try await Ledger.acceptLoss(at: folder.path)
    try FileManager.default.moveItem(atPath: keys + "/log.key", toPath: keys + "/log.key.next")
    try old.write(to: URL(filePath: keys + "/log.key"))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: keys + "/log.key")
    try await submit("D7") { ledger in
      let note = try await ledger.createCheckpoint()
      try NoteVerifierKey(parsing: restored.key.text).verify(note)
    }
    #expect(!FileManager.default.fileExists(atPath: keys + "/log.key.next"))
  }

  private var log: String { folder.path + "/log" }
  private var highWater: String { folder.path + "/keys/high-water" }

  private func mark() throws -> Checkpoint {
    let note = try SignedNote(parsing: try String(contentsOfFile: highWater, encoding: .utf8))
    return try Checkpoint(parsing: note.text)
  }

  private func putBack() throws {
    try FileManager.default.removeItem(atPath: log)
    try FileManager.default.copyItem(atPath: older.path, toPath: log)
  }

  private func submit(
    _ deals: String..., then: (Ledger) async throws -> Void = { _ in }
  ) async throws {
    let ledger = try Ledger(at: folder.path)
    defer { ledger.close() }
    for deal in deals {
      let outcome = try await ledger.handle(IncomingCommand(Array(Commands.propose(deal).utf8)))
      try #require(outcome.isAccepted)
    }
    try await then(ledger)
  }
}
