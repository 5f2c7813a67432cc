import DealRecords
import Deals
import Dispatch
import EventLog
import Foundation
import Ledger
import Testing
import Transparency

@Suite struct `A new ledger` {
  let folder = TemporaryFolder()
  let plan = LedgerPlan(origin: "example.org/test", clock: .history, backdateDays: 7)

  @Test func `names in line 0 what it is`() throws {
    try Ledger.create(at: folder.path, plan)
    let ledger = try Ledger(at: folder.path)
    let line = try #require(try ledger.lines().first)
    #expect(try ledger.size == 1)
    #expect(line["type"] == "ledger.created.v1")
    #expect(line["subject"] == "ledger")
    #expect(line["id"] == "0")
    #expect(line["actor"] == "system")
    #expect(line["source"] == "/ledgers/\(ledger.identity.ledger.text)/0")
    #expect(line.data["origin"] == "example.org/test")
    #expect(line.data["clock"] == "history")
    let key = try NoteVerifierKey(parsing: try #require(line.data["key"]))
    #expect(key.name == "example.org/test")
    #expect(try ledger.verifierKey == line.data["key"])
    #expect(ledger.identity.backdateDays == 7)
    #expect(ledger.identity.decider == CommandRequest.decider)
    #expect(ledger.identity.epoch == 0)
    #expect(ledger.identity.format == 1)
    #expect(ledger.identity.ledger.text.count == 26)
  }

  @Test func `is like no other`() throws {
    let other = TemporaryFolder()
    try Ledger.create(at: folder.path, plan)
    try Ledger.create(at: other.path, plan)
    let ledgers = [try Ledger(at: folder.path), try Ledger(at: other.path)]
    #expect(ledgers[0].identity.ledger != ledgers[1].identity.ledger)
    #expect(try ledgers[0].verifierKey != ledgers[1].verifierKey)
  }

  @Test func `belongs to its owner alone`() throws {
    try Ledger.create(at: folder.path, plan)
    for name in ["", "/keys", "/log"] {
      #expect(try permissions(folder.path + name) == 0o700, "\(name)")
    }
    for name in ["log.key", "epoch-1.key", "ring-1.keys"] {
      #expect(try permissions(folder.path + "/keys/" + name) == 0o600, "\(name)")
    }
    #expect(try permissions(folder.path + "/log/data.mdb") == 0o600)
  }

  @Test func `does not take the place of another, or of anything else`() throws {
    try Ledger.create(at: folder.path, plan)
    let before = try Ledger(at: folder.path).verifierKey
    #expect(throws: LedgerFault.ledgerExists(path: folder.path)) {
      try Ledger.create(at: folder.path, plan)
    }
    #expect(try Ledger(at: folder.path).verifierKey == before)
    let other = TemporaryFolder()
    try makeFolder(other.path)
    try Data("mine".utf8).write(to: URL(filePath: other.path + "/notes.txt"))
    #expect(throws: LedgerFault.file(path: other.path, problem: "the folder is not empty")) {
      try Ledger.create(at: other.path, plan)
    }
    #expect(try names(in: other.path) == ["notes.txt"])
    #expect(throws: LedgerFault.self) { try Ledger.create(at: other.path + "/notes.txt", plan) }
  }

  @Test(arguments: ["", "/", "//", "/deeper/still"])
  func `is made where nothing stands, or an empty folder`(suffix: String) throws {
    if suffix == "/" { try makeFolder(folder.path) }
    try Ledger.create(at: folder.path + suffix, plan)
    #expect(try Ledger(at: folder.path + suffix).size == 1)
    #expect(try drafts().isEmpty)
  }

  @Test func `may have its keys elsewhere`() async throws {
    let keys = TemporaryFolder()
    try Ledger.create(at: folder.path, keys: keys.path, plan)
    #expect(try names(in: folder.path) == ["log", "models"])
    #expect(try names(in: keys.path) == ["epoch-1.key", "log.key", "ring-1.keys"])
    let ledger = try Ledger(at: folder.path, keys: keys.path)
    _ = try await ledger.createCheckpoint()
  }

  @Test func `never takes another's key`() throws {
    let keys = TemporaryFolder()
    try Ledger.create(at: folder.path, keys: keys.path, plan)
    let key = try Data(contentsOf: URL(filePath: keys.path + "/log.key"))
    let other = TemporaryFolder()
    #expect(throws: LedgerFault.self) { try Ledger.create(at: other.path, keys: keys.path, plan) }
    #expect(try Data(contentsOf: URL(filePath: keys.path + "/log.key")) == key)
    #expect(!FileManager.default.fileExists(atPath: other.path))
  }

  @Test(arguments: ["", "two words", "a+b", String(repeating: "o", count: 5_000)])
  func `has an origin that can name its key, or does not come to be`(origin: String) throws {
    let keys = TemporaryFolder()
    #expect(throws: LedgerFault.self) {
      try Ledger.create(at: folder.path, keys: keys.path, LedgerPlan(origin: origin))
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path))
    #expect(try drafts().isEmpty)
    try Ledger.create(at: folder.path, keys: keys.path, plan)
  }

  @Test func `is not there until it is whole, whenever the process dies`() async throws {
    let path = folder.path
    await #expect(processExitsWith: .exitCode(9)) { [path = path as String] in
      try Ledger.create(at: path, LedgerPlan(origin: "example.org/test", clock: .live)) {
        exit(FileManager.default.fileExists(atPath: path) ? 1 : 9)
      }
    }
    #expect(!FileManager.default.fileExists(atPath: path))
    let left = try drafts()
    #expect(left.count == 1)
    #expect(throws: LedgerFault.noLedger(path: path)) { try Ledger(at: path) }
    try Ledger.create(at: path, plan)
    #expect(try Ledger(at: path).size == 1)
    for draft in left { try FileManager.default.removeItem(atPath: draft) }
  }

  /// What stands beside the ledger under its name.
  private func drafts() throws -> [String] {
    let parent = URL(filePath: folder.path).deletingLastPathComponent().path
    let name = URL(filePath: folder.path).lastPathComponent
    return try names(in: parent).filter { $0.hasPrefix(name + ".") }.map { "\(parent)/\($0)" }
  }

  private func names(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  private func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  private func permissions(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }
}

