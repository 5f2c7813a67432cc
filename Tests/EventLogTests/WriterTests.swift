import EventLog
import Foundation
import LMDB
import Synchronization
import Testing

@Suite struct `Commands submitted without waiting` {
  @Test func `see those before them`() async throws {
    let store = try TestLog().open()
    let stream = try StreamName("deal/1")
    let submissions = try (0..<300).map { number in
      let events = [(stream: stream, events: [NewEvent("{}")])]
      return try Submission("\(number)") { transaction throws(LogFault) in
        let head = try transaction.head(of: stream)?.rawValue
        var cursor = try transaction.lines(of: stream)
        var count = 0
        while try cursor.next() != nil { count += 1 }
        guard head.map({ Int($0) + 1 }) ?? 0 == number, count == number else {
          return .refuse(code: "unseen", message: "")
        }
        return .append(events)
      }
    }
    for (number, answer) in await store.submit(submissions).enumerated() {
      #expect(try answer.get().appended().events.map(\.revision.rawValue) == [UInt64(number)])
    }
  }

  @Test func `are committed many at a time`() async throws {
    let log = try TestLog()
    let store = try log.open()
    let before = try store.usage().commits
    let submissions = try (0..<1000).map { try Submission("\($0)", appending: [("deal/1", 1)]) }
    for answer in await store.submit(submissions) { _ = try answer.get().appended() }
    let commits = try store.usage().commits - before
    // Those of the command that held up the others, and of theirs.
    #expect(commits <= 2)
  }

  @Test func `are answered once a snapshot sees them`() throws {
    let log = try TestLog()
    let store = try log.open()
    let unseen = Mutex(0)
    for number in 0..<100 {
      let submission = try Submission("\(number)", appending: [("deal/\(number % 7)", 2)])
      store.submit(submission) { [weak store] answer in
        // The writer's thread; another one looks.
        let last = try? answer.get().appended().events.last
        let size = DispatchQueue.global().sync { try? store?.size() }
        if size ?? 0 <= last?.position.rawValue ?? .max { unseen.withLock { $0 += 1 } }
      }
    }
    store.close()
    #expect(unseen.withLock { $0 } == 0)
    #expect(try log.size() == 201)
  }

  @Test func `are not harmed by one that is at fault`() async throws {
    let store = try TestLog().open()
    let deal = try StreamName("deal/1")
    let malformed = Verdict.append([(deal, [NewEvent("no JSON")])])
    let answers = await store.submit([
      try Submission("a", appending: [("deal/1", 1)]),
      try Submission("long", appending: [("deal/1", 1)], padding: EventStore.longestLine),
      try Submission("many", appending: [("deal/1", 300)]),
      try Submission("none", appending: []),
      try Submission("malformed") { _ in malformed },
      try Submission("failing") { _ throws(LogFault) in throw .damaged("the deal's state") },
      try Submission("failing") { _ throws(LogFault) in throw .storage(.readersFull) },
      try Submission("b", appending: [("deal/1", 1)]),
    ])
    #expect(try answers[0].get().appended().events.map(\.position.rawValue) == [1])
    #expect(answers[2] == .failure(.tooManyEvents(300)))
    #expect(answers[3] == .failure(.noEvents))
    #expect(answers[5] == .failure(.damaged("the deal's state")))
    #expect(answers[6] == .failure(.storage(.readersFull)))
    for answer in answers[1...6] { #expect(throws: LogFault.self) { try answer.get() } }
    #expect(try answers[7].get().appended().events.map(\.position.rawValue) == [2])
    #expect(try store.size() == 3)
  }

  @Test func `are committed in parts if they are large`() async throws {
    let log = try TestLog()
    let store = try log.open()
    let before = try store.usage().commits
    let submissions = try (0..<40).map {
      try Submission("\($0)", appending: [("deal/1", 16)], padding: 60_000)
    }
    for answer in await store.submit(submissions) { _ = try answer.get().appended() }
    #expect(try store.usage().commits - before >= 2)
  }
}

@Suite struct `A batch that is lost` {
  @Test func `is lost for everybody in it, and what comes after is written`() async throws {
    let log = try TestLog(mapSize: 1 << 20)
    let abandonments = Mutex(0)
    let store = try log.open(mapSize: 1 << 20) { abandonments.withLock { $0 += 1 } }
    let answers = await store.submit([
      try Submission("before", appending: [("deal/1", 1)]),
      try Submission("huge", appending: [("deal/1", 30)], padding: 60_000),
      try Submission("after", appending: [("deal/1", 1)]),
    ])
    #expect(answers[0] == .failure(.storage(.mapFull)))
    #expect(answers[1] == .failure(.storage(.mapFull)))
    #expect(try answers[2].get().appended().places == ["1 deal/1 0 deal.tested.v1"])
    #expect(abandonments.withLock { $0 } == 1)
    for number in 0..<20 {
      _ = try await store.append(Submission("\(number)", appending: [("deal/2", 1)])).appended()
    }
    #expect(try store.positions() == Array(0..<22))
  }

  @Test func `leaves its ids free`() async throws {
    let log = try TestLog(mapSize: 1 << 20)
    let small = try log.open(mapSize: 1 << 20)
    let submission = try Submission("huge", appending: [("deal/1", 30)], padding: 60_000)
    await #expect(throws: LogFault.storage(.mapFull)) { try await small.append(submission) }
    small.close()
    let large = try log.open()
    #expect(try await large.append(submission).appended().events.first?.position.rawValue == 1)
  }

