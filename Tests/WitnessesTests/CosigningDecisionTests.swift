import Testing
import Transparency
import Witnesses

@Suite struct `What a witness answers` {
  let log: TestLog
  let logs: [TrustedLog]
  /// The head of the first five lines, which was cosigned last.
  let last: Checkpoint

  init() throws {
    log = TestLog(
      TestLog.numbered(9), key: try NoteSigningKey(generatingAs: "example.org/log"))
    logs = [try TrustedLog(log.key.verifierKey)]
    last = try Checkpoint(parsing: try log.note(size: 5).text)
  }

  private func decide(_ request: CosigningRequest, last: Checkpoint? = nil) -> CosigningDecision {
    CosigningDecision(about: request, last: last, trusting: logs)
  }

  @Test(arguments: 0...9)
  func `is yes to the first checkpoint of a trusted log`(size: Int) throws {
    #expect(decide(try log.request(from: 0, to: size)) == .cosign)
  }

  @Test(arguments: 5...9)
  func `is yes to what extends the last one, and to the last one again`(size: Int) throws {
    #expect(decide(try log.request(from: 5, to: size), last: last) == .cosign)
  }

  @Test func `is no to a log that it does not know`() throws {
    let request = try CosigningRequest(
      oldSize: 0, hashes: [], note: try log.note(size: 3, origin: "example.org/other"))
    #expect(decide(request) == .unknownOrigin)
  }

  @Test func `is no to what no trusted key has signed`() throws {
    let other = TestLog(log.lines, key: try NoteSigningKey(generatingAs: "example.org/log"))
    #expect(decide(try other.request(from: 0, to: 3)) == .unsigned)
  }

  @Test func `is yes to each of the keys that a log has while it changes them`() throws {
    let next = TestLog(log.lines, key: try NoteSigningKey(generatingAs: "example.org/log"))
    let both = logs + [try TrustedLog(next.key.verifierKey)]
    for log in [log, next] {
      let request = try log.request(from: 5, to: 9)
      #expect(CosigningDecision(about: request, last: last, trusting: both) == .cosign)
    }
  }

  @Test func `is no to a key that is trusted for another origin`() throws {
    let elsewhere = [
      try TrustedLog(log.key.verifierKey, origin: "example.org/elsewhere"),
      try TrustedLog(
        try NoteSigningKey(generatingAs: "another").verifierKey, origin: "example.org/log"),
    ]
    let request = try log.request(from: 0, to: 3)
    #expect(CosigningDecision(about: request, last: nil, trusting: elsewhere) == .unsigned)
  }

  @Test func `is no to an old size beyond the checkpoint`() throws {
    let request = try CosigningRequest(oldSize: 4, hashes: [], note: try log.note(size: 3))
    guard case .malformed = decide(request, last: last) else {
      Issue.record("\(decide(request, last: last))")
      return
    }
  }

  @Test(arguments: [0, 4, 6])
  func `is where it stands, to a request that begins elsewhere`(old: Int) throws {
    #expect(decide(try log.request(from: old, to: 9), last: last) == .conflict(size: 5))
  }

  @Test func `is where it stands, to a request that begins behind nothing`() throws {
    #expect(decide(try log.request(from: 2, to: 9)) == .conflict(size: 0))
  }

  @Test func `is no to another root at the size where it stands`() throws {
    let fork = TestLog(TestLog.numbered(9, "other"), key: log.key)
    #expect(decide(try fork.request(from: 5, to: 5), last: last) == .conflict(size: 5))
  }

  @Test func `is no to an empty tree with a root of something`() throws {
    let head = try Checkpoint(origin: "example.org/log", size: 0, root: last.root)
    let request = try CosigningRequest(oldSize: 0, hashes: [], note: try log.key.note(head.text))
    #expect(decide(request) == .conflict(size: 0))
  }

  @Test func `is no to a history that was forked or rewritten, whatever its proof`() throws {
    let forks = [
      TestLog(TestLog.numbered(4) + TestLog.numbered(5, "other"), key: log.key),
      TestLog(TestLog.numbered(9, "afresh"), key: log.key),
    ]
    for fork in forks {
      for prover in [fork, log] {
        let request = try CosigningRequest(
          oldSize: 5, hashes: try prover.request(from: 5, to: 9).hashes,
          note: try fork.note(size: 9))
        guard case .unproven = decide(request, last: last) else {
          Issue.record("\(decide(request, last: last))")
          return
        }
      }
    }
  }

  @Test(arguments: [0, 5, 9])
  func `is no to a proof with a hash too many or too few`(size: Int) throws {
    let old = size == 0 ? 0 : 5
    let good = try log.request(from: old, to: size)
    let longer = try CosigningRequest(
      oldSize: good.oldSize, hashes: good.hashes + [last.root], note: good.note)
    #expect(decide(longer, last: size == 0 ? nil : last) == .unproven(.tooLong))
    guard !good.hashes.isEmpty else { return }
    let shorter = try CosigningRequest(
      oldSize: good.oldSize, hashes: good.hashes.dropLast(), note: good.note)
    #expect(decide(shorter, last: last) == .unproven(.tooShort))
  }
}
