import DealRecords
import Deals
import EventLog
import Foundation
import Ledger
import Replay
import Transparency

/// A ledger of real deals with documents, refusals and checkpoints, made once; tests take copies.
struct SampleLedger: Sendable {
  let path: String
  let verifierKey: NoteVerifierKey
  /// The checkpoints, the oldest first: signed notes.
  let checkpoints: [[UInt8]]

  private static let folder = FileManager.default.temporaryDirectory
    .appending(path: "replay-\(UUID())").path
  private static let making = Task { try await SampleLedger() }

  static func made() async throws -> SampleLedger { try await making.value }

  private init() async throws {
    path = Self.folder
    atexit { try? FileManager.default.removeItem(atPath: SampleLedger.folder) }
    try Ledger.create(at: path, LedgerPlan(origin: "example.org/replayed", clock: .history))
    let ledger = try Ledger(at: path)
    defer { ledger.close() }
    for (place, name) in ["P01", "D01", "D04", "D06", "D07", "D09"].enumerated() {
      try await Self.submit(name, to: ledger)
      if place.isMultiple(of: 2) { _ = try await ledger.createCheckpoint() }
    }
    try await Self.submit("D05", to: ledger)
    verifierKey = try NoteVerifierKey(parsing: ledger.verifierKey)
    checkpoints = try ledger.checkpoints().map(\.note)
  }

  /// Submits a scenario, and its first command twice: what is refused stands in the refusals.
  private static func submit(_ name: String, to ledger: Ledger) async throws {
    let lines = try Self.lines(of: name)
    var accepted = 0
    try await ledger.submit((lines + lines.prefix(1)).map { IncomingCommand(Array($0.utf8)) }) {
      if $1.isAccepted { accepted += 1 }
    }
    precondition(accepted == lines.count, "\(name): \(accepted) of \(lines.count)")
  }

  static func lines(of scenario: String) throws -> [String] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Schemas/scenarios")
    let text = try String(contentsOf: folder.appending(path: "\(scenario).ndjson"), encoding: .utf8)
    return text.split(separator: "\n").map(String.init)
  }
}