  @Test func `by a fatal error stops the writer, and not the readers`() async throws {
    let log = try TestLog()
    let abandonments = Mutex(0)
    let store = try log.open { abandonments.withLock { $0 += 1 } }
    _ = try await store.append(Submission("a", appending: [("deal/1", 1)])).appended()
    let stopped = LogFault.stopped(.failed("errno 5"))
    let failing = try Submission("b") { _ throws(LogFault) in throw .storage(.failed("errno 5")) }
    #expect(await store.fault(of: failing) == stopped)
    #expect(await store.fault(of: try Submission("c", appending: [("deal/1", 1)])) == stopped)
    await #expect(throws: stopped) {
      try await store.keep(Document("terms", under: "deal/1"))
    }
    #expect(abandonments.withLock { $0 } == 1)
    #expect(try store.size() == 2)
    store.close()
    _ = try await log.open().append(Submission("c", appending: [("deal/1", 1)])).appended()
  }

  @Test func `by a fatal error is lost with all that waits`() async throws {
    let store = try TestLog().open()
    let failing = try Submission("failing") { _ throws(LogFault) in
      throw .storage(.failed("half-way"))
    }
    let answers = await store.submit([
      try Submission("a", appending: [("deal/1", 1)]), failing,
      try Submission("b", appending: [("deal/1", 1)]),
    ])
    #expect(answers == Array(repeating: .failure(.stopped(.failed("half-way"))), count: 3))
    #expect(try store.size() == 1)
  }

  @Test func `by a disk that fails can be told from one that was kept`() async throws {
    let log = try TestLog()
    await #expect(processExitsWith: .success) { [path = log.path as String] in
      let store = try EventStore(folder: path, access: .readWrite, mapSize: 1 << 30)
      _ = try await store.append(Submission("a", appending: [("deal/1", 1)])).appended()
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 1 << 18, rlim_max: .max)
      try #require(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
      let huge = try Submission("huge", appending: [("deal/1", 30)], padding: 60_000)
      for _ in 0..<2 {
        guard case .stopped = await store.fault(of: huge) else { exit(1) }
      }
      #expect(try store.size() == 2)
    }
    let store = try log.open()
    #expect(try store.size() == 2)
    let huge = try Submission("huge", appending: [("deal/1", 30)], padding: 60_000)
    _ = try await store.append(huge).appended()
    #expect(try store.positions() == Array(0..<32))
  }
}

@Suite struct `A log that is closed` {
  @Test func `has written what was submitted, and can be opened at once`() async throws {
    let log = try TestLog()
    let answered = Mutex(0)
    for round in 0..<20 {
      let store = try log.open()
      for number in 0..<10 {
        store.submit(try Submission("\(round)-\(number)", appending: [("deal/1", 1)])) { _ in
          answered.withLock { $0 += 1 }
        }
      }
      store.close()
      #expect(answered.withLock { $0 } == 10 * (round + 1))
    }
    #expect(try log.size() == 201)
  }

  @Test func `by dropping it has written, and can be opened at once`() async throws {
    let log = try TestLog()
    for round in 0..<20 { try submitAndDrop(log, round) }
    #expect(try log.size() == 201)
  }

  @Test func `answers that it is closed`() async throws {
    let log = try TestLog()
    let store = try log.open()
    store.close()
    store.close()
    await #expect(throws: LogFault.closed) {
      try await store.append(Submission("a", appending: [("deal/1", 1)]))
    }
    #expect(throws: LogFault.closed) { try store.size() }
    let reader = try log.open(.readOnly)
    reader.close()
    #expect(throws: LogFault.closed) { try reader.size() }
    #expect(try log.size() == 1)
  }

  @Test func `may be dropped by a completion`() async throws {
    let log = try TestLog()
    await dropInCompletion(log)
    // The thread may still be on its way out.
    for _ in 0..<100 {
      if let store = try? log.open() { return #expect(try store.size() == 2) }
      try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("the folder was never given free")
  }

  @Test func `keeps its folder for as long as somebody looks at a snapshot`() async throws {
    let log = try TestLog()
    let store = try log.open()
    try store.withSnapshot { snapshot throws(LogFault) in
      store.close()
      #expect(try snapshot.size() == 1)
      #expect(throws: LogFault.storage(.alreadyOpen)) { try log.open() }
    }
    #expect(try log.size() == 1)
  }

  private func submitAndDrop(_ log: TestLog, _ round: Int) throws {
    let store = try log.open()
    for number in 0..<10 {
      store.submit(try Submission("\(round)-\(number)", appending: [("deal/1", 1)])) { _ in }
    }
  }

  private func dropInCompletion(_ log: TestLog) async {
    await withCheckedContinuation { continuation in
      guard let submission = try? Submission("a", appending: [("deal/1", 1)]) else { return }
      Held(store: try? log.open()).submit(submission) { continuation.resume() }
    }
  }
}

/// The only one who holds a store, until its command is answered.
private final class Held: Sendable {
  private let store: Mutex<EventStore?>

  init(store: EventStore?) { self.store = Mutex(store) }

  func submit(_ submission: Submission, then body: @escaping @Sendable () -> Void) {
    let writer = store.withLock { $0 }
    writer?.submit(submission) { [self] _ in
      usleep(10_000)  // so that the caller has let go
      _ = store.withLock { $0.take() }
      body()
    }
  }
}
