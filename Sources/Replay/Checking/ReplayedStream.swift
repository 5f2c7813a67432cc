import DealRecords
import EventLog

/// A stream as far as the replay has come: a class, so that its state is changed where it lies.
final class ReplayedStream {
  /// Nil for the ledger's own stream, and for one of a kind that this version does not know.
  var state: StreamState?
  /// Whether an event could not be folded, so that nothing after it can be told.
  private(set) var isBroken = false

  /// Whether the state lacks a value that was erased since.
  var holdsErased = false

  init(_ name: StreamName) {
    state = Subject(name).flatMap(StreamState.init(blankFor:))
  }

  func breakOff() { isBroken = true }
}
