public import DealRecords
public import Deals
public import EventLog

/// A read model as a pure fold: what events give it in rows, and nothing else.
///
/// No clock, no randomness, no order of a dictionary: a replay makes the same rows again. Whoever
/// changes what it gives raises the version, and every file of another version is made anew.
public protocol Projection: SendableMetatype {
  static var name: String { get }
  static var version: Int { get }
  static var tables: [ModelTable] { get }
  static var scope: ProjectionScope { get }
  /// The highest class that it reads, in the order in which classes widen.
  ///
  /// Of the classes that a file shows it is given those up to this one; all else is closed to it.
  static var highestClass: DisclosureClass { get }

  /// The rows that stand after an event, for the event or for its stream as `scope` says.
  ///
  /// `state` is what the stream has come to with this event; nil where `scope` is `event`, and for
  /// streams that come to nothing, such as the ledger's own.
  static func rows(after event: LoggedEvent, state: StreamState?) -> [ModelRow]

  /// Why it cannot apply an event, by the event alone; nil where it can.
  ///
  /// The stream is parked there in this projection, and no row is given from this event on.
  static func objection(to event: LoggedEvent) -> String?

  /// The stream whose events make the rows that `owner` owns; nil where `scope` is `event`.
  static func stream(owning owner: Cell) -> StreamName?
}

extension Projection {
  public static func objection(to event: LoggedEvent) -> String? { nil }
}

/// What owns the rows of a projection.
@frozen public enum ProjectionScope: Hashable, Sendable {
  /// Each event has rows of its own, which stay. Their owner is its position.
  case event
  /// Each stream has rows, which its next event replaces. Within a batch only the last counts.
  case stream
}
