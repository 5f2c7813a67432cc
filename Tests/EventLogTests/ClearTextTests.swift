import EventLog
import Foundation
import Testing

@Suite struct `The file of a log` {
  @Test func `holds no request, no message and no document in the clear`() async throws {
    let log = try TestLog()
    let store = try log.open()
    let first = try Submission("a", request: "CANARY-one", appending: [("deal/1", 1)])
    _ = try await store.append(first).appended()
    _ = try await store.append(Submission("a", request: "CANARY-two", appending: []))
    _ = try await store.append(
      Submission(
        "b", request: "CANARY-three", expecting: [("deal/1", .noStream)], appending: []))
    _ = try await store.append(
      Submission("c", request: "CANARY-four") { _ in .refuse(code: "no", message: "CANARY-five") })
    try await store.keep(Document("CANARY-six", under: "deal/1"))
    let refusals = try store.refusals()
    store.close()
    #expect(refusals.map(\.code) == ["command-id-reused", "wrong-revision", "no"])
    #expect(
      refusals.map(\.opened) == [
        ["this id came before with another request", "CANARY-two"],
        ["the stream deal/1 stands at 0", "CANARY-three"], ["CANARY-five", "CANARY-four"],
      ])
    let file = try Data(contentsOf: URL(filePath: log.path + "/data.mdb"))
    #expect(file.range(of: Data("command-id-reused".utf8)) != nil)
    for text in ["CANARY", "came before with", "stands at 0"] {
      #expect(file.range(of: Data(text.utf8)) == nil)
    }
  }
}
