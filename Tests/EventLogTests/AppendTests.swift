import EventLog
import Testing
import Transparency

@Suite struct `A command` {
  let log: TestLog
  let store: EventStore

  init() throws {
    log = try TestLog()
    store = try log.open()
  }

  @Test func `gives its events the next positions and revisions`() async throws {
    let first = try await append("a", [("deal/1", 2)]).appended()
    #expect(first.places == ["1 deal/1 0 deal.tested.v1", "2 deal/1 1 deal.tested.v1"])
    let second = try await append("b", [("deal/2", 1), ("deal/1", 1), ("party/x", 1)]).appended()
    #expect(
      second.places == [
        "3 deal/2 0 deal.tested.v1", "4 deal/1 2 deal.tested.v1", "5 party/x 0 deal.tested.v1",
      ])
    #expect(try store.lines().map { $0.attribute("id") } == (0...5).map { "\($0)" })
    #expect(try store.head(of: "deal/1") == 2)
    #expect(try store.head(of: "deal/3") == nil)
  }

  @Test func `goes on counting in a stream that it names twice`() async throws {
    let receipt = try await append("a", [("deal/1", 1), ("deal/2", 1), ("deal/1", 2)]).appended()
    #expect(receipt.events.map(\.revision.rawValue) == [0, 0, 1, 2])
    #expect(try store.places(of: "deal/1") == ["0@1", "1@3", "2@4"])
  }

  @Test func `keeps streams apart whose names begin alike`() async throws {
    for (id, stream) in [("a", "deal"), ("b", "deal/1"), ("c", "deal/10"), ("d", "deal-1")] {
      #expect(try await append(id, [(stream, 1)]).appended().events[0].revision == .first)
    }
    #expect(try store.places(of: "deal/1") == ["0@2"])
    #expect(try store.places(of: "deal/1", .backward) == ["0@2"])
    #expect(try store.head(of: "dea") == nil)
  }

  @Test(arguments: [
    (ExpectedRevision.any, true), (.noStream, false), (.exactly(StreamRevision(1)), true),
    (.exactly(StreamRevision(0)), false), (.exactly(StreamRevision(2)), false),
  ])
  func `is answered with a conflict unless its streams stand as expected`(
    expected: ExpectedRevision, isAdmitted: Bool
  ) async throws {
    _ = try await append("a", [("deal/1", 2)]).appended()
    let outcome = try await store.append(
      Submission("b", expecting: [("deal/1", expected)], appending: [("deal/2", 1)]))
    guard !isAdmitted else { return try _ = outcome.appended() }
    #expect(
      outcome
        == .conflict(
          stream: try StreamName("deal/1"), expected: expected, current: StreamRevision(1)))
    #expect(try store.size() == 3)
    #expect(try store.refusals().map(\.code) == ["wrong-revision"])
  }

  @Test func `may expect that a stream has no events`() async throws {
    let expecting: [(String, ExpectedRevision)] = [("deal/1", .noStream), ("deal/2", .noStream)]
    _ = try await store.append(
      Submission("a", expecting: expecting, appending: [("deal/1", 1)])
    ).appended()
    #expect(
      try await store.append(Submission("b", expecting: expecting, appending: [("deal/1", 1)]))
        == .conflict(stream: StreamName("deal/1"), expected: .noStream, current: .first))
    let first = ExpectedRevision.exactly(.first)
    #expect(
      try await store.append(
        Submission("c", expecting: [("deal/2", first)], appending: [("deal/1", 1)]))
        == .conflict(stream: StreamName("deal/2"), expected: first, current: nil))
  }

  @Test func `that is refused takes no position, leaves a row, and keeps its id free`() async throws
  {
    let refused = try Submission("a", request: "ask") { _ in .refuse(code: "no", message: "Not so.")
    }
    #expect(try await store.append(refused) == .refused(code: "no", message: "Not so."))
    #expect(try await store.append(refused) == .refused(code: "no", message: "Not so."))
    let receipt = try await append("a", [("deal/1", 1)]).appended()
    #expect(receipt.events.map(\.position.rawValue) == [1])
    let refusals = try store.refusals()
    #expect(refusals.count == 2)
    let refusal = try #require(refusals.first)
    #expect((refusal.code, refusal.opened) == ("no", ["Not so.", "ask"]))
    #expect((refusal.commandID, refusal.sender) == ("a", "caih"))
    #expect((refusal.actor, refusal.time) == ("party:caih", refused.time.text))
    #expect(refusal.occurred == "2026-11-21T17:00:00+08:00")
  }

  @Test func `may be sent back to find out again, which leaves no trace`() async throws {
    let again = try Submission("a") { _ in .findAgain }
    #expect(try await store.append(again) == .findAgain)
    #expect(try store.refusals() == [])
    _ = try await append("a", [("deal/1", 1)]).appended()
  }

  @Test func `comes to 1 to 256 events`() async throws {
    await #expect(throws: LogFault.noEvents) { try await append("a", []) }
    await #expect(throws: LogFault.noEvents) { try await append("a", [("deal/1", 0)]) }
    await #expect(throws: LogFault.tooManyEvents(257)) {
      try await append("a", [("deal/1", 200), ("deal/2", 57)])
    }
    #expect(try await append("a", [("deal/1", 256)]).appended().events.count == 256)
    #expect(try store.size() == 257)
  }

  @Test func `has lines of up to 65,535 bytes`() async throws {
    let short = try await append("a", [("deal/1", 1)]).appended()
    let length = try store.lines()[short.events.count].utf8.count
    let padding = EventStore.longestLine - length
    await #expect(throws: LogFault.lineTooLong(EventStore.longestLine + 1)) {
      try await store.append(Submission("b", appending: [("deal/1", 1)], padding: padding + 1))
    }
    let long = try Submission("b", appending: [("deal/1", 1)], padding: padding)
    _ = try await store.append(long).appended()
    #expect(try store.lines()[2].utf8.count == EventStore.longestLine)
  }

  @Test(arguments: [
    #"{"b":1,"a":1}"#, #"{ }"#, "[]", "1", "", #"{"a":1"#, #"{},"id":"7""#, #"{"a":1.5}"#,
    #"{"a":"\u0041"}"#, #"{"a":1,"a":1}"#, #"{"a":9007199254740992}"#,
    "{\"a\":" + String(repeating: "[", count: 31) + String(repeating: "]", count: 31) + "}",
  ])
  func `is refused with data that no line can hold`(data: String) async throws {
    let decided = [(stream: try StreamName("deal/1"), events: [NewEvent(data)])]
    let submission = try Submission("a") { _ in .append(decided) }
    guard case .malformedLine = await store.fault(of: submission) else {
      Issue.record("it was taken")
      return
    }
    #expect(try store.size() == 1)
  }

  @Test(arguments: ["\"", "\\", "a\nb", "\u{0}"])
  func `is refused with attributes that need an escape`(text: String) async throws {
    let plain = try Submission("a", appending: [("deal/1", 1)])
    var (actor, occurred, cause, correlation) = (plain, plain, plain, plain)
    (actor.actor, occurred.occurred) = (text, text)
    (cause.causationID, correlation.correlationID) = (text, text)
    let type = try Submission("a", appending: [("deal/1", 1)], type: text)
    let names = ["actor", "occurred", "causationid", "correlationid", "type"]
    for (name, submission) in zip(names, [actor, occurred, cause, correlation, type]) {
      #expect(await store.fault(of: submission) == .malformedLine(.escapedAttribute(name)))
    }
    #expect(try store.size() == 1)
  }

  @Test func `carries correlation and causation into its lines`() async throws {
    var submission = try Submission("a", appending: [("deal/1", 1)])
    (submission.correlationID, submission.causationID) = ("all-of-it", "what-before")
    _ = try await store.append(submission).appended()
    let line = try store.lines()[1]
    #expect(line.attribute("correlationid") == "all-of-it")
    #expect(line.attribute("causationid") == "what-before")
  }

  @Test func `never has an earlier time than the one before`() async throws {
    let times = ["10:00:00", "09:59:59", "10:00:00", "10:00:01"].map {
      "2026-11-21T\($0).000000Z"
    }
    for (number, time) in times.enumerated() {
      _ = try await store.append(
        Submission("\(number)", time: time, appending: [("deal/1", 1)])
      ).appended()
    }
    store.close()
    let reopened = try log.open()
    _ = try await reopened.append(
      Submission("last", time: "2026-01-01T00:00:00.000000Z", appending: [("deal/1", 1)])
    ).appended()
    #expect(
      try reopened.lines().dropFirst().map { $0.attribute("time") }
        == [times[0], times[0], times[0], times[3], times[3]])
  }

  @Test func `has the digest that it came with, in its lines and in its receipt`() async throws {
    var submission = try Submission("a", appending: [("deal/1", 2)])
    submission.digest = .sha256("any other".utf8.span.bytes)
    let receipt = try await store.append(submission).appended()
    #expect(receipt.digest == submission.digest)
    for line in try store.lines()[1...] {
      #expect(line.attribute("commanddigest") == "sha256:\(submission.digest.hex)")
    }
  }

  @Test func `stores its request as it was sealed, at its first position`() async throws {
    let submission = try Submission("a", appending: [("deal/1", 2)])
    _ = try await store.append(submission).appended()
    #expect(try store.request(firstAt: 1) == submission.request)
    #expect(try store.request(firstAt: 2) == nil)
  }

  @Test func `can be found by its id, with where it begins and its receipt`() async throws {
    _ = try await append("before", [("deal/1", 3)])
    let submission = try Submission("a", appending: [("deal/1", 2)])
    let receipt = try await store.append(submission).appended()
    let free = try CommandID("a", from: "pldt")
    try store.withSnapshot { snapshot throws(LogFault) in
      let command = try snapshot.command(submission.id)
      #expect(command?.first == GlobalPosition(4))
      #expect(command?.receipt == receipt)
      #expect(try snapshot.command(free)?.receipt == nil)
    }
  }

  @Test func `is not taken with a request that was sealed as nothing`() async throws {
    var submission = try Submission("a", appending: [("deal/1", 1)])
    submission.request = []
    #expect(await store.fault(of: submission) == .nothingSealed)
    var refused = try Submission("a") { _ in .refuse(code: "no", message: "No.") }
    refused.sealedRefusal = { _, _ in [] }
    #expect(await store.fault(of: refused) == .nothingSealed)
    #expect(try store.refusals() == [])
    _ = try await append("a", [("deal/1", 1)]).appended()
  }

  private func append(
    _ id: String, _ events: [(stream: String, count: Int)]
  ) async throws(LogFault) -> AppendOutcome {
    try await store.append(Submission(id, appending: events))
  }
}

