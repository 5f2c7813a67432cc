import EventLog
import Foundation
import Testing

@Suite struct `A log that is looked after` {
  let log: TestLog
  let store: EventStore

  init() async throws {
    log = try TestLog()
    store = try log.open()
    for id in ["a", "b", "c"] {
      _ = try await store.append(Submission(id, appending: [("deal/D1", 3)])).appended()
    }
  }

  @Test func `tells which snapshots are held, and how far they are behind`() async throws {
    #expect(try store.heldSnapshots() == [])
    // Appending suspends, which the body that looks at a snapshot may not do.
    let (store, submission) = (store, try Submission("d", appending: [("deal/D1", 1)]))
    let held = try store.withSnapshot { _ throws(LogFault) in
      let done = DispatchSemaphore(value: 0)
      store.submit(submission) { _ in done.signal() }
      done.wait()
      return try store.heldSnapshots()
    }
    #expect(held.map(\.process) == [getpid()])
    #expect(held.map(\.commitsBehind) == [1])
  }

  @Test func `is copied as it stands, without free pages, while it is written to`() async throws {
    let folder = try TemporaryFolder()
    #expect(try store.freeBytes() > 0)
    try copy(to: folder.path)
    let size = try store.size()
    _ = try await store.append(Submission("later", appending: [("deal/D1", 1)])).appended()
    let copied = try EventStore(folder: folder.path, access: .readOnly)
    #expect(try copied.freeBytes() == 0)
    #expect(try copied.size() == size)
    #expect(try store.size() == size + 1)
    let lines = try store.events(from: .first, limit: Int(size)).map(\.line)
    #expect(try copied.events(from: .first, limit: .max).map(\.line) == lines)
  }

  @Test func `is not copied over another, and not once it is closed`() throws {
    #expect(throws: LogFault.self) { try store.copy(to: log.path) }
    let folder = try TemporaryFolder()
    store.close()
    #expect(throws: LogFault.closed) { try store.copy(to: folder.path) }
    #expect(throws: LogFault.closed) { try store.freeBytes() }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  /// Copying is not for async code.
  private func copy(to folder: String) throws { try store.copy(to: folder) }
}
