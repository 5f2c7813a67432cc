import DealRecords
import Deals
import EventLog

/// A stream as far as the replay has come.
struct ReplayedStream {
  /// Nil for the ledger's own stream, and for one of a kind that this version does not know.
  var state: StreamState?
  /// Whether an event could not be folded, so that nothing after it can be told.
  private(set) var isBroken = false
  /// What the state lacks of the values that commands were decided upon.
  private(set) var gap: StateGap?

  init(_ name: StreamName) {
    state = Subject(name).flatMap(StreamState.init(blankFor:))
  }

  /// What a command comes to in this state; nil where nothing is decided upon the stream.
  func decide(
    _ command: ReceivedCommand, _ clock: LedgerClock
  ) throws(Refusal) -> [Fact]? {
    guard let state else { return nil }
    return try command.request.decide(command.findings, clock: clock, given: state)
  }

  mutating func breakOff() { isBroken = true }

  mutating func lose(_ gap: StateGap) { self.gap = max(self.gap ?? gap, gap) }
}

/// Why a stream's state lacks a value; the worse reason is the greater.
enum StateGap: Int, Comparable, Sendable {
  /// It was erased.
  case erased
  /// It could not be opened, or was altered.
  case closed

  static func < (one: StateGap, other: StateGap) -> Bool { one.rawValue < other.rawValue }
}
