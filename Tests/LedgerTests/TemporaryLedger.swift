import DealRecords
import Deals
import EventLog
import Foundation
import Ledger
import Testing

/// A ledger in a folder of its own, which is removed with it.
final class TemporaryLedger: Sendable {
  let folder: TemporaryFolder
  let ledger: Ledger

  var path: String { folder.path }

  /// A ledger that takes its time from the machine's clock, or from the commands.
  convenience init(
    clock: ClockMode = .history, now: @escaping @Sendable () -> Instant = { .now }
  ) throws {
    try self.init(LedgerPlan(origin: "example.org/test", clock: clock), now: now)
  }

  /// A live ledger whose clock a test sets.
  convenience init(_ clock: TestClock, backdateDays: Count = 30) throws {
    try self.init(
      LedgerPlan(origin: "example.org/test", clock: .live, backdateDays: backdateDays),
      now: { clock.now }, elapsed: { clock.elapsed })
  }

  init(
    _ plan: LedgerPlan, now: @escaping @Sendable () -> Instant = { .now },
    elapsed: @escaping @Sendable () -> Duration = { .sinceBoot }
  ) throws {
    folder = TemporaryFolder()
    try Ledger.create(at: folder.path, plan, clock: now)
    ledger = try Ledger(at: folder.path, clock: now, elapsed: elapsed)
  }

  deinit { ledger.close() }

  /// Takes commands in their order.
  func submit(_ lines: [String]) async throws -> [CommandOutcome] {
    try await ledger.submit(lines.map { IncomingCommand(Array($0.utf8)) })
  }

  func submit(_ line: String) async throws -> CommandOutcome {
    try await ledger.handle(IncomingCommand(Array(line.utf8)))
  }
}

/// A path in the temporary folder at which nothing stands yet; what comes to stand there is removed.
final class TemporaryFolder: Sendable {
  let path: String

  init() {
    path = FileManager.default.temporaryDirectory.appending(path: "ledger-\(UUID())").path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

extension Ledger {
  /// What the commands came to, in their order.
  func submit(_ commands: [IncomingCommand]) async throws -> [CommandOutcome] {
    var outcomes: [CommandOutcome] = []
    try await submit(commands) { index, outcome in
      #expect(index == outcomes.count, "the answers come in another order")
      outcomes.append(outcome)
    }
    return outcomes
  }

  /// The lines of the log.
  func lines() throws -> [Line] {
    try store.events(from: .first, limit: .max).map { try Line($0.line) }
  }

  func refusals() throws -> [RefusedAttempt] {
    try store.withSnapshot { snapshot throws(LogFault) in
      try snapshot.refusals(from: 0, limit: .max)
    }
  }
}

/// A line, as far as the tests look at it.
struct Line {
  let text: String
  let attributes: [String: String]
  let data: [String: String]

  init(_ bytes: [UInt8]) throws {
    text = String(decoding: bytes, as: UTF8.self)
    let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] ?? [:]
    attributes = object.compactMapValues { $0 as? String }
    data = (object["data"] as? [String: Any] ?? [:]).compactMapValues { $0 as? String }
  }

  subscript(_ attribute: String) -> String? { attributes[attribute] }
}

extension CommandOutcome {
  /// The code of the refusal, or what else it is.
  var code: String {
    guard case .refused(_, let code, _) = self else { return name }
    return code
  }

  var receipt: CommandReceipt? {
    switch self {
    case .accepted(let receipt), .repeated(let receipt): receipt
    case .refused, .invalid: nil
    }
  }
}
