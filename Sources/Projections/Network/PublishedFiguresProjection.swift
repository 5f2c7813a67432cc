import DealRecords
import Deals
import EventLog

/// What was published of the network: claims, which other tables may or may not bear out.
enum PublishedFiguresProjection: Projection {
  static let name = "published_figures"
  static let version = 1
  static let highestClass = DisclosureClass.statistical
  static let tables = [figures]

  static let figures = ModelTable(
    "published_figures", "One row for each statement of a figure, as it was published.",
    keyLength: 2,
    [
      .text("figure", "The figure's id."),
      .integer("place", "Among its statements, from 0."),
      .text("what", "What it counts: in English, or else in the first language by tag."),
      .text("comparator", "How the claim stands to the value: =, >, >=, <, <= or ~ (about)."),
    ], .sum("value", "What is claimed.", of: .public),
    [
      .text("unit", "What the value is counted in."),
      .text("as_of", "For when it was published: YYYY-MM-DD, YYYY-MM or YYYY, as it was given."),
      .day("as_of_on", "The last day of as_of.", optional: false),
      .day("published_on", "When it was published.", optional: false),
      .text("source", "Who published it."),
      .text(
        "measure", "What the ledger's own tables give for it; null where they give nothing.",
        optional: true),
      .text("remark", "What to know of the claim.", optional: true),
      .evidenceHash,
      .integer("revision", "The event: its revision in its stream, from 0."),
    ], indexes: [["as_of_on"]])

  static func rows(after event: LoggedEvent, state: StreamState?) -> [ModelRow] {
    guard case .network(let entry) = state, case .figure(let id) = event.subject,
      case .figure(let statements) = entry.thing
    else { return [] }
    return statements.enumerated().map { place, statement in row(of: id, place, statement) }
  }

  private static func row(
    of id: Identifier, _ place: Int, _ statement: Entered<PublishedFigure>
  ) -> ModelRow {
    let fact = statement.fact
    return ModelRow(
      figures,
      [
        .id(id), .integer(place), .text(fact.what.inLanguage("en")),
        .text(fact.comparator.rawValue),
      ], .sum(fact.value),
      [
        .text(fact.unit.text), .text(fact.asOf.text), .day(fact.asOf.last), .day(statement.at.day),
        .text(fact.source.text), .text(fact.measure?.rawValue), .text(fact.remark?.text),
        .text(fact.evidenceHash.shown()?.text), .integer(statement.revision),
      ])
  }

  static func stream(owning owner: Cell) -> StreamName? {
    guard case .text(let id) = owner else { return nil }
    return Identifier(text: id).map { Subject.figure($0).stream }
  }
}
