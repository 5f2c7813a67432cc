public import Deals

/// How a ledger takes time, fixed when it is made.
@frozen public enum ClockMode: String, CodeList {
  /// Record time is the system's clock.
  case live
  /// Record time follows the commands' own `at`: deals of the past, marked as such.
  case history

  @inlinable public static var blank: ClockMode { .live }
}

/// The ledger's first fact, at position 0 of the log.
public struct LedgerCreated: Record {
  /// How far back parties may date what they record, in days; a live ledger only.
  public var backdateDays = Count.blank
  public var clock = ClockMode.blank
  /// The version of the rules that decide commands from here on.
  public var decider = Count.blank
  public var epoch = Count.blank
  public var format = Count.blank
  /// The log's public key as a C2SP verifier key.
  public var key = Text.blank
  public var ledger = Identifier.blank
  public var origin = Text.blank
  /// How long personal data are kept, in days from the last event that recorded them.
  ///
  /// Until then an erasure becomes a restriction. Absent: no longer than somebody wants.
  public var retentionDays: Count?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("backdateDays", &backdateDays)
    try visit.field("clock", &clock)
    try visit.field("decider", &decider)
    try visit.field("epoch", &epoch)
    try visit.field("format", &format)
    try visit.field("key", &key)
    try visit.field("ledger", &ledger)
    try visit.field("origin", &origin)
    try visit.field("retentionDays", &retentionDays)
  }
}

/// From here on another version of the rules decides.
public struct DeciderChanged: Record {
  public var decider = Count.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("decider", &decider)
  }
}
