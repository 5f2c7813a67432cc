import DealRecords
import Deals
import EventLog
import Foundation
import Ledger

/// A ledger of the deals in `Schemas/scenarios`, told again and again under other ids.
struct MixedLedger: Sendable {
  let path: String
  /// As many as it had when it was filled.
  let events: Int

  /// The program on this ledger, to be run as a process of its own.
  func command(_ arguments: String...) -> [String] {
    [Bench.program] + arguments + ["--ledger", path, "--quiet"]
  }

  func open() throws -> Ledger { try Ledger(at: path, access: .readOnly) }

  /// Makes a ledger of at least so many events.
  static func fill(_ path: String, with events: Int) async throws -> MixedLedger {
    say("filling a ledger with \(events) events …")
    try Ledger.create(at: path, LedgerPlan(origin: "example.org/bench", clock: .history))
    let ledger = try Ledger(at: path)
    defer { ledger.close() }
    let deals = try ScenarioDeals()
    var copy = 0
    while try ledger.size < UInt64(events) {
      // So many deals at a time that their states are remembered.
      let count = min(100, 1 + (events - Int(try ledger.size)) / deals.lines.count)
      try await take(deals.commands(copies: copy..<copy + count), ledger)
      copy += count
    }
    let size = Int(try ledger.size)
    ledger.close()
    let filled = MixedLedger(path: path, events: size)
    try ChildProcess(filled.command("rebuild")).run()
    return filled
  }

  /// The ledger that is kept in a folder; filled where it is not there, or was left half filled.
  static func keep(in path: String, with events: Int) async throws -> MixedLedger {
    let mark = path + "/filled"
    if let text = try? String(contentsOfFile: mark, encoding: .utf8), Int(text) != nil {
      let ledger = try Ledger(at: path, access: .readOnly)
      defer { ledger.close() }
      return MixedLedger(path: path, events: Int(try ledger.size))
    }
    try? FileManager.default.removeItem(atPath: path)
    let ledger = try await fill(path, with: events)
    try "\(ledger.events)".write(toFile: mark, atomically: true, encoding: .utf8)
    return ledger
  }

  static func take(_ commands: [IncomingCommand], _ ledger: Ledger) async throws {
    var refusal: String?
    try await ledger.submit(commands) { index, outcome in
      if !outcome.isAccepted { refusal = refusal ?? outcome.json() }
    }
    if let refusal { throw BenchFault("a ledger cannot be filled: \(refusal)") }
  }
}

/// The command files of the project's own deals, merged by time.
struct ScenarioDeals: Sendable {
  struct Line: Sendable {
    let text: String
    let deal: String?
    let command: String
  }

  /// In the order in which one copy of all deals takes them.
  let lines: [Line]

  private struct Head: Decodable {
    let at: String
    let command: String
    let deal: String?
  }

  /// Seen from the project's folder.
  static let folder = "Schemas/scenarios"

  init() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
      .filter { $0.hasSuffix(".ndjson") }.sorted()
    var dated: [(at: String, line: Line)] = []
    for name in names {
      let text = try String(contentsOfFile: "\(Self.folder)/\(name)", encoding: .utf8)
      for line in text.split(separator: "\n") {
        let head = try JSONDecoder().decode(Head.self, from: Data(line.utf8))
        dated.append((head.at, Line(text: String(line), deal: head.deal, command: head.command)))
      }
    }
    lines = dated.enumerated().sorted {
      ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
    }.map(\.element.line)
  }

  /// The same deals under other ids.
  ///
  /// What is about no deal, and erasures, of which each reads the whole log, come in copy 0 alone.
  func commands(copies: Range<Int>) -> [IncomingCommand] {
    lines.flatMap { line in
      copies.compactMap { copy in
        guard copy > 0 else { return IncomingCommand(Array(line.text.utf8)) }
        guard let deal = line.deal, line.command != "ErasePersonalData" else { return nil }
        let text = line.text.replacing(
          "\"deal\": \"\(deal)\"", with: "\"deal\": \"\(deal)x\(copy)\"", maxReplacements: 1)
        return IncomingCommand(Array(text.utf8))
      }
    }
  }
}
