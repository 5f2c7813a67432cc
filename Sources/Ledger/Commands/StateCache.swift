import DealRecords
import EventLog
import Synchronization

/// What streams have come to, with the revision that it holds for, so that a decision need not fold
/// a whole stream.
///
/// A state is used only where its revision is the head that the deciding transaction reads, and all
/// are forgotten when a batch is lost: other events may then take the same revisions.
final class StateCache: Sendable {
  private struct Entry {
    var revision: StreamRevision
    var state: StreamState
  }

  /// How many streams are remembered before all are forgotten.
  private static let capacity = 8192

  private let entries = Mutex<[StreamName: Entry]>([:])

  func forget() { entries.withLock { $0 = [:] } }

  /// Takes the state out, if it is not ahead of `head`: whoever takes it puts it back.
  func take(
    _ stream: StreamName, upTo head: StreamRevision
  ) -> (revision: StreamRevision, state: StreamState)? {
    entries.withLock { entries in
      guard let entry = entries.removeValue(forKey: stream), entry.revision <= head else {
        return nil
      }
      return (entry.revision, entry.state)
    }
  }

  func put(_ state: StreamState, at revision: StreamRevision, for stream: StreamName) {
    entries.withLock { entries in
      if entries.count >= Self.capacity { entries = [:] }
      entries[stream] = Entry(revision: revision, state: state)
    }
  }
}
