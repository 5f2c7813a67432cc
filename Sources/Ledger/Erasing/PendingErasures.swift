import Synchronization

/// The persons whose erasure was decided in a batch, until their keys are destroyed.
final class PendingErasures: Sendable {
  private let subjects = Mutex<Set<String>>([])

  func add(_ subject: String) { _ = subjects.withLock { $0.insert(subject) } }

  func forget() { subjects.withLock { $0 = [] } }

  func concern(_ persons: [String]) -> Bool {
    subjects.withLock { pending in persons.contains { pending.contains($0) } }
  }
}
