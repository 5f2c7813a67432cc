import DealRecords
import EventLog
import Ledger
import Replay
import Testing
import Transparency

@Suite struct `The line of heads` {
  @Test func `gives the root over every stream's last event, sorted`() async throws {
    let temporary = try TemporaryLedger()
    for deal in ["D1", "D2", "D3"] {
      #expect(try await temporary.submit(Commands.propose(deal)).isAccepted)
    }
    #expect(try await temporary.ledger.recordHeads() == GlobalPosition(4))
    let entries = ["ledger", "deal/D1", "deal/D2", "deal/D3"].enumerated().map {
      Self.hash($1) + Self.bytes(0) + Self.bytes($0)
    }
    let leaves = entries.sorted { $0.lexicographicallyPrecedes($1) }.map { entry in
      TreeHash.leaf(entry.span.bytes)
    }
    let root = TreeHash.root(of: leaves.span)
    let line = try #require(try temporary.ledger.lines().last)
    #expect(line["type"] == "ledger.heads.v1")
    #expect(line.data["root"] == "sha256:\(root.hex)")
    temporary.ledger.close()
    let certificate = try Verifier(LedgerFolder(temporary.path), options: .init(level: .decisions))
      .run()
    #expect(certificate.exitCode == 0, "\(certificate.text.plain)")
    #expect(certificate.counts.heads == 1)
  }

  @Test func `is not written again where nothing came since`() async throws {
    let temporary = try TemporaryLedger()
    #expect(try await temporary.ledger.recordHeads() == GlobalPosition(1))
    #expect(try await temporary.ledger.recordHeads() == GlobalPosition(1))
    #expect(try await temporary.submit(Commands.propose("D1")).isAccepted)
    #expect(try await temporary.ledger.recordHeads() == GlobalPosition(3))
  }

  @Test func `can be asked for as of any size, and proves each stream`() async throws {
    let temporary = try TemporaryLedger()
    _ = try await temporary.submit(try ScenarioFile.merged(ScenarioFile.all()))
    let names = try temporary.ledger.lines().map { try StreamName($0["subject"] ?? "") }
    for size in [1, 2, 17, 100, names.count] {
      let heads = try heads(of: temporary.ledger, ofSize: UInt64(size))
      var last: [StreamName: UInt64] = [:]
      for (position, name) in names.prefix(size).enumerated() { last[name] = UInt64(position) }
      #expect(heads.heads.count == last.count)
      for (name, position) in last {
        let place = heads.index(of: name)
        #expect(place.isThere)
        let head = heads.heads[place.index]
        #expect(head.position.rawValue == position)
        try heads.inclusionProof(of: place.index).verify(head.leaf, under: heads.root)
      }
      let nobody = heads.index(of: try StreamName("deal/nobody"))
      #expect(!nobody.isThere)
    }
  }

  private func heads(of ledger: Ledger, ofSize size: UInt64) throws -> StreamHeads {
    try ledger.store.withSnapshot { snapshot throws(LogFault) in
      try snapshot.heads(ofSize: size)
    }
  }

  private static func hash(_ name: String) -> [UInt8] {
    TreeHash.sha256(Array(name.utf8).span.bytes).withBytes { $0.withUnsafeBytes { Array($0) } }
  }

  private static func bytes(_ number: Int) -> [UInt8] {
    withUnsafeBytes(of: UInt64(number).bigEndian) { Array($0) }
  }
}
