public import Deals

/// A command on the wire, before its own fields are read.
public struct WireCommand: Record {
  public var actor = Actor.blank
  public var at = LegalTime.blank
  public var causationID: MessageID?
  public var command = Text.blank
  public var correlationID: MessageID?
  public var data = FreeObject.blank
  /// Absent for the commands about a party's keys or the network.
  public var deal: Identifier?
  public var expectedRevision: Count?
  /// The idempotency key.
  public var id: MessageID?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("actor", &actor)
    try visit.field("at", &at)
    try visit.field("causationid", &causationID)
    try visit.field("command", &command)
    try visit.field("correlationid", &correlationID)
    try visit.field("data", &data)
    try visit.field("deal", &deal)
    try visit.field("expectedRevision", &expectedRevision)
    try visit.field("id", &id)
  }
}
