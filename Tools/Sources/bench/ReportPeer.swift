import Foundation
import GRDB
import Projections

/// The statements of reports on PostgreSQL, over the same rows with the same indexes.
struct ReportPeer {
  private let peers: Peers
  private let folder: String

  /// Loads the rows, which is not measured; nil where there is no such peer.
  init?(_ settings: Settings, _ sizes: [ManyDeals], in folder: String) throws {
    guard settings.peers != nil else { return nil }
    (peers, self.folder) = (Peers(settings, only: ["postgres"]), folder)
    do {
      for size in sizes { try load(size) }
    } catch let fault as BenchFault {
      say("PostgreSQL is not measured: \(fault)")
      return nil
    }
  }

  /// The processor time that the server's process takes for each report.
  func measure(_ asked: AskedReports) throws -> [Sample] {
    let script = folder + "/ask.sql"
    try Self.script(asked).write(toFile: script, atomically: true, encoding: .utf8)
    let output = try peers.output(
      of: """
        . ./cluster.sh; start_pg; trap stop_pg EXIT
        psql -qAtX -v ON_ERROR_STOP=1 -d '\(Self.database(asked.size))' -f '\(script)'
        """, in: "postgres", limit: 1200)
    let lines = output.split(separator: "\n")
    let marks = lines.indices.filter { lines[$0].hasPrefix("report ") }
    return zip(marks, marks.dropFirst() + [lines.endIndex]).map { start, end in
      let stamps = lines[(start + 1)..<end].compactMap { Double($0) }
      // In nanoseconds; the first pass fills the buffers.
      let times = zip(stamps.dropFirst(2), stamps.dropFirst()).map { ($0 - $1) * 1e-9 }
      let latency = Latency(of: times)
      return Sample(latency.p50, latency)
    }
  }

  private static func database(_ size: ManyDeals) -> String { "reports\(size.deals)" }
}

// MARK: Loading

extension ReportPeer {
  private func load(_ size: ManyDeals) throws {
    say("loading the rows of \(size.deals) deals into PostgreSQL …")
    let database = Self.database(size)
    var script = "SET client_min_messages = warning;\n"
    try size.read { db in
      for table in try ManyDeals.tables(in: db) {
        let file = folder + "/\(database)-\(table.name).tsv"
        try Self.write(table, of: db, to: file)
        script += Self.adapted(table.creation).replacing(" INTEGER", with: " bigint") + ";\n"
        script += "\\copy \(table.name) FROM '\(file)'\n"
        for index in table.indexes {
          // Without its name, which may be too long there.
          script += "CREATE INDEX ON \(table.name) (" + index.split(separator: "(")[1] + ";\n"
        }
      }
    }
    let file = folder + "/load.sql"
    try (script + "VACUUM ANALYZE;\n").write(toFile: file, atomically: true, encoding: .utf8)
    _ = try peers.output(
      of: """
        . ./cluster.sh; start_pg; trap stop_pg EXIT
        dropdb --if-exists \(database); createdb \(database)
        psql -qX -v ON_ERROR_STOP=1 -d \(database) -f '\(file)'
        """, in: "postgres", limit: 1200)
  }

  /// In the text format of PostgreSQL's COPY.
  private static func write(_ table: ManyDeals.Table, of db: Database, to path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else { throw BenchFault("\(path) cannot be made", status: 73) }
    defer { try? file.close() }
    var buffer = Data()
    // The documents of deals are asked for by no report.
    let columns = table.columns.map { $0 == "document" ? "''" : $0 }.joined(separator: ", ")
    let rows = try GRDB.Row.fetchCursor(db, sql: "SELECT \(columns) FROM \(table.name)")
    while let row = try rows.next() {
      let cells = row.databaseValues.map(Self.text)
      buffer.append(Data((cells.joined(separator: "\t") + "\n").utf8))
      guard buffer.count > 1 << 20 else { continue }
      try file.write(contentsOf: buffer)
      buffer.removeAll(keepingCapacity: true)
    }
    try file.write(contentsOf: buffer)
  }

  private static func text(_ value: DatabaseValue) -> String {
    switch value.storage {
    case .int64(let number): "\(number)"
    case .string(let text):
      text.replacing("\\", with: "\\\\").replacing("\t", with: "\\t").replacing("\n", with: "\\n")
    case .null, .double, .blob: "\\N"
    }
  }
}

// MARK: Asking

extension ReportPeer {
  /// How often each report is asked, in the first place to fill the buffers.
  private static let passes = 21

  private static func script(_ asked: AskedReports) -> String {
    var lines = [
      "SET max_parallel_workers_per_gather = 0;", "SELECT pg_backend_pid() AS pid \\gset",
      "\\setenv BACKEND :pid",
    ]
    let stamp = "\\! cut -d' ' -f1 /proc/$BACKEND/schedstat"
    for report in asked.reports {
      let names = report.statements.indices.map { "s\($0)" }
      lines.append("DEALLOCATE ALL;")
      for (name, statement) in zip(names, report.statements) {
        lines.append("PREPARE \(name) AS \(filled(statement.sql, statement.arguments));")
      }
      lines += ["\\echo report \(report.name)", stamp]
      for _ in 0..<passes {
        lines += ["\\o /dev/null"] + names.map { "EXECUTE \($0);" } + ["\\o", stamp]
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The statement with its values in their places.
  private static func filled(_ sql: String, _ arguments: [Cell]) -> String {
    let pieces = adapted(sql).split(separator: "?", omittingEmptySubsequences: false)
    return zip(pieces, arguments.map(literal) + [""]).map { $0 + $1 }.joined()
      .replacing("\n", with: " ")
  }

  /// What SQLite says otherwise.
  private static func adapted(_ sql: String) -> String {
    sql.replacing(" IS ?", with: " IS NOT DISTINCT FROM ?")
      // A plus before a column keeps SQLite from an index.
      .replacing("(+", with: "(").replacing(" AND +", with: " AND ")
  }

  private static func literal(_ cell: Cell) -> String {
    switch cell {
    case .null: "NULL"
    case .integer(let number): "\(number)"
    case .text(let text), .other(let text): "'\(text.replacing("'", with: "''"))'"
    }
  }
}
