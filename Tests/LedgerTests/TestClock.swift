import Deals
import Synchronization

/// A clock that goes when a test lets it go, and says what a test sets it to.
final class TestClock: Sendable {
  private struct State {
    var now: Instant
    var elapsed = Duration.zero
  }

  private let state: Mutex<State>

  init(_ text: String = "2026-11-21T09:00:00.000000Z") {
    state = Mutex(State(now: Instant(text: text) ?? .blank))
  }

  var now: Instant { state.withLock { $0.now } }
  var elapsed: Duration { state.withLock { $0.elapsed } }

  /// Time passes.
  func pass(seconds: Int64) {
    state.withLock { state in
      state.now = state.now.advanced(bySeconds: seconds)
      state.elapsed += .seconds(seconds)
    }
  }

  /// Somebody sets the clock, and no time passes.
  func set(by seconds: Int64) {
    state.withLock { $0.now = $0.now.advanced(bySeconds: seconds) }
  }
}
