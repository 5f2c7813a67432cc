import Deals
import EventLog
import GRDB
import Transparency

/// What a file of read models says of itself: how far it has read which log.
struct ModelMeta: Hashable {
  /// The format of the tables that are not a projection's, as `PRAGMA user_version` has it.
  static let format = 2

  static let tables = [
    ModelTable(
      "meta", "How far the log has been read into this file. One row.",
      [
        .text("ledger", "The ledger's id."),
        .integer("epoch", "The ledger's epoch, which a restore after a loss raises."),
        .integer("generation", "The number of this file among those made one after another."),
        .integer("position", "The next position to be read: every event before it is in."),
        .text("leaf_hash", "RFC 6962 leaf hash of the line before position.", optional: true),
        .text("classes", "The disclosure classes whose values stand in the clear in this file."),
      ]),
    ModelTable(
      "projections", "What this file holds. Another version means that it is made anew.",
      [.text("name", "The projection's name."), .integer("version", "Its version.")]),
    ParkedStream.table,
  ]

  var point: LogPoint
  let generation: Int
  /// Whose values stand in the clear here; the same as long as the file is.
  let classes: Set<DisclosureClass>
  /// What the file holds, as `deals 5, terms 1`.
  let projections: String

  static func names(of projections: [any Projection.Type]) -> String {
    projections.map { "\($0.name) \($0.version)" }.sorted().joined(separator: ", ")
  }
}

// MARK: In the file

extension ModelMeta {
  /// Throws `ModelMismatch` where the file says nothing that can be understood.
  init(_ db: Database) throws {
    let found = try Int.fetchOne(db, sql: "PRAGMA user_version")
    guard found == Self.format else {
      throw ModelMismatch.unreadable("its format is \(found ?? 0)")
    }
    let rows = try db.cells(Self.tables[0].selection)
    guard rows.count == 1, let epoch = rows[0][1].number, let generation = rows[0][2].number,
      let position = rows[0][3].number.flatMap(UInt64.init(exactly:)),
      let classes = Set(inWords: rows[0][5].text)
    else { throw ModelMismatch.unreadable("the table meta has another form") }
    point = LogPoint(
      ledger: rows[0][0].text, epoch: epoch, position: position,
      leaf: TreeHash(hex: rows[0][4].text))
    (self.generation, self.classes) = (generation, classes)
    projections = try db.cells(Self.tables[1].selection).map { "\($0[0]) \($0[1])" }.sorted()
      .joined(separator: ", ")
  }

  /// Writes how far the file has read, in the transaction that writes the rows.
  func write(to db: Database) throws {
    let table = Self.tables[0]
    try db.execute(sql: "DELETE FROM \(table.name)")
    try db.cachedStatement(sql: table.insertion).execute([
      .text(point.ledger), .integer(point.epoch), .integer(generation), .integer(point.position),
      .text(point.leaf?.hex), .text(classes.inWords),
    ])
  }

  /// Why the file is not of this log and these projections; nil where it is.
  func mismatch(
    with snapshot: borrowing Snapshot, _ projections: [any Projection.Type]
  ) throws(LogFault) -> ModelMismatch? {
    let expected = Self.names(of: projections)
    guard self.projections == expected else {
      return .otherProjections(found: self.projections, expected: expected)
    }
    let ledger = try LogPoint(before: 0, in: snapshot).ledger
    guard point.ledger == ledger else {
      return .otherLedger(found: point.ledger, expected: ledger)
    }
    let size = try snapshot.size()
    guard point.position <= size else {
      return .beyondTheLog(position: point.position, logSize: size)
    }
    guard try point == LogPoint(before: point.position, in: snapshot) else {
      return .otherLine(position: point.position)
    }
    return nil
  }
}
