import Foundation
import Synchronization
import Testing
import Transparency
import Witnesses

/// The folder of a witness that trusts one log, removed with this.
final class TemporaryWitness: Sendable {
  let folder = WitnessFolder(NSTemporaryDirectory() + "witness-" + UUID().uuidString)
  let log: TestLog
  let key: CosignatureVerifierKey

  init() throws {
    log = TestLog(
      TestLog.numbered(9), key: try NoteSigningKey(generatingAs: "example.org/log"))
    key = try folder.create(named: "witness.example")
    try folder.trust(try TrustedLog(log.key.verifierKey))
  }

  deinit { try? FileManager.default.removeItem(atPath: folder.path) }

  var headFile: String {
    get throws {
      let heads = folder.path + "/heads"
      return heads + "/"
        + (try #require(FileManager.default.contentsOfDirectory(atPath: heads).first))
    }
  }
}

extension Witness {
  func size(cosignedFor body: [UInt8]) throws -> UInt64? {
    guard case .cosigned(let signature) = try answer(body.span.bytes) else { return nil }
    let note = try CosigningRequest(parsing: body.span.bytes).note
    try verifierKey.verify(note.adding([signature]))
    return try Checkpoint(parsing: note.text).size
  }
}

@Suite struct `A witness at work` {
  let made: TemporaryWitness

  init() throws { made = try TemporaryWitness() }

  @Test func `cosigns with its key, at the time of its clock`() throws {
    let witness = try Witness(made.folder, clock: { 1_679_315_147 })
    let body = try made.log.body(from: 0, to: 3)
    guard case .cosigned(let signature) = try witness.answer(body.span.bytes) else {
      Issue.record("it did not cosign")
      return
    }
    #expect(try made.key.verify(try made.log.note(size: 3).adding([signature])) == 1_679_315_147)
  }

  @Test func `remembers what it cosigned when it is opened again`() throws {
    for (old, size) in [(0, 3), (3, 3), (3, 9)] {
      let witness = try Witness(made.folder)
      #expect(try witness.size(cosignedFor: try made.log.body(from: old, to: size)) == UInt64(size))
    }
    let witness = try Witness(made.folder)
    let body = try made.log.body(from: 3, to: 9)
    #expect(try witness.answer(body.span.bytes) == .refused(.conflict(size: 9)))
  }

  @Test func `has remembered a head before it signs`() throws {
    let remembered = Mutex<UInt64?>(nil)
    let folder = made.folder
    let witness = try Witness(
      folder,
      clock: {
        remembered.withLock { $0 = (try? folder.head(of: "example.org/log"))?.size }
        return 1
      })
    _ = try witness.size(cosignedFor: try made.log.body(from: 0, to: 5))
    #expect(remembered.withLock { $0 } == 5)
  }

  @Test func `signs nothing that it could not remember`() throws {
    let witness = try Witness(made.folder)
    // In place of the draft of the next head stands a folder, which no user can write over.
    #expect(try witness.size(cosignedFor: try made.log.body(from: 0, to: 2)) == 2)
    let obstacle = try made.headFile + ".draft"
    try FileManager.default.createDirectory(atPath: obstacle, withIntermediateDirectories: false)
    let body = try made.log.body(from: 2, to: 4)
    #expect(throws: WitnessFault.self) { try witness.answer(body.span.bytes) }
    #expect(try made.folder.head(of: "example.org/log")?.size == 2)
    try FileManager.default.removeItem(atPath: obstacle)
    #expect(try witness.size(cosignedFor: body) == 4)
  }

  @Test func `keeps what the log signed, as proof of what it was shown`() throws {
    let witness = try Witness(made.folder)
    _ = try witness.size(cosignedFor: try made.log.body(from: 0, to: 5))
    let kept = try SignedNote(parsing: String(contentsOfFile: made.headFile, encoding: .utf8))
    try made.log.key.verifierKey.verify(kept)
  }

