import EventLog
import Testing

@Suite(.timeLimit(.minutes(1))) struct `A subscription` {
  let log: TestLog
  let store: EventStore

  init() throws {
    log = try TestLog()
    store = try log.open()
  }

  @Test(arguments: [0, 1, 300, 1100] as [UInt64])
  func `catches up, and then follows several writers, without gap or repeat`(
    start: UInt64
  ) async throws {
    try await append("before", 256, times: 2)
    async let writing: Void = withThrowingTaskGroup { group in
      for writer in 0..<4 {
        group.addTask { try await append("writer-\(writer)", 2, times: 100) }
      }
      try await group.waitForAll()
    }
    let last = UInt64(1 + 512 + 800 - 1)
    var expected = start
    for try await event in store.subscribe(from: GlobalPosition(start), polling: .seconds(60)) {
      #expect(event.position.rawValue == expected)
      expected += 1
      if expected > last { break }
    }
    try await writing
    #expect(expected == last + 1)
    #expect(try store.size() == last + 1)
  }

  @Test func `gives the lines as they are stored`() async throws {
    try await append("a", 3, times: 1)
    var lines: [String] = []
    for try await event in store.subscribe() {
      lines.append(String(decoding: event.line, as: UTF8.self))
      if lines.count == 4 { break }
    }
    #expect(lines == (try store.lines()))
  }

  @Test func `ends when its task is cancelled, waiting or not`() async throws {
    for delay in [0, 30] {
      let following = Task {
        var count = 0
        for try await _ in store.subscribe(polling: .seconds(60)) { count += 1 }
        return count
      }
      try await Task.sleep(for: .milliseconds(delay))
      following.cancel()
      await #expect(throws: CancellationError.self) { try await following.value }
    }
  }

  @Test func `ends with a fault when the log is closed`() async throws {
    let following = Task {
      for try await _ in store.subscribe(polling: .seconds(60)) {}
    }
    try await Task.sleep(for: .milliseconds(30))
    store.close()
    await #expect(throws: LogFault.closed) { try await following.value }
  }

  @Test func `looks now and then for what other processes commit`() async throws {
    async let first = store.subscribe(from: GlobalPosition(1), polling: .milliseconds(10))
      .first { _ in true }
    try await Task.sleep(for: .milliseconds(50))
    try await append("a", 1, times: 1)
    #expect(try await first?.position == GlobalPosition(1))
  }

  @Test func `holds no snapshot while it waits`() async throws {
    let followers = (0..<50).map { _ in
      Task { for try await _ in store.subscribe(polling: .seconds(60)) {} }
    }
    try await Task.sleep(for: .milliseconds(100))
    #expect(try store.usage().mostReaders < 10)
    for follower in followers { follower.cancel() }
  }

  private func append(_ name: String, _ events: Int, times: Int) async throws {
    for number in 0..<times {
      let submission = try Submission("\(name)-\(number)", appending: [("deal/\(name)", events)])
      _ = try await store.append(submission).appended()
    }
  }
}
