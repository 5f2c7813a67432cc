import DealRecords
import EventLog
import Foundation
import LMDB
import Ledger
import Testing
import Transparency

@Suite struct `What a log proves` {
  let folder = TemporaryFolder()
  let key: NoteVerifierKey

  /// 300 events, signed at 3, 280 and 300.
  init() async throws {
    try Ledger.create(at: folder.path, LedgerPlan(origin: "example.org/test", clock: .history))
    let ledger = try Ledger(at: folder.path)
    defer { ledger.close() }
    key = try NoteVerifierKey(parsing: ledger.verifierKey)
    for range in [0..<2, 2..<279, 279..<299] {
      _ = try await ledger.submit(
        range.map { IncomingCommand(Array(Commands.propose("D\($0)").utf8)) })
      _ = try await ledger.createCheckpoint()
    }
  }

  @Test(arguments: [0, 1, 2, 255, 256, 279, 299] as [UInt64])
  func `is a line in the newest signed tree`(position: UInt64) throws {
    let log = try Ledger.log(at: folder.path)
    let (proof, tree) = try LogProofs(log).inclusion(of: GlobalPosition(position))
    #expect(tree.checkpoint.size == 300)
    try key.verify(proof.note)
    let line = try #require(proof.extra)
    try proof.verify(.leaf(line.span.bytes), under: tree.checkpoint)
    #expect(try log.events(from: GlobalPosition(position), limit: 1).first?.line == line)
  }

  @Test func `is a line in a tree that was signed before`() throws {
    let proofs = LogProofs(try Ledger.log(at: folder.path))
    let (proof, tree) = try proofs.inclusion(of: GlobalPosition(2), inSize: 3)
    #expect(tree.checkpoint.size == 3 && proof.hashes.count == 1)
    #expect(throws: ProvingFault.notSigned(size: 4)) {
      try proofs.inclusion(of: GlobalPosition(2), inSize: 4)
    }
    #expect(throws: ProvingFault.lineBeyondTree(position: GlobalPosition(3), size: 3)) {
      try proofs.inclusion(of: GlobalPosition(3), inSize: 3)
    }
    #expect(throws: ProvingFault.lineBeyondTree(position: GlobalPosition(300), size: 300)) {
      try proofs.inclusion(of: GlobalPosition(300))
    }
  }

  @Test func `is that any tree extends any earlier one, signed or not`() throws {
    let proofs = LogProofs(try Ledger.log(at: folder.path))
    for (older, newer) in [(0, 1), (1, 300), (3, 280), (256, 257), (280, 300), (7, 7)] {
      let proof = try proofs.consistency(from: UInt64(older), to: UInt64(newer))
      try proof.verify()
      #expect((proof.older.note != nil) == [3, 280, 300].contains(older))
      #expect((proof.newer.note != nil) == [3, 280, 300].contains(newer))
      #expect(try ConsistencyText(parsing: proof.description) == proof)
    }
    #expect(throws: ProvingFault.sizesReversed(older: 2, newer: 1)) {
      try proofs.consistency(from: 2, to: 1)
    }
    #expect(throws: ProvingFault.sizeBeyondLog(asked: 301, size: 300)) {
      try proofs.consistency(from: 1, to: 301)
    }
  }

  @Test func `is made of stored nodes: no line is read but the one asked for`() throws {
    let (consistency, inclusion) = try proofs41()
    // The ledger's own facts are read, for the key; here that is line 0.
    try tamper { events, transaction in
      for position in 1..<300 where position != 41 {
        try transaction.put(
          Array("no line".utf8).span.bytes, for: IntegerKey(UInt64(position)).bytes, in: events)
      }
    }
    let after = try proofs41()
    #expect(after.0 == consistency)
    #expect(after.1 == inclusion)
    let proofs = LogProofs(try Ledger.log(at: folder.path))
    #expect(throws: ProvingFault.self) { try proofs.inclusion(of: GlobalPosition(42)) }
  }

  /// The log is closed with what is returned.
  private func proofs41() throws -> (ConsistencyText, TlogProof) {
    let proofs = LogProofs(try Ledger.log(at: folder.path))
    return (
      try proofs.consistency(from: 3, to: 300),
      try proofs.inclusion(of: GlobalPosition(41)).proof
    )
  }

  @Test func `is every tile and bundle, as their specification gives them`() throws {
    let log = try Ledger.log(at: folder.path)
    let leaves = try log.events(from: .first, limit: 300).map { TreeHash.leaf($0.line.span.bytes) }
    var edge = TreeEdge()
    var grown: [TilePath: [UInt8]] = [:]
    for leaf in leaves {
      edge.append(leaf) { tile, bytes in grown[tile.path()] = bytes.withUnsafeBytes { Array($0) } }
      for (place, tile) in edge.unfinished {
        grown[place.path(width: tile.hashes.count)] = tile.encoded
      }
    }
    for (path, bytes) in grown { #expect(try LogProofs(log).served(path) == bytes, "\(path)") }
    let bundle = try EntryBundle(
      decoding: LogProofs(log).served(TilePath(.entries, index: 1, width: 44)))
    #expect(
      bundle.places.map { TreeHash.leaf(bundle.encoded.span.bytes.extracting($0)) }
        == Array(leaves[256...]))
  }

  @Test func `does not begin before a head was signed`() throws {
    let fresh = TemporaryFolder()
    try Ledger.create(at: fresh.path, LedgerPlan(origin: "example.org/test", clock: .history))
    let proofs = LogProofs(try Ledger.log(at: fresh.path))
    #expect(throws: ProvingFault.noCheckpoint) { try proofs.newestTree() }
    #expect(throws: ProvingFault.noCheckpoint) { try proofs.inclusion(of: .first) }
  }

  @Test func `takes heads of its own history, and no other`() throws {
    let proofs = LogProofs(try Ledger.log(at: folder.path))
    let own = try proofs.newestTree()
    #expect(try proofs.requireOwn(Array(own.note.rendered.utf8)) == own)
    let secret = try String(contentsOfFile: folder.path + "/keys/log.key", encoding: .utf8)
    let signing = try NoteSigningKey(parsing: secret.trimmingCharacters(in: .newlines))
    func fault(_ origin: String, _ size: UInt64, _ root: TreeHash, _ key: NoteSigningKey) throws
      -> HeadFault?
    {
      let note = try key.note(Checkpoint(origin: origin, size: size, root: root).text)
      do throws(ProvingFault) {
        _ = try proofs.requireOwn(Array(note.rendered.utf8))
        return nil
      } catch .foreign(let fault) {
        return fault
      }
    }
    let (origin, root) = ("example.org/test", own.checkpoint.root)
    let other = try NoteSigningKey(generatingAs: origin)
    #expect(try fault(origin, 300, root, signing) == nil)
    #expect(try fault(origin, 300, root, other) == .signature(.notSigned(by: origin)))
    #expect(try fault(origin, 301, root, signing) == .beyondLog(size: 301, log: 300))
    #expect(try fault(origin, 299, root, signing) == .otherRoot(size: 299))
    #expect(
      try fault("example.org/x", 300, root, signing)
        == .otherOrigin("example.org/x", own: origin))
    #expect(throws: ProvingFault.self) { try proofs.requireOwn(Array("a letter\n".utf8)) }
  }

  private func tamper(
    _ body: (Table, inout WriteTransaction) throws -> Void
  ) throws {
    let environment = try Environment(folder: folder.path + "/log", mapSize: 1 << 30)
    let table = try environment.openTables(["events"])[0]
    var transaction = try WriteTransaction(environment)
    try body(table, &transaction)
    try transaction.commit()
  }
}
