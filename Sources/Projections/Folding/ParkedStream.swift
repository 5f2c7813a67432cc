public import EventLog

/// A stream that a projection passes over, since it could not apply one of its events.
public struct ParkedStream: Hashable, Sendable {
  public let projection: String
  public let stream: String
  /// The event that could not be applied.
  public let position: GlobalPosition
  public let reason: String

  static let table = ModelTable(
    "parked",
    "Streams that a projection passes over, since it could not apply one of their events.",
    keyLength: 2,
    [
      .text("projection", "The projection's name."),
      .text("stream", "The stream: deal/ID, party/ID, network/ID, figure/ID or ledger."),
      .integer("position", "The event that could not be applied."),
      .text("reason", "Why not."),
    ])

  var row: ModelRow {
    ModelRow(
      Self.table, .text(projection), .text(stream), .integer(position.rawValue), .text(reason))
  }
}

extension ParkedStream: Comparable {
  /// In the order of the table's key.
  public static func < (one: ParkedStream, other: ParkedStream) -> Bool {
    (one.projection, one.stream) < (other.projection, other.stream)
  }
}

extension ParkedStream: CustomStringConvertible {
  public var description: String {
    "\(stream) is parked in \(projection) since position \(position): \(reason)"
  }
}
