import EventLog
import Foundation
import LMDB
import Testing

@Suite struct `A process that ends abruptly` {
  @Test func `leaves every event that it acknowledged`() async throws {
    let log = try TestLog()
    await #expect(processExitsWith: .exitCode(0)) { [path = log.path as String] in
      let store = try EventStore(folder: path, access: .readWrite, mapSize: 1 << 30)
      for number in 0..<9 {
        _ = try await store.append(Submission("\(number)", appending: [("deal/1", 1)]))
      }
      store.submit(try Submission("9", appending: [("deal/1", 1)])) { answer in
        _exit((try? answer.get().appended()) == nil ? 1 : 0)
      }
      sleep(60)
    }
    let store = try log.open()
    #expect(try store.positions() == Array(0...10))
    _ = try await store.append(Submission("9", appending: [("deal/1", 1)])).repeated()
    _ = try await store.append(Submission("10", appending: [("deal/1", 1)])).appended()
  }

  @Test func `in the middle of a batch leaves nothing of it`() async throws {
    let log = try TestLog()
    await #expect(processExitsWith: .exitCode(0)) { [path = log.path as String] in
      let store = try EventStore(folder: path, access: .readWrite, mapSize: 1 << 30)
      var batch: [Submission] = []
      for number in 0..<100 {
        batch.append(try Submission("\(number)", appending: [("deal/1", 10)]))
      }
      store.submitTogether(batch + [try Submission("end") { _ in _exit(0) }])
      sleep(60)
    }
    let store = try log.open()
    #expect(try store.positions() == [0])
    _ = try await store.append(Submission("0", appending: [("deal/1", 1)])).appended()
  }

  @Test func `while it makes a log leaves none, and it can be made anew`() async throws {
    let folder = try TemporaryFolder()
    await #expect(processExitsWith: .exitCode(0)) { [path = folder.path as String] in
      _ = try EventStore.create(
        folder: path, source: "/s", founding: Submission("init") { _ in _exit(0) })
    }
    #expect(throws: LogFault.notALog(folder: folder.path)) {
      try EventStore(folder: folder.path, access: .readWrite)
    }
    _ = try EventStore.create(folder: folder.path, source: "/s", founding: .founding()).appended()
    #expect(try EventStore(folder: folder.path, access: .readWrite).size() == 1)
  }
}
