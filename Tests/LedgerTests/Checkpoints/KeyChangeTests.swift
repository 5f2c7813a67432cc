import EventLog
import Foundation
import Ledger
import Replay
import Testing
import Transparency

@Suite struct `A changed log key` {
  let temporary: TemporaryLedger
  let old: NoteVerifierKey
  let new: NoteVerifierKey

  init() async throws {
    temporary = try TemporaryLedger()
    old = try NoteVerifierKey(parsing: try temporary.ledger.verifierKey)
    #expect(try await temporary.submit(Commands.propose("D1")).isAccepted)
    new = try await temporary.ledger.changeLogKey()
    #expect(try await temporary.submit(Commands.propose("D2")).isAccepted)
  }

  @Test func `signs every tree that holds the line which names it, the old one all before`()
    async throws
  {
    _ = try await temporary.ledger.createCheckpoint()
    let notes = try temporary.ledger.checkpoints()
    #expect(notes.map(\.size) == [2, 3, 4])
    for (stored, key) in zip(notes, [old, new, new]) {
      let note = try SignedNote(parsing: stored.note.span.bytes)
      try key.verify(note)
      let other = key == old ? new : old
      #expect(throws: NoteFault.notSigned(by: "example.org/test")) { try other.verify(note) }
    }
    #expect(try temporary.ledger.verifierKey == "\(new)")
    #expect(old.name == new.name)
  }

  @Test func `is vouched for by whoever gives it, and not by whoever gives the old one`()
    async throws
  {
    _ = try await temporary.ledger.createCheckpoint()
    let first = try temporary.ledger.checkpoints()[0]
    #expect(try verify(new, first.note).exitCode == 0)
    let certificate = try verify(old, first.note)
    #expect(certificate.exitCode == 1)
    #expect(certificate.divergences.map(\.code) == [.otherKey])
    #expect(certificate.text.plain.contains("position 2"))
    #expect(certificate.text.plain.contains("\(new)"))
  }

  @Test func `leaves nothing of the old one, which signs no more`() throws {
    let keys = temporary.path + "/keys"
    let text = try String(contentsOfFile: keys + "/log.key", encoding: .utf8)
    #expect(try NoteSigningKey(parsing: text.trimmingCharacters(in: .newlines)).verifierKey == new)
    #expect(!FileManager.default.fileExists(atPath: keys + "/log.key.next"))
  }

  @Test func `is refused in its turn where the old file is put back`() async throws {
    let path = temporary.path + "/keys/log.key"
    try FileManager.default.removeItem(atPath: path)
    let other = try NoteSigningKey(generatingAs: "example.org/test")
    try Data(other.secretText.utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    await #expect(throws: LedgerFault.wrongKey(path: path, problem: "the ledger names \(new)")) {
      try await temporary.ledger.createCheckpoint()
    }
  }

  private func verify(_ key: NoteVerifierKey, _ checkpoint: [UInt8]) throws -> Certificate {
    temporary.ledger.close()
    let options = ReplayOptions(level: .decisions, key: key, checkpoint: checkpoint)
    return try Verifier(LedgerFolder(temporary.path), options: options).run()
  }
}
