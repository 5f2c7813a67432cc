import Dispatch
import Synchronization

/// Parts of a whole that several threads work at: each part is read by itself, and taken in its turn.
///
/// Parts are claimed in order, so whoever waits for a turn waits for a thread that is at work, and
/// no more parts are held at a time than there are runners.
final class Relay<Baton: Sendable>: Sendable {
  private let parts: Int
  private let claimed = Atomic<Int>(0)
  /// Part n waits at the place n modulo the number of runners.
  private let turns: [DispatchSemaphore]
  private let baton: Mutex<Baton>

  /// - Parameter baton: What is handed from part to part.
  init(_ baton: Baton, parts: Int, runners: Int) {
    self.parts = parts
    self.baton = Mutex(baton)
    // All at 0, since a semaphore may not end below the value that it began with.
    turns = (0..<max(1, runners)).map { _ in DispatchSemaphore(value: 0) }
    turns[0].signal()
  }

  /// Lets all runners work, and answers the baton when they have come to the end.
  func run(_ runner: @Sendable (Relay) -> Void) -> Baton {
    DispatchQueue.concurrentPerform(iterations: turns.count) { _ in runner(self) }
    return baton.withLock { $0 }
  }

  /// The next part that nobody has claimed; whoever claims one has to take its turn.
  func claim() -> Int? {
    let part = claimed.add(1, ordering: .relaxed).oldValue
    return part < parts ? part : nil
  }

  /// Changes the baton out of turn.
  func tell(_ body: (inout Baton) -> Void) { baton.withLock { body(&$0) } }

  /// Waits until all parts before this one have been taken.
  func inTurn(_ part: Int, _ body: (inout Baton) -> Void) {
    turns[part % turns.count].wait()
    baton.withLock { body(&$0) }
    turns[(part + 1) % turns.count].signal()
  }
}