@Suite struct `A ledger of other rules` {
  @Test func `is read, and takes no command`() throws {
    let folder = TemporaryFolder()
    try Ledger.create(at: folder.path, LedgerPlan(origin: "example.org/test", clock: .history))
    try appendChange(to: folder.path + "/log", decider: 2)
    #expect(throws: LedgerFault.otherRules(inForce: 2, known: 1)) { try Ledger(at: folder.path) }
    #expect(try Ledger(at: folder.path, access: .readOnly).size == 2)
  }

  @Test func `is one of ours again once they are`() throws {
    let folder = TemporaryFolder()
    try Ledger.create(at: folder.path, LedgerPlan(origin: "example.org/test", clock: .history))
    try appendChange(to: folder.path + "/log", decider: 2)
    try appendChange(to: folder.path + "/log", decider: 1)
    #expect(try Ledger(at: folder.path).size == 3)
  }

  private func appendChange(to log: String, decider: Count) throws {
    var change = DeciderChanged()
    change.decider = decider
    let event = NewEvent(.deciderChanged(change))
    let store = try EventStore(folder: log, access: .readWrite)
    defer { store.close() }
    let time = try #require(RecordTime("2020-01-01T00:00:00.000000Z"))
    let submission = Submission(
      id: try CommandID("rules-\(decider.value)", from: "test"), actor: "system",
      occurred: "2020-01-01T00:00:00Z", time: time, digest: .empty, request: Array("{}".utf8),
      isSameRequest: { _ in true }, sealedRefusal: { _, _ in [] },
      decide: { _ in .append([(.ledger, [event])]) })
    let done = DispatchSemaphore(value: 0)
    store.submit(submission) { _ in done.signal() }
    done.wait()
  }
}

@Suite struct `A folder that is no ledger` {
  @Test func `is not opened`() throws {
    let folder = TemporaryFolder()
    #expect(throws: LedgerFault.noLedger(path: folder.path)) { try Ledger(at: folder.path) }
    try FileManager.default.createDirectory(
      atPath: folder.path + "/log", withIntermediateDirectories: true)
    #expect(throws: LedgerFault.noLedger(path: folder.path)) { try Ledger(at: folder.path) }
    try Data(repeating: 0, count: 10_000).write(to: URL(filePath: folder.path + "/log/data.mdb"))
    #expect(throws: LedgerFault.self) { try Ledger(at: folder.path) }
  }
}
