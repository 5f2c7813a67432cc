public import DealRecords
public import Deals
public import EventLog

/// Who did what and when, by both clocks: a row for each event, of whatever stream.
public enum AuditTrailProjection: Projection {
  public static let name = "audit_trail"
  public static let version = 1
  public static let scope = ProjectionScope.event
  public static let highestClass = DisclosureClass.public

  public static let tables = [trail]

  static let trail = ModelTable(
    "audit_trail", "One row for each event of the log: who did what, by both clocks.",
    [
      .integer("position", "The event's place among all events, from 0."),
      .text("recorded_at", "When it was recorded: UTC, by the ledger's clock."),
      .text("occurred_at", "When it legally happened, with the offset it was given with."),
      .text("subject", "The stream: deal/ID, party/ID, network/ID, figure/ID or ledger."),
      .integer("revision", "The event's place in its stream, from 0."),
      .text("role", "In what capacity somebody acted."),
      .text("party", "The party for which they acted.", optional: true),
      .text("type", "The event's type."),
      .text("summary", "What happened, from public fields alone."),
      .text("command", "The id of the command that caused it."),
    ], indexes: [["subject", "revision"], ["party"]],
    // For the newest legal day of reports.
    partialIndexes: ["network", "figure"].map { kind in
      PartialIndex(
        name: "of_\(kind)", columns: ["occurred_at"],
        condition: "subject > '\(kind)/' AND subject < '\(kind)0'")
    })

  public static func rows(after event: LoggedEvent, state: StreamState?) -> [ModelRow] {
    let row = ModelRow(
      trail, .integer(event.position.rawValue), .text(event.recorded), .text(event.occurred.text),
      .text(event.stream.text), .integer(event.revision), .text(event.actor.role.rawValue),
      .text(event.actor.party?.text), .text(event.type), .text(event.fact.summary),
      .text(event.commandID))
    return [row]
  }

  public static func stream(owning owner: Cell) -> StreamName? { nil }
}
