import EventLog
import Testing

@Suite struct `A command that comes again` {
  let log: TestLog
  let store: EventStore

  init() throws {
    log = try TestLog()
    store = try log.open()
  }

  @Test func `is answered with its first receipt, for ever`() async throws {
    let submission = try Submission(
      "a", expecting: [("deal/1", .noStream)], appending: [("deal/1", 2), ("party/x", 1)])
    let receipt = try await store.append(submission).appended()
    _ = try await store.append(Submission("b", appending: [("deal/1", 1)]))
    #expect(try await store.append(submission).repeated() == receipt)
    store.close()
    let reopened = try log.open()
    #expect(try await reopened.append(submission).repeated() == receipt)
    #expect(try reopened.size() == 5)
    #expect(try reopened.refusals() == [])
  }

  @Test func `is not decided again`() async throws {
    _ = try await store.append(Submission("a", request: "r", appending: [("deal/1", 1)]))
    let again = try Submission("a", request: "r") { _ throws(LogFault) in
      throw .damaged("it was asked")
    }
    _ = try await store.append(again).repeated()
  }

  @Test(arguments: ["", "r ", "R", "another"])
  func `with another request is refused, and the first one stands`(other: String) async throws {
    let first = try Submission("a", request: "r", appending: [("deal/1", 1)])
    let receipt = try await store.append(first).appended()
    let reused = try Submission("a", request: other, appending: [("deal/1", 1)])
    #expect(try await store.append(reused) == .reusedID(reused.id))
    #expect(try await store.append(first).repeated() == receipt)
    #expect(try store.size() == 2)
    #expect(try store.refusals().map(\.code) == ["command-id-reused"])
    #expect(try store.refusals().map(\.opened.last) == [other])
  }

  @Test func `is held against the request that was kept, where it lies`() async throws {
    let first = try Submission("a", request: "r", appending: [("deal/1", 1)])
    let receipt = try await store.append(first).appended()
    for isSame in [true, false] {
      var again = try Submission("a", request: "anything", appending: [("deal/1", 1)])
      again.isSameRequest = { [kept = first.request] stored in
        #expect(stored.copied() == kept)
        return isSame
      }
      #expect(
        try await store.append(again) == (isSame ? .repeated(receipt) : .reusedID(first.id)))
    }
  }

  @Test func `is not answered if what was kept cannot be opened`() async throws {
    let first = try Submission("a", appending: [("deal/1", 1)])
    _ = try await store.append(first).appended()
    var again = first
    again.isSameRequest = { _ throws(LogFault) in throw .damaged("the key is another") }
    let answers = await store.submit([try Submission("b", appending: [("deal/1", 1)]), again])
    #expect(try answers[0].get().appended().events.count == 1)
    #expect(answers[1] == .failure(.damaged("the key is another")))
    #expect(try store.refusals() == [])
  }

  @Test func `asks nothing of a command whose id is free`() async throws {
    var submission = try Submission("a", from: "pldt", appending: [("deal/1", 1)])
    _ = try await store.append(Submission("a", from: "caih", appending: [("deal/1", 1)]))
    submission.isSameRequest = { _ throws(LogFault) in throw .damaged("it was asked") }
    _ = try await store.append(submission).appended()
  }

  @Test func `from another sender is another command`() async throws {
    let one = try Submission("a", from: "caih", request: "r", appending: [("deal/1", 1)])
    let other = try Submission("a", from: "pldt", request: "r", appending: [("deal/1", 1)])
    #expect(try await store.append(one).appended().places == ["1 deal/1 0 deal.tested.v1"])
    #expect(try await store.append(other).appended().places == ["2 deal/1 1 deal.tested.v1"])
    _ = try await store.append(one).repeated()
    _ = try await store.append(other).repeated()
  }

  @Test func `is known though ids and senders run together alike`() async throws {
    let pairs = [("a", "bc"), ("ab", "c"), ("abc", "a"), ("a", "b"), ("a", "bcd")]
    for (id, sender) in pairs {
      _ = try await store.append(
        Submission(id, from: sender, request: "r", appending: [("deal/1", 1)])
      ).appended()
    }
    for (number, (id, sender)) in pairs.enumerated() {
      let again = try Submission(id, from: sender, request: "r", appending: [("deal/1", 1)])
      let receipt = try await store.append(again).repeated()
      #expect(receipt.events.map(\.position.rawValue) == [UInt64(number) + 1])
    }
  }

  @Test func `in the same batch is answered with the receipt of the first`() async throws {
    let submission = try Submission("a", appending: [("deal/1", 3)])
    let reused = try Submission("a", request: "other", appending: [("deal/1", 1)])
    let answers = try await store.submit([submission, submission, reused, submission])
      .map { try $0.get() }
    let receipt = try answers[0].appended()
    #expect(answers[1] == .repeated(receipt))
    #expect(answers[2] == .reusedID(submission.id))
    #expect(answers[3] == .repeated(receipt))
    #expect(try store.size() == 4)
  }
}
