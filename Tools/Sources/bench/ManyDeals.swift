import EventLog
import Foundation
import GRDB
import Projections
import Reports

/// Read models of invented deals and a network, with the values that reports add up, and the same with
/// every deal ten times.
///
/// The deals go through the ordinary commands, which takes minutes for ten thousand. For ten times as
/// many the rows of the tables that reports read are copied under other ids of deals: the parties,
/// days and sums of a copy are those of its original.
struct ManyDeals: Sendable {
  let deals: Int
  /// The folder of the read models.
  let folder: String

  static let copies = 10

  /// As they are, and ten times as many.
  static func pair(_ settings: Settings, _ bench: Bench) throws -> [ManyDeals] {
    guard let large = settings.large else { return try pair(500, in: bench.makeFolder("reports")) }
    let folder = large + "/reports-\(settings.reportDeals)"
    let mark = folder + "/filled"
    if !FileManager.default.fileExists(atPath: mark) {
      try? FileManager.default.removeItem(atPath: folder)
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    let pair = try pair(settings.reportDeals, in: folder)
    try Data().write(to: URL(filePath: mark))
    return pair
  }

  /// The log is kept, and the read models are made anew: they are of this version of the program.
  private static func pair(_ deals: Int, in folder: String) throws -> [ManyDeals] {
    let ledger = folder + "/ledger"
    if !FileManager.default.fileExists(atPath: ledger) {
      say("running \(deals) invented deals and a network through a ledger …")
      let demo = [Bench.program, "demo", "--deals", "\(deals)", "--network", "--seed", "1"]
      try ChildProcess(demo + ["--ledger", ledger, "--quiet"]).run()
    }
    say("making their read models, with what an auditor sees …")
    try ChildProcess([Bench.program, "rebuild", "--as", "auditor", "--ledger", ledger]).run()
    let few = ManyDeals(deals: deals, folder: ledger + "/models")
    let many = ManyDeals(deals: deals * copies, folder: folder + "/models-\(deals * copies)")
    try few.copyRows(to: many)
    return [few, many]
  }

  private var file: String {
    URL(filePath: folder + "/current").resolvingSymlinksInPath().path
  }

  private func copyRows(to many: ManyDeals) throws {
    let files = FileManager.default
    try? files.removeItem(atPath: many.folder)
    try files.createDirectory(atPath: many.folder, withIntermediateDirectories: true)
    try files.copyItem(atPath: file, toPath: many.folder + "/models-1.sqlite")
    try files.createSymbolicLink(
      atPath: many.folder + "/current", withDestinationPath: "models-1.sqlite")
    try many.write { db in
      for table in try Self.tables(in: db) where table.columns[0] == "deal" {
        let rest = table.columns.dropFirst().joined(separator: ", ")
        try db.execute(
          sql: """
            WITH RECURSIVE copies (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < ?)
            INSERT INTO \(table.name) SELECT deal || 'x' || n, \(rest) FROM copies, \(table.name)
            """, arguments: [Self.copies - 1])
      }
    }
  }

  /// The models, to be asked as they stand.
  func open() -> ReadModels { ReadModels(folder: folder, access: .readOnly) }
}

// MARK: Tables

extension ManyDeals {
  /// A table that reports read, as the file declares it.
  struct Table {
    let name: String
    let columns: [String]
    let creation: String
    let indexes: [String]
  }

  private static var names: [String] {
    let parts =
      ReportCatalogue.standard.reports.flatMap(\.parts)
      + ReportCatalogue.standard.figureMeasures.values.map(\.part)
    return Set(parts.map(\.from) + ["deals", "network", "published_figures"]).sorted()
  }

  static func tables(in db: Database) throws -> [Table] {
    try names.map { name in
      let made = try String.fetchAll(
        db,
        sql: """
          SELECT sql FROM sqlite_schema WHERE tbl_name = ? AND type IN ('table', 'index')
          AND sql IS NOT NULL ORDER BY type = 'index', rowid
          """, arguments: [name])
      return Table(
        name: name, columns: try db.columns(in: name).map(\.name), creation: made.first ?? "",
        indexes: Array(made.dropFirst()))
    }
  }

  /// The deal with the most obligations.
  func largestDeal() throws -> String {
    try read { db in
      try String.fetchOne(
        db, sql: "SELECT deal FROM obligations GROUP BY deal ORDER BY count(*) DESC, deal LIMIT 1")
        ?? ""
    }
  }

  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try DatabaseQueue(path: file).read(body)
  }

  private func write(_ body: (Database) throws -> Void) throws {
    let database = try DatabaseQueue(path: file)
    try database.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA cache_size = -262144; PRAGMA synchronous = OFF")
      try db.inTransaction {
        try body(db)
        return .commit
      }
      _ = try db.checkpoint(.truncate)
    }
    try database.close()
  }
}
