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
  /// The highest class that it reads, in the order in which classes widen.
  ///
  /// Of the classes that a file shows it is given those up to this one; all else is closed to it.
  static var highestClass: DisclosureClass { get }

  /// The rows of a stream as they stand after one of its events; its next event replaces them.
  ///
  /// `state` is what the stream has come to with this event; nil for streams that come to nothing,
  /// such as the ledger's own.
  static func rows(after event: LoggedEvent, state: StreamState?) -> [ModelRow]

  /// Why it cannot apply an event, by the event alone; nil where it can.
  ///
  /// The stream is parked there in this projection, and no row is given from this event on.
  static func objection(to event: LoggedEvent) -> String?

  /// The stream whose events make the rows that `owner` owns; nil where it makes none for such.
  static func stream(owning owner: Cell) -> StreamName?
}

extension Projection {
  public static func objection(to event: LoggedEvent) -> String? { nil }
}
