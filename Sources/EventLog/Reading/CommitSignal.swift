import Synchronization

/// Wakes those who wait for events when this process has committed some.
final class CommitSignal: Sendable {
  private struct Waiter {
    let size: UInt64
    let continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    var size: UInt64 = 0
    var nextWaiter = 0
    var waiters: [Int: Waiter] = [:]
  }

  private let state = Mutex(State())

  /// Wakes those who wait for a log of this size or less; `.max` wakes all.
  func signal(size: UInt64) {
    let woken = state.withLock { state in
      state.size = max(state.size, size)
      let woken = state.waiters.filter { $0.value.size < size }
      for number in woken.keys { state.waiters[number] = nil }
      return woken
    }
    for waiter in woken.values { waiter.continuation.resume() }
  }

  /// Waits for a commit that goes beyond `size`, and no longer than `limit`: another process may
  /// have committed, which gives no signal here.
  func wait(beyond size: UInt64, atMost limit: Duration) async throws {
    try Task.checkCancellation()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await self.wait(beyond: size) }
      group.addTask { try await Task.sleep(for: limit) }
      try await group.next()
      group.cancelAll()
    }
  }

  private func wait(beyond size: UInt64) async {
    let number = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          // A cancellation shows here, or else finds the waiter below.
          if state.size > size || Task.isCancelled { return true }
          state.waiters[number] = Waiter(size: size, continuation: continuation)
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiters.removeValue(forKey: number) }?.continuation.resume()
    }
  }
}