  @Test func `lets one of many requests for one log pass`() async throws {
    let witness = try Witness(made.folder)
    _ = try witness.size(cosignedFor: try made.log.body(from: 0, to: 4))
    let bodies = try (0..<16).map { fork in
      try TestLog(TestLog.numbered(4) + ["fork \(fork)"], key: made.log.key).body(from: 4, to: 5)
    }
    let answers = try await withThrowingTaskGroup { group in
      for body in bodies { group.addTask { try witness.answer(body.span.bytes) } }
      return try await group.reduce(into: [CosigningAnswer]()) { $0.append($1) }
    }
    #expect(answers.count { if case .cosigned = $0 { true } else { false } } == 1)
    #expect(answers.count { $0 == .refused(.conflict(size: 5)) } == 15)
  }

  @Test func `is the only one in its folder`() throws {
    let witness = try Witness(made.folder)
    #expect(throws: WitnessFault.inUse(path: made.folder.path)) { try Witness(made.folder) }
    withExtendedLifetime(witness) {}
  }

  @Test func `goes by whom it is told to trust while it works`() throws {
    let witness = try Witness(made.folder)
    let next = TestLog(
      TestLog.numbered(9), key: try NoteSigningKey(generatingAs: "example.org/log"))
    let body = try next.body(from: 0, to: 3)
    #expect(try witness.answer(body.span.bytes) == .refused(.unsigned))
    #expect(try made.folder.trust(try TrustedLog(next.key.verifierKey)))
    #expect(try witness.size(cosignedFor: body) == 3)
    #expect(try !made.folder.trust(try TrustedLog(next.key.verifierKey)))
  }

  @Test func `refuses what is no request, and remembers nothing of it`() throws {
    let witness = try Witness(made.folder)
    let body = Array("old 0\n".utf8)
    guard case .refused(.malformed) = try witness.answer(body.span.bytes) else {
      Issue.record("it was taken for a request")
      return
    }
    #expect(try made.folder.head(of: "example.org/log") == nil)
  }
}

@Suite struct `The folder of a witness` {
  let made: TemporaryWitness

  init() throws { made = try TemporaryWitness() }

  @Test func `is made once`() {
    #expect(throws: WitnessFault.occupied(path: made.folder.path)) {
      try made.folder.create(named: "another")
    }
  }

  @Test func `has a key that its owner alone may read`() throws {
    let key = made.folder.path + "/witness.key"
    let mode = try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: key)
    #expect(throws: WitnessFault.exposedKey(path: key)) { try Witness(made.folder) }
  }

  @Test(arguments: ["", "no note", "a\n1\n"])
  func `is not served where what was cosigned cannot be read`(text: String) throws {
    _ = try Witness(made.folder).size(cosignedFor: try made.log.body(from: 0, to: 5))
    let file = try made.headFile
    try Data(text.utf8).write(to: URL(filePath: file))
    #expect {
      try Witness(made.folder)
    } throws: { error in
      guard case WitnessFault.damaged(let path, _) = error else { return false }
      return path == file
    }
  }

  @Test func `is not served where the list of logs is damaged`() throws {
    let logs = made.folder.path + "/logs"
    try Data("nonsense\n".utf8).write(to: URL(filePath: logs))
    #expect(throws: WitnessFault.damaged(path: logs, problem: "line 1 is no key and origin")) {
      try Witness(made.folder)
    }
  }

  @Test func `is missing where nothing was made`() {
    let nowhere = WitnessFolder("/nonexistent/witness")
    #expect(throws: WitnessFault.noWitness(path: nowhere.path)) { try Witness(nowhere) }
  }

  @Test(arguments: ["", "a b", "a+b"])
  func `has no such name`(name: String) {
    #expect(throws: WitnessFault.badName(name)) {
      try WitnessFolder(NSTemporaryDirectory() + UUID().uuidString).create(named: name)
    }
  }
}
