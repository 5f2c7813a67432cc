import Dispatch
import Foundation
import Synchronization

/// Parts of a whole that several threads make, and one takes in their order.
///
/// No more than so many parts wait to be taken that memory does not grow with the whole, and so many
/// that threads need not wait for one that takes long.
final class PartQueue<Part: Sendable>: Sendable {
  private struct State {
    var claimed = 0
    var isOver = false
    var made: [Int: Part] = [:]
  }

  /// How many parts of each thread may wait.
  ///
  /// Parts are unequal: a part of the log in which many streams begin folds them all. With two, three
  /// threads on two processors stood still for a third of the time.
  private static var waitingOfEach: Int { 16 }

  private let count: Int
  private let runners: Int
  private let window: Int
  private let state = Mutex(State())
  /// How many more parts may be begun.
  private let room = DispatchSemaphore(value: 0)
  /// Part n is told of at the place n modulo the window.
  private let told: [DispatchSemaphore]
  private let ended = DispatchGroup()

  init(_ count: Int, runners: Int = ProcessInfo.processInfo.activeProcessorCount) {
    (self.count, self.runners) = (count, max(1, min(runners, count)))
    window = Self.waitingOfEach * self.runners
    told = (0..<window).map { _ in DispatchSemaphore(value: 0) }
  }

  /// Lets threads make the parts, and hands each to `take`, on the thread that calls.
  ///
  /// When it returns or throws, no thread is at work any more.
  func run<Fault>(
    making make: @escaping @Sendable (Int) -> Part,
    _ take: (Int, Part) throws(Fault) -> Void
  ) throws(Fault) {
    for _ in 0..<window { room.signal() }
    for _ in 0..<runners {
      ended.enter()
      Thread.detachNewThread {
        self.work(make)
        self.ended.leave()
      }
    }
    defer { end() }
    for number in 0..<count {
      told[number % window].wait()
      let part = state.withLock { $0.made.removeValue(forKey: number) }
      guard let part else { preconditionFailure("part \(number) was told of and is not there") }
      try take(number, part)
      room.signal()
    }
  }

  private func work(_ make: (Int) -> Part) {
    while true {
      room.wait()
      let number = state.withLock { state -> Int? in
        guard !state.isOver, state.claimed < count else { return nil }
        defer { state.claimed += 1 }
        return state.claimed
      }
      guard let number else {
        room.signal()  // for the next that waits
        return
      }
      let part = make(number)
      state.withLock { $0.made[number] = part }
      told[number % window].signal()
    }
  }

  private func end() {
    state.withLock { $0.isOver = true }
    room.signal()
    ended.wait()
  }
}