@Suite struct `A document` {
  @Test func `is kept with the events of its command, and only with them`() async throws {
    let log = try TestLog()
    let store = try log.open()
    let terms = try Document("terms", under: "deal/1")
    var submission = try Submission("a") { _ in .refuse(code: "no", message: "") }
    submission.documents = [terms]
    _ = try await store.append(submission)
    #expect(try store.text(of: terms) == nil)
    submission = try Submission("a", appending: [("deal/1", 1)])
    submission.documents = [terms]
    _ = try await store.append(submission)
    #expect(try store.text(of: terms) == "terms")
  }

  @Test func `is kept on its own, under its stream, as often as it is given`() async throws {
    let log = try TestLog()
    let store = try log.open()
    let terms = try Document("terms", under: "deal/1")
    let elsewhere = try Document("terms", under: "deal/2")
    try await store.keep(terms)
    try await store.keep(terms)
    store.close()
    let reopened = try log.open()
    #expect(try reopened.text(of: terms) == "terms")
    #expect(try reopened.text(of: elsewhere) == nil)
    #expect(terms.digest == elsewhere.digest)
  }

  @Test func `may be large, and not too large`() async throws {
    let store = try TestLog().open()
    let large = try Document(String(repeating: "7", count: 5 << 20), under: "deal/1")
    try await store.keep(large)
    #expect(try store.text(of: large)?.utf8.count == 5 << 20)
    let longest = EventStore.longestDocument + 1024
    _ = try document(ofSealed: longest)
    #expect(throws: LogFault.documentTooLong(longest + 1)) {
      try document(ofSealed: longest + 1)
    }
  }

  @Test func `keeps the digest that it came with`() async throws {
    let log = try TestLog()
    let store = try log.open()
    let digest = TreeHash.sha256("any other".utf8.span.bytes)
    let stream = try StreamName("deal/1")
    try await store.keep(Document(sealed: [7], digest: digest, under: stream))
    try store.withSnapshot { snapshot throws(LogFault) in
      #expect(try snapshot.document(digest, under: stream)?.copied() == [7])
    }
  }

  private func document(ofSealed count: Int) throws(LogFault) -> Document {
    try Document(
      sealed: Array(repeating: 0, count: count), digest: .sha256(RawSpan()),
      under: StreamName("deal/1"))
  }
}

@Suite struct `A checkpoint` {
  @Test func `is kept if it is for a tree of this log, and not before the last one`() async throws {
    let store = try TestLog().open()
    _ = try await store.append(Submission("a", appending: [("deal/1", 9)]))
    for size: UInt64 in [1, 7, 7, 10] {
      try await store.keep(StoredCheckpoint(size: size, note: Array("note \(size)".utf8)))
    }
    for size: UInt64 in [0, 9, 11, .max] {
      await #expect(throws: LogFault.checkpointOutOfPlace(size: size)) {
        try await store.keep(StoredCheckpoint(size: size, note: []))
      }
    }
    let kept = try store.withSnapshot { snapshot throws(LogFault) in try snapshot.checkpoints() }
    #expect(kept.map(\.size) == [1, 7, 10])
    #expect(
      kept.map { String(decoding: $0.note, as: UTF8.self) } == ["note 1", "note 7", "note 10"])
  }
}

extension EventStore {
  fileprivate func text(of document: Document) throws(LogFault) -> String? {
    try withSnapshot { snapshot throws(LogFault) in
      guard let sealed = try snapshot.document(document.digest, under: document.stream) else {
        return nil
      }
      return Seal.open(sealed)
    }
  }
}
