import Deals
import EventLog
import Foundation
import GRDB
import Testing

@testable import Projections

/// A data package in memory: its files by their names.
private func package(
  _ models: ReadModels, _ log: TemporaryLog, asOf position: GlobalPosition? = nil,
  showing classes: Set<DisclosureClass>? = nil, withMark: Bool = false
) throws -> [String: [UInt8]] {
  var files: [String: [UInt8]] = [:]
  try models.export(from: log.store, asOf: position, showing: classes) { export in
    let origin = ExportOrigin(origin: "example.org/test", root: "00")
    try export.writeCSV(origin, withByteOrderMark: withMark) { files[$0, default: []] += $1 }
  }
  return files
}

private func text(_ file: String, of files: [String: [UInt8]]) throws -> String {
  String(decoding: try #require(files[file]), as: UTF8.self)
}

@Suite struct `An export of read models` {
  let log: TemporaryLog
  let models: ReadModels

  init() throws {
    log = try TemporaryLog()
    try log.submit(Scenarios.interleaved(["D01", "D06", "P01"]))
    models = ReadModels(folder: log.models, vault: log.vault)
    try models.catchUp(with: log.store)
  }

  private func sqlite(
    _ models: ReadModels, asOf position: GlobalPosition? = nil
  ) throws -> String {
    let path = log.path + "/\(UUID()).sqlite"
    try models.export(from: log.store, asOf: position) { export in
      try export.writeSQLite(to: path, ExportOrigin(origin: "example.org/test", root: "00"))
    }
    return path
  }

  @Test func `has a file for each table, and describes them`() throws {
    let files = try package(models, log)
    let tables =
      ModelExport.projections.flatMap { $0.tables }.map(\.name)
      + ["audit_trail", "parked"]
    #expect(Set(files.keys) == Set(tables.map { $0 + ".csv" } + ["datapackage.json"]))
    let json = try #require(files["datapackage.json"])
    let described = try #require(
      try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any])
    let ledger = try #require(described["ledger"] as? [String: Any])
    #expect(ledger["position"] as? Int == Int(try log.size))
    #expect(described["classes"] as? [String] == ["public"])
    let rows = try text("audit_trail.csv", of: files).split(separator: "\r\n")
    #expect(rows.count == Int(try log.size) + 1)
    #expect(rows[0].hasPrefix("position,recorded_at,occurred_at,subject,"))
  }

  @Test func `gives the same bytes at the same position, also after a rebuild`() throws {
    let (before, file) = (try package(models, log), try sqlite(models))
    try models.rebuild(from: log.store)
    #expect(try package(models, log) == before)
    let again = try Data(contentsOf: URL(filePath: try sqlite(models)))
    #expect(try Data(contentsOf: URL(filePath: file)) == again)
    let position = GlobalPosition(try log.size)
    try log.submit(Scenarios.commands(of: "D02"))
    try models.catchUp(with: log.store)
    #expect(try package(models, log) != before)
    #expect(try package(models, log, asOf: position) == before)
  }

  @Test func `shows a reader nothing of other classes, and no person who is erased`() throws {
    try ReadModels(folder: log.models, showing: [.parties], vault: log.vault)
      .rebuild(from: log.store)
    #expect(try text("payments.csv", of: package(models, log)).contains("3232125.00"))
    let few = try package(models, log, showing: [.public])
    #expect(try !text("payments.csv", of: few).contains("3232125.00"))
    #expect(try text("datapackage.json", of: few).contains(#""classes":["public"]"#))
    let keyless = ReadModels(folder: log.models)
    #expect(throws: ProjectionFault.noKeys(showing: [.public, .statistical])) {
      try package(keyless, log, showing: [.statistical])
    }
  }

  @Test func `is one SQLite file with its position, and nothing beside it`() throws {
    let path = try sqlite(models)
    for suffix in ["-wal", "-shm", "-journal"] {
      #expect(!FileManager.default.fileExists(atPath: path + suffix))
    }
    try DatabaseQueue(path: path).read { db in
      #expect(try String.fetchOne(db, sql: "PRAGMA journal_mode") == "delete")
      #expect(try String.fetchOne(db, sql: "PRAGMA integrity_check") == "ok")
      #expect(try Int.fetchOne(db, sql: "SELECT position FROM export") == Int(try log.size))
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM deals") == 2)
      #expect(try Int.fetchOne(db, sql: "SELECT invented FROM export") != nil)
      let names = try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema")
      #expect(names.allSatisfy { !$0.hasPrefix("search") })
      let comment = try String.fetchOne(
        db, sql: "SELECT sql FROM sqlite_schema WHERE name = 'deals'")
      #expect(comment?.contains("-- The deal's id.") == true)
    }
  }

  @Test func `has the audit trail, and by it the position of each row's event`() throws {
    try DatabaseQueue(path: try sqlite(models)).read { db in
      let trail = try AuditTrail(of: log.store).entries().map(\.cells)
      #expect(try db.cells("SELECT * FROM audit_trail ORDER BY position") == trail)
      #expect(trail.count == Int(try log.size))
      let astray = try db.cells(
        """
        SELECT t.deal, t.version, t.position FROM terms_logged t
        JOIN audit_trail a ON a.position = t.position
        WHERE a.type <> 'deal.terms-offered.v1' OR a.subject <> 'deal/' || t.deal
        """)
      #expect(astray == [])
      let logged = try db.cells("SELECT deal, version, recorded_at FROM terms_logged")
      #expect(try logged.count == db.cells("SELECT deal FROM terms").count && !logged.isEmpty)
      let versions = try db.cells("SELECT name, version FROM projections")
      #expect(versions.contains([.text("audit_trail"), .integer(2)]))
    }
  }

  @Test func `has the audit trail up to the position that it is asked for`() throws {
    let files = try package(models, log, asOf: GlobalPosition(7))
    let rows = try text("audit_trail.csv", of: files).split(separator: "\r\n")
    let positions = rows.dropFirst().map { row in row.prefix { $0 != "," } }
    #expect(positions == ["0", "1", "2", "3", "4", "5", "6"])
  }

  @Test func `begins with a byte-order mark where one is asked for`() throws {
    let (plain, marked) = (try package(models, log), try package(models, log, withMark: true))
    for (name, bytes) in plain where name.hasSuffix(".csv") {
      #expect(marked[name] == [0xEF, 0xBB, 0xBF] + bytes)
    }
    #expect(marked["datapackage.json"]?.first == UInt8(ascii: "{"))
  }
}

@Suite struct `A cell of CSV` {
  private func line(_ cells: Cell...) -> String {
    var writer = CSVWriter()
    writer.add(cells)
    return String(decoding: writer.takePage(), as: UTF8.self)
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+66 2", "'+66 2"), ("-5", "'-5"), ("@SUM(A1)", "'@SUM(A1)"),
    ("\tx", "'\tx"), ("\rx", "\"'\rx\""), ("＝1", "'＝1"), ("'quoted'", "''quoted'"),
    ("a=b", "a=b"), ("", ""), ("ไทย", "ไทย"),
  ])
  func `is no formula`(text: String, written: String) {
    #expect(line(.text(text)) == written + "\r\n")
  }

  @Test func `is quoted where it holds what parts cells and lines`() {
    #expect(line(.text("a,b"), .text("c\"d"), .text("e\nf")) == "\"a,b\",\"c\"\"d\",\"e\nf\"\r\n")
    #expect(line(.text(" x"), .null, .integer(-5)) == "\" x\",,-5\r\n")
    #expect(line(.text("=\"a\",b")) == "\"'=\"\"a\"\",b\"\r\n")
  }
}
