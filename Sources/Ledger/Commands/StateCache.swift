import DealRecords
import EventLog
import Synchronization

/// What streams have come to, with the revision that it holds for, so that a decision need not fold
/// a whole stream.
///
/// A state is used only where its revision is the head that the deciding transaction reads. All are
/// forgotten when a batch is lost, since other events may then take the same revisions, and when a
/// key was destroyed: they may hold what was sealed under it.
final class StateCache: Sendable {
  private struct Entry {
    var revision: StreamRevision
    var state: StreamState
  }

  /// How many streams are remembered before all are forgotten.
  private static let capacity = 8192

  private struct Memory {
    var entries: [StreamName: Entry] = [:]
    /// How often keys had been destroyed when the entries were made.
    var generation = 0

    mutating func enter(_ generation: Int) {
      if generation != self.generation { self = Memory(generation: generation) }
    }
  }

  private let memory = Mutex(Memory())

  func forget() { memory.withLock { $0.entries = [:] } }

  /// Takes the state out, if it is not ahead of `head`: whoever takes it puts it back.
  func take(
    _ stream: StreamName, upTo head: StreamRevision, _ generation: Int
  ) -> (revision: StreamRevision, state: StreamState)? {
    memory.withLock { memory in
      memory.enter(generation)
      guard let entry = memory.entries.removeValue(forKey: stream), entry.revision <= head else {
        return nil
      }
      return (entry.revision, entry.state)
    }
  }

  func put(
    _ state: StreamState, at revision: StreamRevision, for stream: StreamName, _ generation: Int
  ) {
    memory.withLock { memory in
      memory.enter(generation)
      if memory.entries.count >= Self.capacity { memory.entries = [:] }
      memory.entries[stream] = Entry(revision: revision, state: state)
    }
  }
}
