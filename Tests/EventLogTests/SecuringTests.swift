import EventLog
import Synchronization
import Testing
import Transparency

@Suite struct `Securing what a batch depends on` {
  let log: TestLog
  private let watch = Watch()

  init() throws { log = try TestLog() }

  @Test func `comes once before each commit that writes something`() async throws {
    let store = try open()
    _ = try await store.append(Submission("a", appending: [("deal/1", 1)]))
    #expect(watch.secured == 1)
    _ = await store.submit([
      try Submission("b", appending: [("deal/1", 1)]),
      try Submission("c", appending: [("deal/1", 1)]),
    ])
    // Those that were submitted together, and none for the command that held them up.
    #expect(watch.secured == 2)
    _ = try await store.append(Submission("d") { _ in .refuse(code: "no", message: "No.") })
    #expect(watch.secured == 3)
    try await store.keep(Document("terms", under: "deal/1"))
    #expect(watch.secured == 4)
    try await store.keep(StoredCheckpoint(size: 1, note: [1]))
    #expect(watch.secured == 5)
  }

  @Test func `is done before anybody is answered, or sees the events`() async throws {
    let seen = Mutex<UInt64?>(nil)
    let watched = Mutex<EventStore?>(nil)
    let store = try log.open(securing: {
      seen.withLock { $0 = try? watched.withLock { $0 }?.size() }
    })
    watched.withLock { $0 = store }
    _ = try await store.append(Submission("a", appending: [("deal/1", 1)]))
    watched.withLock { $0 = nil }
    #expect(seen.withLock { $0 } == 1)
    #expect(try store.size() == 2)
  }

  @Test func `is not asked for where nothing is written`() async throws {
    let store = try open()
    let submission = try Submission("a", appending: [("deal/1", 1)])
    let terms = try Document("terms", under: "deal/1")
    _ = try await store.append(submission)
    try await store.keep(terms)
    watch.reset()
    _ = try await store.append(submission).repeated()
    _ = try await store.append(Submission("b") { _ in .findAgain })
    _ = await store.fault(of: try Submission("c", appending: []))
    try await store.keep(terms)
    await #expect(throws: LogFault.checkpointOutOfPlace(size: 9)) {
      try await store.keep(StoredCheckpoint(size: 9, note: [1]))
    }
    try await store.betweenBatches {}
    #expect(watch.secured == 0)
  }

  @Test func `loses the batch when it throws, and the next one is written`() async throws {
    let store = try open()
    watch.fail(with: .notSecured("the disk for keys is full"))
    let answers = await store.submit([
      try Submission("a", appending: [("deal/1", 1)], vault: "sealed"),
      try Submission("b") { _ in .refuse(code: "no", message: "No.") },
      try Submission("c") { _ in .findAgain },
    ])
    let fault = LogFault.notSecured("the disk for keys is full")
    #expect(answers == Array(repeating: .failure(fault), count: 3))
    #expect(watch.abandoned == 1)
    #expect(try store.positions() == [0])
    #expect(try store.vault(at: 1) == nil)
    #expect(try store.refusals() == [])
    await #expect(throws: fault) { try await store.keep(Document("terms", under: "deal/1")) }
    watch.fail(with: nil)
    let receipt = try await store.append(Submission("a", appending: [("deal/1", 1)])).appended()
    #expect(receipt.places == ["1 deal/1 0 deal.tested.v1"])
    let root = try store.withSnapshot { snapshot throws(LogFault) in try snapshot.treeEdge().size }
    #expect(root == 2)
  }

  @Test func `stops the writer if its fault leaves something unknown`() async throws {
    let store = try open()
    watch.fail(with: .storage(.failed("errno 5")))
    let stopped = LogFault.stopped(.failed("errno 5"))
    #expect(await store.fault(of: try Submission("a", appending: [("deal/1", 1)])) == stopped)
    watch.fail(with: nil)
    #expect(await store.fault(of: try Submission("a", appending: [("deal/1", 1)])) == stopped)
    await #expect(throws: stopped) { try await store.betweenBatches {} }
  }

  private func open() throws(LogFault) -> EventStore {
    try log.open(
      abandoned: { [watch] in watch.abandon() },
      securing: { [watch] () throws(LogFault) in try watch.secure() })
  }
}

/// Counts what the writer calls, and fails as it is told.
private final class Watch: Sendable {
  private let state = Mutex((secured: 0, abandoned: 0, fault: LogFault?.none))

  var secured: Int { state.withLock { $0.secured } }
  var abandoned: Int { state.withLock { $0.abandoned } }

  func secure() throws(LogFault) {
    let fault = state.withLock { state in
      state.secured += 1
      return state.fault
    }
    if let fault { throw fault }
  }

  func abandon() { state.withLock { $0.abandoned += 1 } }
  func fail(with fault: LogFault?) { state.withLock { $0.fault = fault } }
  func reset() { state.withLock { $0.secured = 0 } }
}
