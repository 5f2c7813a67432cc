import DealRecords
import Deals
import EventLog
import Foundation
import Ledger
import Replay
import Testing
import Transparency

@Suite struct `A ledger whose own facts were forged` {
  @Test(arguments: ["root", "streams", "one too early"])
  func `does not hold where it records other heads`(_ what: String) async throws {
    let ledger = try await ForgedLedger("D05", commands: 12)
    var recorded = try ledger.heads(before: what == "one too early" ? 1 : 0)
    if what == "root" { recorded.root = .blank }
    if what == "streams" { recorded.streams = Count(recorded.streams.value + 1) }
    try await ledger.forge(Self.anything) {
      $0.record(.heads(recorded))
      $0.request = Array("{}".utf8)
    }
    #expect(try ledger.verify().codes == [.headsDiffer])
  }

  @Test func `holds where the heads are right, whoever wrote them`() async throws {
    let ledger = try await ForgedLedger("D05", commands: 12)
    let recorded = try ledger.heads(before: 0)
    try await ledger.forge(Self.anything) {
      $0.record(.heads(recorded))
      $0.request = Array("{}".utf8)
    }
    #expect(try ledger.verify().codes == [])
  }

  @Test func `does not hold where the request gives something else`() async throws {
    let ledger = try await ForgedLedger("D05", commands: 12)
    try await ledger.forge(Self.anything) {
      $0.record(.witnessesNamed(WitnessesNamed()))
      $0.request = Array("{}".utf8)
    }
    #expect(try ledger.verify().codes == [.foundingDiffers])
  }

  @Test func `does not hold where a party is said to have recorded them`() async throws {
    let ledger = try await ForgedLedger("D05", commands: 12)
    try await ledger.forge(Self.anything) {
      $0.record(.witnessesNamed(WitnessesNamed()))
      $0.actor = "party:a"
    }
    #expect(try ledger.verify().codes == [.foundingDiffers, .illegalEvent])
  }

  @Test(arguments: [0, 2])
  func `does not hold where an epoch does not follow the one before`(_ epoch: Int) async throws {
    let ledger = try await ForgedLedger("D05", commands: 12)
    var restored = LedgerRestored()
    (restored.epoch, restored.key) = (Count(epoch), ledger.created.key)
    restored.origin = ledger.created.origin
    try await ledger.forge(Self.anything) { $0.record(.restored(restored)) }
    #expect(try ledger.verify().codes.contains(.illegalEvent))
  }

  @Test func `does not hold where a new epoch's lines have the old source`() async throws {
    let ledger = try await ForgedLedger("D05", commands: 12)
    var restored = LedgerRestored()
    (restored.epoch, restored.key, restored.origin) = (1, ledger.created.key, ledger.created.origin)
    try await ledger.forge(Self.anything) { $0.record(.restored(restored)) }
    #expect(try ledger.verify().codes == [.wrongSource])
  }

  @Test func `does not hold where the old key signs for a tree that names a new one`() async throws
  {
    let ledger = try await ForgedLedger("D05", commands: 12)
    let old = try ledger.signingKey()
    let new = try NoteSigningKey(generatingAs: ledger.created.origin.text)
    var change = LogKeyChanged()
    change.key = try #require(Text(text: "\(new.verifierKey)"))
    try await ledger.forge(Self.anything) { $0.record(.keyChanged(change)) }
    for (key, codes) in [(new, Set<DivergenceCode>()), (old, Set([DivergenceCode.notSigned]))] {
      let note = try key.note(try ledger.head().text)
      let options = ReplayOptions(
        level: .decisions, key: new.verifierKey, checkpoint: Array(note.rendered.utf8))
      #expect(try ledger.verify(options).codes == codes)
    }
  }

  private static let anything = """
    {"command":"DiscloseImprovement","deal":"D05","at":"2016-07-01T02:00:00Z",\
    "actor":{"party":"ynnu","role":"party"},"data":{"improvement":"I1","owner":"ynnu"}}
    """
}

extension ForgedLedger {
  /// What a line of heads would record now, or would have recorded some lines ago.
  fileprivate func heads(before count: UInt64) throws -> HeadsRecorded {
    try ledger.store.withSnapshot { snapshot throws(LogFault) in
      guard let heads = HeadsRecorded(try snapshot.heads(ofSize: try snapshot.size() - count))
      else { throw .damaged("heads") }
      return heads
    }
  }

  fileprivate func head() throws -> Checkpoint {
    let edge = try ledger.store.withSnapshot { snapshot throws(LogFault) in
      try snapshot.treeEdge()
    }
    return try Checkpoint(origin: created.origin.text, size: edge.size, root: edge.root)
  }

  fileprivate func signingKey() throws -> NoteSigningKey {
    let text = try String(contentsOfFile: path + "/keys/log.key", encoding: .utf8)
    return try NoteSigningKey(parsing: text.trimmingCharacters(in: .newlines))
  }
}
