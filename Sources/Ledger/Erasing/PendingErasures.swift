import EventLog
import Synchronization

/// The persons whose erasure stands in the log, until their keys are destroyed.
///
/// Nothing may be recorded under those keys any more: nobody would be told that it went with them.
/// The log is asked and not the caller, since another process may have recorded the order.
final class PendingErasures: Sendable {
  private struct State {
    var subjects: Set<String> = []
    /// How many events were searched for orders, those of the open batch included.
    var searched: UInt64 = 0
    /// How many of them are committed, with every order in them carried out.
    var settled: UInt64 = 0
  }

  private let state = Mutex(State())

  /// Everything that the first `size` events order was carried out.
  func settle(upTo size: UInt64) {
    state.withLock { $0 = State(searched: size, settled: size) }
  }

  /// A batch was lost, and with it what was found in it.
  func abandon() {
    state.withLock { $0 = State(searched: $0.settled, settled: $0.settled) }
  }

  func concern(_ persons: [String]) -> Bool {
    state.withLock { state in persons.contains { state.subjects.contains($0) } }
  }

  /// The same as a batch sees it, with the orders that were recorded before it and in it.
  func concern(
    _ persons: [String], in transaction: borrowing AppendTransaction
  ) throws(LogFault) -> Bool {
    guard !persons.isEmpty else { return false }
    var state = self.state.withLock { $0 }
    while state.searched < transaction.size {
      if let subject = try transaction.erasedSubject(at: GlobalPosition(state.searched)) {
        state.subjects.insert(subject)
      }
      state.searched += 1
    }
    self.state.withLock { [state] in $0 = state }
    return concern(persons)
  }
}
