import EventLog
import Synchronization
import Testing

@Suite struct `What is sealed of an event` {
  let log: TestLog
  let store: EventStore

  init() throws {
    log = try TestLog()
    store = try log.open()
  }

  @Test func `is kept beside its line`() async throws {
    _ = try await store.append(Submission("a", appending: [("deal/1", 2)], vault: "sealed"))
    store.close()
    let reopened = try log.open()
    for position: UInt64 in [1, 2] {
      #expect(try reopened.vault(at: position) == Array("sealed".utf8))
    }
    #expect(try reopened.vault(at: 3) == nil)
  }

  @Test func `has no row where nothing is`() async throws {
    _ = try await store.append(Submission("a", appending: [("deal/1", 1)]))
    _ = try await store.append(Submission("b", appending: [("deal/1", 1)], vault: "sealed"))
    _ = try await store.append(Submission("c", appending: [("deal/1", 1)]))
    #expect(try (0...3).map { try store.vault(at: $0) != nil } == [false, false, true, false])
  }

  @Test func `may be longer than a line`() async throws {
    let large = String(repeating: "s", count: 200_000)
    _ = try await store.append(Submission("a", appending: [("deal/1", 1)], vault: large))
    #expect(try store.vault(at: 1) == Array(large.utf8))
  }

  @Test func `is seen by the decisions after it, in its own batch`() async throws {
    let answers = await store.submit([
      try Submission("a", appending: [("deal/1", 1)], vault: "sealed"),
      try Submission("b") { transaction throws(LogFault) in
        let sealed = try transaction.vault(at: GlobalPosition(1))?.text
        let before = try transaction.vault(at: GlobalPosition(0))?.text
        return .refuse(code: sealed ?? "none", message: before ?? "none")
      },
    ])
    #expect(answers[1] == .success(.refused(code: "sealed", message: "none")))
  }

  @Test func `is lost with its batch`() async throws {
    let log = try TestLog(mapSize: 1 << 20)
    let store = try log.open(mapSize: 1 << 20)
    let answers = await store.submit([
      try Submission("before", appending: [("deal/1", 1)], vault: "sealed"),
      try Submission("huge", appending: [("deal/1", 30)], padding: 60_000),
    ])
    #expect(answers == Array(repeating: .failure(.storage(.mapFull)), count: 2))
    #expect(try store.vault(at: 1) == nil)
    _ = try await store.append(Submission("after", appending: [("deal/1", 1)])).appended()
    #expect(try store.vault(at: 1) == nil)
  }

  @Test func `is not kept for a command whose line cannot be written`() async throws {
    let deal = try StreamName("deal/1")
    let events = [
      NewEvent(type: "deal.tested.v1", data: Array("{}".utf8), vault: [7]), NewEvent("no JSON"),
    ]
    await #expect(throws: LogFault.self) {
      try await store.append(Submission("a") { _ in .append([(deal, events)]) })
    }
    #expect(try store.vault(at: 1) == nil)
  }
}

@Suite struct `A decision` {
  @Test func `is told the positions that its events will take`() async throws {
    let store = try TestLog().open()
    let stream = try StreamName("deal/1")
    let submissions = try (0..<50).map { number in
      try Submission("\(number)") { transaction in
        guard number % 3 > 0 else { return .refuse(code: "no", message: "No.") }
        let events = (0..<UInt64(number)).map { count in
          NewEvent(
            type: "deal.tested.v1", data: Array("{}".utf8),
            vault: Array("\(transaction.size + count)".utf8))
        }
        return .append([(stream, events)])
      }
    }
    _ = await store.submit(submissions)
    for position in 1..<(try store.size()) {
      #expect(try store.vault(at: position) == Array("\(position)".utf8))
    }
    #expect(try store.size() > 700)
  }

  @Test func `sees the founding event before it, and nothing before that`() throws {
    let sizes = Mutex<[UInt64]>([])
    let deal = try StreamName("ledger")
    let folder = try TemporaryFolder()
    let founding = try Submission("init") { transaction in
      sizes.withLock { $0.append(transaction.size) }
      return .append([(deal, [NewEvent("{}")])])
    }
    _ = try EventStore.create(folder: folder.path, source: "/s", founding: founding).appended()
    #expect(sizes.withLock { $0 } == [0])
  }
}
