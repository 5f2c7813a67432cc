import Replay
import Testing
import Transparency

@Suite struct `A checkpoint from outside` {
  @Test func `holds over a log that goes on`() async throws {
    let ledger = try await SampleLedger.made()
    for note in ledger.checkpoints {
      let certificate = try LedgerCopy(of: ledger).verify(
        ReplayOptions(level: .log, key: ledger.verifierKey, checkpoint: note))
      let size = try Checkpoint(parsing: SignedNote(parsing: note.span.bytes).text).size
      #expect(certificate.verdict == .holds)
      #expect(certificate.notes.contains(.outsideCheckpointHolds(size: size)))
      #expect(!certificate.notes.contains(.ownKey))
    }
  }

  @Test func `finds a history that was written anew`() async throws {
    let ledger = try await SampleLedger.made()
    let key = try NoteSigningKey(generatingAs: "example.org/replayed")
    let root = TreeHash.leaf(([1, 2, 3] as [UInt8]).span.bytes)
    let checkpoint = try Checkpoint(origin: "example.org/replayed", size: 17, root: root)
    let certificate = try LedgerCopy(of: ledger).verify(
      ReplayOptions(
        level: .log, key: key.verifierKey,
        checkpoint: Array(key.note(checkpoint.text).rendered.utf8)))
    #expect(certificate.exitCode == 1)
    #expect(certificate.codes.isSuperset(of: [.otherKey, .checkpointDiffers, .notSigned]))
  }

  @Test func `finds a log that was cut back to before it`() async throws {
    let ledger = try await SampleLedger.made()
    let key = try NoteSigningKey(generatingAs: "example.org/replayed")
    let checkpoint = try Checkpoint(origin: "example.org/replayed", size: 5000, root: .empty)
    let certificate = try LedgerCopy(of: ledger).verify(
      ReplayOptions(
        level: .log, key: key.verifierKey,
        checkpoint: Array(key.note(checkpoint.text).rendered.utf8)))
    let isNamed = certificate.divergences.contains {
      $0.code == .checkpointBeyondLog && $0.place == .outsideCheckpoint
    }
    #expect(isNamed)
  }

  @Test(arguments: ["", "no note\n", "a\n1\n\n— x AAAA\n"])
  func `is refused where it is none`(_ text: String) async throws {
    let ledger = try await SampleLedger.made()
    let certificate = try LedgerCopy(of: ledger).verify(
      ReplayOptions(level: .log, key: ledger.verifierKey, checkpoint: Array(text.utf8)))
    #expect(certificate.codes == [.malformedCheckpoint])
  }
}
