public import Deals
public import EventLog
import GRDB

/// The read models at one position, for as many questions as should agree with one another.
public struct ModelReader {
  private let db: Database
  /// The next position that is to be read: every event before it is in the answers.
  public let position: GlobalPosition
  public let generation: Int
  /// The id of the ledger that they are of.
  public let ledger: String
  /// Whose values stand in the clear in these models.
  public let classes: Set<DisclosureClass>
  private let path: String

  init(_ db: Database, path: String) throws {
    let meta = try ModelMeta(db)
    (self.db, self.path, generation) = (db, path, meta.generation)
    (classes, ledger) = (meta.classes, meta.point.ledger)
    position = GlobalPosition(meta.point.position)
  }

  /// The deals that meet the filter, by their ids; where it is ranked, by how they fit its text first.
  public func deals(matching filter: DealFilter = DealFilter()) throws(ProjectionFault)
    -> [DealSummary]
  {
    let (chosen, arguments) = filter.choice(in: classes)
    return try stored(path) {
      try db.cells(
        """
        SELECT deal, state, title, proposed_at, last_at, revision, position
        FROM (\(chosen)) AS chosen JOIN deals USING (deal) ORDER BY chosen.tier, deal
        """, arguments
      ).map { try summary($0, showing: filter.classes) }
    }
  }

  /// The streams that projections pass over.
  public func parked() throws(ProjectionFault) -> [ParkedStream] {
    try stored(path) { try ParkedStream.fetchAll(db) }
  }

  /// The rows of any question to the tables that the projections declare.
  public func rows(
    _ question: String, _ arguments: [Cell] = []
  ) throws(ProjectionFault) -> [[Cell]] {
    try stored(path) { try db.cells(question, arguments) }
  }

  /// Hands on each row of any question to these tables, to be read before the next one comes.
  public func scan(
    _ question: String, _ arguments: [Cell] = [], _ body: (ScannedRow) -> Void
  ) throws(ProjectionFault) {
    try stored(path) { try db.scan(question, arguments, body) }
  }

  /// The columns and rows of a question about a legal date, as known at the models' position.
  public func answer(
    _ query: LegalDateQuery, on day: Day
  ) throws(ProjectionFault) -> (columns: [String], rows: [[Cell]]) {
    try stored(path) {
      let statement = try db.cachedStatement(sql: query.sql)
      let rows = try Row.fetchAll(statement, arguments: ["day": day.text])
      return (Array(statement.columnNames), rows.map(\.cells))
    }
  }

  private func summary(
    _ row: [Cell], showing classes: Set<DisclosureClass>
  ) throws -> DealSummary {
    let titles = try db.cells(
      "SELECT language, title FROM deal_titles WHERE deal = ? ORDER BY language", [row[0]])
    let types = try db.cells(
      "SELECT type FROM deal_types WHERE deal = ? ORDER BY place", [row[0]])
    let parties = try db.cells(
      """
      SELECT party, name, name_class, country, role, successor FROM deal_parties WHERE deal = ? ORDER BY place
      """, [row[0]])
    return DealSummary(
      deal: row[0].text, state: row[1].text, title: row[2].text,
      titles: Dictionary(titles.map { ($0[0].text, $0[1].text) }) { first, _ in first },
      types: types.map(\.[0].text),
      parties: parties.map { DealSummary.Party($0, showing: classes) },
      proposedAt: row[3].text, lastAt: row[4].text, revision: row[5].number ?? 0,
      position: row[6].number ?? 0)
  }
}

extension DealSummary.Party {
  fileprivate init(_ row: [Cell], showing classes: Set<DisclosureClass>) {
    let isShown = DisclosureClass(rawValue: row[2].text).map(classes.contains) ?? false
    name = isShown ? row[1].text : DealDocument.sealed
    (party, country, role) = (row[0].text, row[3].text, row[4].text)
    successor = row[5] == .null ? nil : row[5].text
  }
}
