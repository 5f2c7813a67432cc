import Deals
import EventLog
import Foundation
import Ledger
import Projections
import Testing

@testable import Reports

@Suite struct `What a report asks of the database` {
  /// Small tables that are not of deals, and what lists every row whatever is asked.
  private static let whole: Set = ["members", "mechanisms", "facilities", "gatherings"]

  /// SQLite plans without statistics, so that an empty file shows how a full one is read.
  @Test func `is found by an index, or read from one alone`() throws {
    let folder = URL.temporaryDirectory.appending(path: "reports-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Ledger.create(at: folder, LedgerPlan(origin: "example.org/test", clock: .history))
    let ledger = try Ledger(at: folder)
    defer { ledger.close() }
    let models = ReadModels(
      folder: ledger.folder.models, showing: ReaderRole.auditor.classes,
      vault: try ledger.requireVault())
    try models.rebuild(from: ledger.store)
    for report in ReportCatalogue.standard.reports {
      for step in try steps(of: report, models) {
        let words = step.split(separator: " ")
        let isWalk = words.first == "SCAN" && !step.contains("COVERING INDEX")
        #expect(
          !isWalk || words.count > 1 && Self.whole.contains(String(words[1])),
          "\(report.id): \(step)")
      }
    }
  }

  private func steps(of report: ReportDefinition, _ models: ReadModels) throws -> [String] {
    try models.read { (reader) throws(ProjectionFault) in
      Result { () throws in
        var asked: [(String, [Cell])] = []
        _ = try Reports(reader, telling: { asked.append(($0, $1)) }).answer(ReportQuestion(report))
        return try asked.flatMap { sql, arguments in
          try reader.rows("EXPLAIN QUERY PLAN " + sql, arguments).map { "\($0[3])" }
        }
      }
    }.get()
  }
}
