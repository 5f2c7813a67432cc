import DealRecords
import Deals
import EventLog
import Foundation
import Keyring
import Replay
import Testing
import Transparency

@testable import Ledger

/// A ledger that a test opens and closes, copies, and looks at from outside.
struct ErasureBench {
  let folder = TemporaryFolder()

  var path: String { folder.path }
  var keys: String { folder.path + "/keys" }

  init(retentionDays: Count? = nil) throws {
    var plan = LedgerPlan(origin: "example.org/test", clock: .history)
    plan.retentionDays = retentionDays
    try Ledger.create(at: folder.path, plan)
  }

  /// Opens the ledger for as long as the body runs.
  func open<Result>(
    _ access: EventStore.Access = .readWrite, keys: String? = nil,
    _ body: (Ledger) async throws -> Result
  ) async throws -> Result {
    let ledger = try Ledger(at: path, access: access, keys: keys)
    defer { ledger.close() }
    return try await body(ledger)
  }

  @discardableResult
  func submit(_ lines: String...) async throws -> [CommandOutcome] {
    try await open { ledger in
      try await ledger.submit(lines.map { IncomingCommand(Array($0.utf8)) })
    }
  }

  /// What is shown to somebody who may see everything that the keys open.
  func shown(keys: String? = nil) async throws -> String {
    try await open(.readOnly, keys: keys) { try $0.shown() }
  }

  /// Replays the ledger with its keys.
  func replay(keys: String? = nil) throws -> Certificate {
    let options = ReplayOptions(level: .decisions, keys: keys)
    return try Verifier(LedgerFolder(path), options: options).run()
  }

  /// Copies one of the ledger's folders to where it can be put back from.
  func copy(_ name: String) throws -> TemporaryFolder {
    let copy = TemporaryFolder()
    try FileManager.default.copyItem(atPath: path + "/" + name, toPath: copy.path)
    return copy
  }

  func putBack(_ name: String, from copy: TemporaryFolder) throws {
    try FileManager.default.removeItem(atPath: path + "/" + name)
    try FileManager.default.copyItem(atPath: copy.path, toPath: path + "/" + name)
  }

  func keyFiles(in folder: String? = nil) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder ?? keys).sorted()
  }
}

extension Ledger {
  /// All events as they are shown to somebody who may see every class.
  func shown() throws -> String {
    var text = ""
    for position in 0..<(try size) {
      let event = try event(
        at: GlobalPosition(position), showing: Set(DisclosureClass.allCases))
      text += event.map { "\($0.fact.map { "\($0)" } ?? "")\n" } ?? ""
    }
    return text
  }

  /// The data of the last erasure, as recorded.
  func lastErasure() throws -> Erasure? {
    for event in try store.events(from: .first, limit: .max).reversed() {
      let view = try LineView(event.line.span.bytes)
      if case .deal(.personalDataErased(let erasure)) = try Fact(type: view.type, data: view.data) {
        return erasure
      }
    }
    return nil
  }

  func handle(_ line: String) async throws -> CommandOutcome {
    try await handle(IncomingCommand(Array(line.utf8)))
  }

  func epoch() throws -> Int { try requireVault().keyring.epoch }
}

extension Certificate {
  /// What stands against the ledger, for a failing test's message.
  var problems: String { text.lines.map { $0.map(\.text).joined() }.joined(separator: "\n") }
}
