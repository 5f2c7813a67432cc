import Dispatch
import EventLog
import Synchronization
import Testing

@Suite struct `Work between two batches` {
  let log: TestLog
  let store: EventStore

  init() throws {
    log = try TestLog()
    store = try log.open()
  }

  @Test func `comes after what was submitted before, and before what is submitted later`()
    async throws
  {
    let events = Mutex<[String]>([])
    let before = try store.usage().commits
    let (isHeld, gate) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    store.submit(
      try Submission("a") { _ in
        isHeld.signal()
        gate.wait()
        return .refuse(code: "no", message: "No.")
      }
    ) { _ in events.withLock { $0.append("a") } }
    isHeld.wait()
    store.submit(try Submission("b", appending: [("deal/1", 1)])) { _ in
      events.withLock { $0.append("b") }
    }
    // At once, so that it is in the queue before the next command.
    let work = Task.immediate { [store] in
      try await store.betweenBatches {
        let commits = (try? store.usage().commits) ?? 0
        let size = (try? store.size()) ?? 0
        events.withLock { $0.append("work after \(commits - before) commits, \(size) events") }
      }
    }
    store.submit(try Submission("c", appending: [("deal/1", 1)])) { _ in
      events.withLock { $0.append("c") }
    }
    gate.signal()
    try await work.value
    _ = try await store.append(Submission("d", appending: [("deal/1", 1)])).appended()
    #expect(
      events.withLock { $0 } == ["a", "b", "work after 2 commits, 2 events", "c"])
    #expect(try store.size() == 4)
  }

  @Test func `is done one after the other`() async throws {
    let overlap = Overlap()
    try await withThrowingTaskGroup { group in
      for number in 0..<50 {
        group.addTask { [store] in
          try await store.betweenBatches {
            overlap.begin()
            overlap.end()
          }
          let submission = try Submission("\(number)", appending: [("deal/1", 1)])
          _ = try await store.append(submission).appended()
        }
      }
      try await group.waitForAll()
    }
    #expect((overlap.most, overlap.count) == (1, 50))
    #expect(try store.positions() == Array(0...50))
  }

  @Test func `may look at a snapshot, and holds no transaction open`() async throws {
    let sizes = Mutex<[UInt64?]>([])
    _ = try await store.append(Submission("a", appending: [("deal/1", 2)]))
    try await store.betweenBatches { [store] in
      sizes.withLock { $0.append(try? store.size()) }
    }
    #expect(sizes.withLock { $0 } == [3])
  }

  @Test func `may close the log`() async throws {
    try await store.betweenBatches { [store] in store.close() }
    await #expect(throws: LogFault.closed) { try await store.betweenBatches {} }
  }

  @Test func `is not done in a log that is closed, or open for reading`() async throws {
    store.close()
    await #expect(throws: LogFault.closed) {
      try await store.betweenBatches { Issue.record("it was done") }
    }
    let reader = try log.open(.readOnly)
    await #expect(throws: LogFault.notWritable) {
      try await reader.betweenBatches { Issue.record("it was done") }
    }
  }

  @Test func `is not done once the writer has stopped`() async throws {
    let (isHeld, gate) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let failing = try Submission("a") { _ throws(LogFault) in
      isHeld.signal()
      gate.wait()
      throw .storage(.failed("half-way"))
    }
    store.submit(failing) { _ in }
    isHeld.wait()
    let work = Task.immediate {
      try await store.betweenBatches { Issue.record("it was done") }
    }
    gate.signal()
    await #expect(throws: LogFault.stopped(.failed("half-way"))) { try await work.value }
  }
}

/// Counts how many are at work at a time.
private final class Overlap: Sendable {
  private let state = Mutex((now: 0, most: 0, count: 0))

  var most: Int { state.withLock { $0.most } }
  var count: Int { state.withLock { $0.count } }

  func begin() {
    state.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1), $0.count + 1) }
  }

  func end() { state.withLock { $0.now -= 1 } }
}
