import Deals
import Foundation
import Testing

@testable import Projections

/// docs/read-models.md: every table and column, made from the declarations.
///
/// `Tools/schemas` writes it anew.
@Suite struct `The page of read models` {
  private static let file = Scenarios.repository.appending(path: "docs/read-models.md")

  @Test func `is what the declarations say`() throws {
    let page = Self.page()
    if ProcessInfo.processInfo.environment["UPDATE_SCHEMAS"] != nil {
      try Data(page.utf8).write(to: Self.file)
    }
    let stored = try String(contentsOf: Self.file, encoding: .utf8)
    #expect(stored == page, "run Tools/schemas, and read what it changed")
  }

  @Test func `names every table of a file, and every view`() throws {
    let log = try TemporaryLog()
    try ReadModels(folder: log.models).catchUp(with: log.store)
    let names = try Tables.rows(
      "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'search\\_grams%' ESCAPE '\\'",
      in: log.models)
    let page = Self.page()
    for name in names { #expect(page.contains("`\(name)`"), "\(name)") }
  }

  private static func page() -> String {
    let projections = ReadModels.projections.sorted { $0.name < $1.name }
    return ([introduction] + [queries] + projections.map(section) + [trail] + [upkeep])
      .joined(separator: "\n\n") + "\n"
  }

  private static func section(_ projection: any Projection.Type) -> String {
    let title =
      "## \(projection.name), version \(projection.version)\n\nReads values up to class"
      + " \(projection.highestClass.rawValue)."
    return ([title] + projection.tables.map(table)).joined(separator: "\n\n")
  }

  private static func table(_ table: ModelTable) -> String {
    var lines = ["### `\(table.name)`", "", table.comment, ""]
    lines.append("Key: \(table.key.map { "`\($0)`" }.joined(separator: ", ")).")
    if let view = table.viewName { lines[lines.count - 1] += " View in exports: `\(view)`." }
    lines += ["", "| column | type | class | what |", "|---|---|---|---|"]
    for column in table.columns {
      let type = column.kind.rawValue.lowercased() + (column.isOptional ? ", may be null" : "")
      lines.append(
        "| `\(column.name)` | \(type) | \(column.disclosure.rawValue) | \(column.comment) |")
    }
    return lines.joined(separator: "\n")
  }

  private static let introduction = """
    # Read models

    What the ledger's SQLite file holds, for whoever opens it with another program: `models/current` \
    in the ledger's folder, read-only. Every table and column is made from its declaration, and so \
    is this page, by `Tools/schemas`; the file itself carries the same comments (`.schema` in the \
    sqlite3 shell shows them).

    - A row says what was known at the position of the file: `SELECT position FROM meta`.
    - Days are `YYYY-MM-DD`, by legal time: when something happened, not when it was recorded. Where \
    a fact names no day of its own, it is the day on which it was told, on the calendar of the \
    offset that it was told with.
    - Amounts are decimal text, as they were given. A column whose name ends in `_millionths` has \
    the same as an integer, for adding up, where 64 bits hold it exactly. Add up only what is in one \
    currency.
    - A column of a class other than public is null where the file does not show that class, just as \
    it is where there is no value: `SELECT classes FROM meta` says which classes the file shows. \
    `dealledger rebuild --as ROLE` makes it for others.
    - `revision` is the place of an event within its deal, from 0. In a file of `dealledger export \
    sqlite` the view named with a table has its rows, and of the event that made each also `position` \
    and `recorded_at`.
    - Who did what, event by event, the log itself answers: `models/current` has no table of it. \
    Exports have one, `audit_trail`.
    - What was stated, paid, withheld and audited stands side by side. Nothing here makes it equal.
    """

  private static let queries =
    "## Legal dates\n\nWhat held on a day, as known at the position of the file. `:day` is"
    + " `YYYY-MM-DD`. The view named with a question answers it for the newest legal day of any deal"
    + " that the file knows.\n\n"
    + LegalDateQuery.all.map { query in
      "### \(query.name.prefix(1).uppercased())\(query.name.dropFirst())\n\n\(query.comment)"
        + " View: `\(query.viewName)`.\n\n"
        + "```sql\n\(query.sql)\n```"
    }.joined(separator: "\n\n")

  private static let trail =
    "## \(AuditTrail.name), version \(AuditTrail.version)\n\nIn exports alone, written from the log."
    + " Reads values of class public.\n\n" + table(AuditTrail.table)

  private static let upkeep =
    "## Of the file itself\n\n" + ModelMeta.tables.map(table).joined(separator: "\n\n")
}
