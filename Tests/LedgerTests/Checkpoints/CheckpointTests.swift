import DealRecords
import Deals
import EventLog
import Foundation
import LMDB
import Ledger
import Testing
import Transparency

@Suite struct `A checkpoint` {
  let folder = TemporaryFolder()

  init() throws {
    try Ledger.create(at: folder.path, LedgerPlan(origin: "example.org/test", clock: .history))
  }

  @Test func `is signed by the key that line 0 names, over all lines`() async throws {
    let ledger = try Ledger(at: folder.path)
    _ = try await ledger.handle(propose("D1"))
    let note = try await ledger.createCheckpoint()
    try NoteVerifierKey(parsing: ledger.verifierKey).verify(note)
    let checkpoint = try Checkpoint(parsing: note.text)
    #expect(checkpoint.origin == "example.org/test")
    #expect(checkpoint.size == 2)
    #expect(checkpoint.root == (try root(of: ledger)))
    #expect(try ledger.checkpoints().map(\.note) == [Array(note.rendered.utf8)])
  }

  @Test func `is the same when it is made again, and another once there is more`() async throws {
    let ledger = try Ledger(at: folder.path)
    let first = try await ledger.createCheckpoint()
    #expect(try await ledger.createCheckpoint() == first)
    #expect(try ledger.checkpoints().count == 1)
    _ = try await ledger.handle(propose("D1"))
    #expect(try await ledger.createCheckpoint() != first)
    #expect(try ledger.checkpoints().map(\.size) == [1, 2])
  }

  @Test func `is made after every commit of a growing log, across tiles`() async throws {
    let ledger = try Ledger(at: folder.path)
    for batch in 0..<6 {
      let commands = (0..<100).map { propose("D-\(batch)-\($0)") }
      _ = try await ledger.submit(commands)
      let note = try await ledger.createCheckpoint()
      #expect(try Checkpoint(parsing: note.text).root == root(of: ledger))
    }
    #expect(try ledger.checkpoints().map(\.size) == [101, 201, 301, 401, 501, 601])
  }

  @Test(arguments: Tampering.allCases)
  func `is not made where the tree does not extend the one that was signed last`(
    tampering: Tampering
  ) async throws {
    try await {
      let ledger = try Ledger(at: folder.path)
      _ = try await ledger.handle(propose("D1"))
      _ = try await ledger.createCheckpoint()
      if tampering.isFollowed { _ = try await ledger.handle(propose("D2")) }
      ledger.close()
    }()
    try tamper(tampering)
    let ledger = try Ledger(at: folder.path)
    await #expect(throws: LedgerFault.notAnExtension(signedSize: tampering.size)) {
      try await ledger.createCheckpoint()
    }
    #expect(try ledger.checkpoints().count == (tampering == .larger ? 2 : 1))
  }

  enum Tampering: CaseIterable {
    /// Another root under the size that was signed, and nothing since.
    case root
    /// Another root, and the log has grown.
    case followedRoot
    /// Signed by another key.
    case key
    /// A tree that is larger than the log.
    case larger
    /// No note at all.
    case garbage

    var isFollowed: Bool { self == .followedRoot }
    var size: UInt64 { self == .larger ? 9 : 2 }
  }

  @Test func `is not made with a key that others may read`() async throws {
    let ledger = try Ledger(at: folder.path)
    let key = folder.path + "/keys/log.key"
    for mode in [0o644, 0o640, 0o604] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: key)
      await #expect(throws: LedgerFault.exposedKey(path: key)) {
        try await ledger.createCheckpoint()
      }
    }
    #expect(try ledger.checkpoints().isEmpty)
  }

  @Test func `is not made without the key, and all else goes on`() async throws {
    let key = folder.path + "/keys/log.key"
    try FileManager.default.removeItem(atPath: key)
    let ledger = try Ledger(at: folder.path)
    #expect(try await ledger.handle(propose("D1")).code == "accepted")
    await #expect(throws: LedgerFault.noKey(path: key)) { try await ledger.createCheckpoint() }
  }

  @Test func `is not made with another log's key, or with what is no key`() async throws {
    let other = TemporaryFolder()
    try Ledger.create(at: other.path, LedgerPlan(origin: "example.org/test", clock: .history))
    let (key, otherKey) = (folder.path + "/keys/log.key", other.path + "/keys/log.key")
    let ledger = try Ledger(at: folder.path)
    for text in [try String(contentsOfFile: otherKey, encoding: .utf8), "", "PRIVATE+KEY+x"] {
      try Data(text.utf8).write(to: URL(filePath: key))
      let fault = await #expect(throws: LedgerFault.self) { try await ledger.createCheckpoint() }
      guard case .wrongKey = fault else {
        Issue.record("\(String(describing: fault))")
        continue
      }
      #expect(!"\(fault.debugDescription)".contains("PRIVATE+KEY"))
    }
    #expect(try ledger.checkpoints().isEmpty)
  }

  private func propose(_ deal: String) -> IncomingCommand {
    IncomingCommand(Array(Commands.propose(deal).utf8))
  }

  private func root(of ledger: Ledger) throws -> TreeHash {
    var edge = TreeEdge()
    for event in try ledger.store.events(from: .first, limit: .max) {
      edge.append(.leaf(event.line.span.bytes)) { _, _ in }
    }
    return edge.root
  }

  /// Changes the checkpoint behind the ledger's back.
  private func tamper(_ tampering: Tampering) throws {
    let note = try forged(tampering)
    let environment = try Environment(folder: folder.path + "/log", mapSize: 1 << 30)
    let table = try environment.openTables(["checkpoints"])[0]
    var transaction = try WriteTransaction(environment)
    let key = IntegerKey(tampering.size)
    try transaction.put(note.span.bytes, for: key.bytes, in: table)
    try transaction.commit()
  }

  private func forged(_ tampering: Tampering) throws -> [UInt8] {
    if tampering == .garbage { return Array("no note".utf8) }
    let own = try String(contentsOfFile: folder.path + "/keys/log.key", encoding: .utf8)
    let key =
      tampering == .key
      ? try NoteSigningKey(generatingAs: "example.org/test")
      : try NoteSigningKey(parsing: own.trimmingCharacters(in: .newlines))
    let root =
      tampering == .key ? try savedRoot() : TreeHash.sha256(Array("another".utf8).span.bytes)
    let checkpoint = try Checkpoint(origin: "example.org/test", size: tampering.size, root: root)
    return Array(try key.note(checkpoint.text).rendered.utf8)
  }

  /// The root that the log has.
  private func savedRoot() throws -> TreeHash {
    let store = try EventStore(folder: folder.path + "/log", access: .readOnly)
    return try store.withSnapshot { snapshot throws(LogFault) in try snapshot.treeEdge().root }
  }
}
