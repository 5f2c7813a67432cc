import EventLog
import Foundation
import GRDB
import Projections
import Replay
import Testing

@Suite struct `Read models` {
  @Test func `that are not there are no fault`() async throws {
    let certificate = try LedgerCopy(of: try await .made()).verify(ReplayOptions())
    #expect(certificate.exitCode == 0)
    #expect(certificate.verdict(of: .models) == .notAsked)
    #expect(certificate.notes.contains(.noModels))
  }

  @Test func `that the log gives hold`() async throws {
    let copy = try LedgerCopy(of: try await .made())
    try copy.makeModels()
    let certificate = try copy.verify(ReplayOptions())
    #expect(certificate.exitCode == 0)
    #expect(certificate.verdict(of: .models) == .holds)
    let rows = try await DatabaseQueue(path: copy.path + "/models/current").read { db in
      try ReadModels.projections.flatMap { $0.tables }.reduce(0) { sum, table in
        try sum + (Int.fetchOne(db, sql: "SELECT count(*) FROM \(table.name)") ?? 0)
      }
    }
    #expect(rows > 100 && certificate.counts.modelRows == rows)
  }

  @Test func `that were changed do not hold, and the event is named`() async throws {
    let copy = try LedgerCopy(of: try await .made())
    try copy.makeModels()
    try await DatabaseQueue(path: copy.path + "/models/current").write { db in
      try db.execute(sql: "UPDATE deals SET state = 'closed' WHERE deal = 'D05'")
    }
    let certificate = try copy.verify(ReplayOptions())
    #expect(certificate.exitCode == 1)
    #expect(certificate.codes == [.modelDiffers])
    #expect(certificate.divergences.first?.place.position != nil)
    #expect(certificate.divergences.first?.place.description.contains("D05") == true)
  }

  @Test func `of a longer log show that this one was cut back`() async throws {
    let copy = try LedgerCopy(of: try await .made())
    try copy.makeModels()
    let shorter = try await ForgedLedger("D05", commands: 9)
    try copy.restore(fromLedgerAt: shorter.path)
    let certificate = try copy.verify(ReplayOptions())
    #expect(certificate.exitCode == 1)
    #expect(certificate.codes == [.foreignModels])
  }
}

@Suite struct `A replay writes nothing` {
  @Test func `into the folder of a ledger`() async throws {
    let copy = try LedgerCopy(of: try await .made())
    try copy.makeModels()
    let before = try copy.contents()
    _ = try copy.verify(ReplayOptions())
    // SQLite cannot read a database in WAL mode without these two, which hold nothing.
    let after = try copy.contents().filter { name, _ in
      !name.hasSuffix("-shm") && !name.hasSuffix("-wal")
    }
    #expect(after == before)
  }
}

extension LedgerCopy {
  /// Makes the read models of the log as it stands.
  func makeModels() throws {
    let store = try EventStore(folder: path + "/log", access: .readOnly)
    try ReadModels(folder: path + "/models").catchUp(with: store)
  }

  /// Every file with its bytes.
  func contents() throws -> [String: Data] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: path)
    return Dictionary(
      uniqueKeysWithValues: names.map { name in
        (name, FileManager.default.contents(atPath: path + "/" + name) ?? Data())
      })
  }
}
