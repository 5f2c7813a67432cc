import EventLog
import Foundation
import Projections

/// The tables of the projection `deals`, made by other databases with SQL from a table of the same
/// events: as many rows of each, or they are not measured.
///
/// Their events have their data as JSON and were loaded before. Rows and indexes are durable when the
/// statements, which are one transaction, end. Which event brings a deal to which state is given to
/// them; that an event follows by the rules, which the fold looks at, they do not check.
struct RebuildPeers {
  static let note = """
    Four INSERT … SELECT in one transaction, over a table of the same events with their data as JSON, \
    loaded and indexed before: as many rows in the same tables, with the same indexes. What state an \
    event brings is told to them, and no event is checked.
    """

  private let peers: Peers
  private let ledger: MixedLedger
  /// Those that can be measured.
  private(set) var databases: [Database] = []

  struct Database {
    let name: String
    /// The folder of its scripts.
    let folder: String
    /// Loads the events, in a shell that has the scripts' variables.
    let load: String
    /// Makes the tables anew, and prints in how many seconds.
    let rebuild: String
    /// Prints how many rows the tables have.
    let count: String
  }

  /// Loads the events and looks at what the statements give, which is not measured.
  init(_ settings: Settings, _ ledger: MixedLedger, in folder: String) throws {
    peers = Peers(settings, only: ["postgres", "sqlite"])
    self.ledger = ledger
    guard settings.peers != nil else { return }
    let lines = folder + "/lines.ndjson"
    defer { unlink(lines) }
    try ChildProcess(ledger.command("export", "cloudevents", "-o", lines)).run()
    try ChildProcess(ledger.command("rebuild")).run()
    let expected = try Self.rowCounts(of: ledger)
    for database in [Self.postgres(lines), Self.sqlite(lines, folder)] {
      do {
        try prepare(database, expecting: expected)
        databases.append(database)
      } catch {
        say("\(database.name) is not measured: \(error)")
      }
    }
  }

  private func prepare(_ database: Database, expecting expected: [Int]) throws {
    for script in [database.load, database.rebuild] {
      _ = try peers.output(of: script, in: database.folder, limit: 1800)
    }
    let counts = try peers.output(of: database.count, in: database.folder, limit: 60)
    guard counts.split(whereSeparator: \.isWhitespace).map({ Int($0) }) == expected else {
      throw BenchFault("its tables have \(counts) rows instead of \(expected)")
    }
  }

  private static func rowCounts(of ledger: MixedLedger) throws -> [Int] {
    try ReadModels(folder: ledger.path + "/models", access: .readOnly).read {
      (models) throws(ProjectionFault) in
      let select = tables.map { "(SELECT count(*) FROM \($0))" }.joined(separator: ", ")
      return try models.rows("SELECT " + select).flatMap(\.self).map { Int("\($0)") ?? 0 }
    }
  }

  func piece(_ database: Database) -> Piece {
    let (peers, ledger) = (peers, ledger)
    return Piece {
      let text = try peers.output(of: database.rebuild, in: database.folder, limit: 900)
      guard let last = text.split(separator: "\n").last, let seconds = Double(last), seconds > 0
      else { throw BenchFault("\(database.name) told no time: \(text.suffix(200))") }
      return Sample(Double(ledger.events) / seconds)
    }
  }
}
