/// The events of a log from a place on, and then as they come.
///
/// It never skips and never repeats, and holds no snapshot while it waits: it reads a page, gives
/// it out, and looks again from the next position.
public struct Subscription: AsyncSequence, Sendable {
  public typealias Element = RecordedEvent
  public typealias Failure = any Error

  let store: EventStore
  let start: GlobalPosition
  /// How soon events that another process commits are seen at the latest.
  let polling: Duration

  public func makeAsyncIterator() -> Iterator {
    Iterator(store: store, next: start, polling: polling)
  }

  public struct Iterator: AsyncIteratorProtocol {
    /// How many events are copied out of one snapshot.
    private static let pageSize = 256

    let store: EventStore
    var next: GlobalPosition
    let polling: Duration
    private var page: [RecordedEvent] = []
    private var place = 0

    init(store: EventStore, next: GlobalPosition, polling: Duration) {
      (self.store, self.next, self.polling) = (store, next, polling)
    }

    public mutating func next() async throws -> RecordedEvent? {
      while place == page.count {
        try Task.checkCancellation()
        page = try store.events(from: next, limit: Self.pageSize)
        place = 0
        guard page.isEmpty else { break }
        _ = try await store.waitForEvents(beyond: next.rawValue, polling: polling)
      }
      defer { place += 1 }
      next = page[place].position.next
      return page[place]
    }
  }
}

extension EventStore {
  /// The events from `start` on, for ever; end it by cancelling its task.
  public func subscribe(
    from start: GlobalPosition = .first, polling: Duration = .milliseconds(200)
  ) -> Subscription {
    Subscription(store: self, start: start, polling: polling)
  }

  /// A page of events, copied out of one short snapshot.
  public func events(
    from start: GlobalPosition, limit: Int
  ) throws(LogFault) -> [RecordedEvent] {
    try withSnapshot { snapshot throws(LogFault) in
      var cursor = try snapshot.lines(from: start)
      var page: [RecordedEvent] = []
      while page.count < limit, let line = try cursor.next() { page.append(RecordedEvent(line)) }
      return page
    }
  }
}
