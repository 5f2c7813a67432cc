import DealRecords
import Deals
import EventLog
import Foundation
import Ledger
import Projections
import Replay
import Synthetic

/// Runs what is invented through a ledger of its own, signs it, and verifies it.
struct SyntheticDemo {
  /// How many commands are handed over at a time.
  private static let chunk = 4096

  private let plan: Invention
  private let path: String
  private let console: Console
  private var summary = SyntheticSummary()

  init(_ plan: Invention, at path: String?, _ console: Console) {
    self.plan = plan
    self.path = path ?? NSTemporaryDirectory() + "dealledger-demo-\(UUID())"
    self.console = console
  }

  mutating func run() async throws {
    console.talk.say("Inventing \(plan.inWords) in \(path).")
    var watch = Stopwatch()
    try Ledger.create(at: path, ledgerPlan)
    let ledger = try Ledger(at: path)
    defer { ledger.close() }
    try await submit(to: ledger)
    _ = try await ledger.createCheckpoint()
    watch.lap("recorded")
    summary.count(try console.models(of: ledger).deals())
    watch.lap("read models made")
    ledger.close()  // the replay opens the log itself, and trusts nothing that is at hand
    let certificate = try Verify.certificate(of: path, ReplayOptions(), console)
    watch.lap("replayed")
    try report(certificate)
    console.talk.say("\(watch.laps). `dealledger list --ledger \(path)` shows the deals.")
    guard certificate.exitCode == 0 else {
      throw Conclusion(status: ExitStatus(rawValue: certificate.exitCode) ?? .cannotTell)
    }
  }

  private var ledgerPlan: LedgerPlan {
    let first = LegalTime(text: "\(plan.firstYear)-01-01T00:00:00Z")
    return LedgerPlan(
      origin: "demo.example/synthetic", clock: .history, from: first ?? .blank)
  }

  // MARK: Taking the commands

  private mutating func submit(to ledger: Ledger) async throws {
    var progress = Progress("deals", of: plan.deals?.count ?? 0, on: console.talk)
    defer { progress.finish() }
    var (commands, begun): ([IncomingCommand], Int) = ([], 0)
    for command in plan {
      commands.append(command.incoming)
      if command.begins { begun += 1 }
      guard commands.count == Self.chunk else { continue }
      try await take(commands, in: ledger)
      commands = []
      console.room.check(ledger, console)
      progress.advance(to: begun)
    }
    try await take(commands, in: ledger)
  }

  private mutating func take(_ commands: [IncomingCommand], in ledger: Ledger) async throws {
    var (summary, failure) = (self.summary, Failure?.none)
    try await ledger.submit(commands) { place, outcome in
      if case .accepted(let receipt) = outcome {
        summary.count(receipt.receipt)
      } else if failure == nil {
        failure = self.failure(of: commands[place], outcome)
      }
    }
    if let failure { throw failure }
    self.summary = summary
  }

  /// What is generated is legal: anything else is a fault of this program.
  private func failure(of command: IncomingCommand, _ outcome: CommandOutcome) -> Failure {
    let text = String(decoding: command.bytes, as: UTF8.self)
    let why =
      switch outcome {
      case .refused(_, let code, let message): "refused, \(code): \(message)"
      case .invalid(let pointer, let message): "invalid at \(pointer): \(message)"
      case .accepted, .repeated: "repeated"
      }
    return Failure(
      .internal, "an invented command was \(why) (\(text))",
      next: "report it with \(plan.inWords), the seed \(plan.seed) and the years")
  }

  // MARK: Telling

  private func report(_ certificate: Certificate) throws {
    guard !console.isJSON else {
      return try console.data.write(
        summary.json(plan, ledger: path, holds: certificate.exitCode == 0).text)
    }
    for line in summary.lines(plan) { try console.data.write(line) }
    try console.data.write("")
    try console.write(certificate)
  }
}

extension Invention {
  /// `300 deals and a network`.
  fileprivate var inWords: String {
    [deals.map { $0.count.counted("deal") }, network.map { _ in "a network" }]
      .compactMap(\.self).joined(separator: " and ")
  }
}

/// How long the parts of a run took.
private struct Stopwatch {
  private var last = ContinuousClock.now
  private(set) var laps = ""

  mutating func lap(_ what: String) {
    let time = (ContinuousClock.now - last).formatted(.units(allowed: [.minutes, .seconds]))
    laps += "\(laps.isEmpty ? "" : ", ")\(what) in \(time)"
    last = .now
  }
}

/// What came of invented deals.
private struct SyntheticSummary {
  private var deals = 0
  private var commands = 0
  private var events: [String: Int] = [:]
  private var states: [String: Int] = [:]
  private var types: [String: Int] = [:]

  mutating func count(_ receipt: Receipt) {
    commands += 1
    for event in receipt.events { events[event.type, default: 0] += 1 }
  }

  /// A deal of several types counts for each.
  mutating func count(_ deals: [DealSummary]) {
    self.deals = deals.count
    for deal in deals {
      states[deal.state, default: 0] += 1
      for type in deal.types { types[type, default: 0] += 1 }
    }
  }

  private var eventCount: Int { events.values.reduce(0, +) }

  func json(_ plan: Invention, ledger: String, holds: Bool) -> JSON {
    [
      "ledger": .string(ledger), "generator": .integer(SyntheticDeals.version),
      "networkGenerator": .number(plan.network.map { _ in SyntheticNetwork.version }),
      "seed": .string("\(plan.seed)"), "from": .integer(plan.firstYear),
      "to": .number(plan.deals?.years.upperBound), "deals": .integer(deals),
      "commands": .integer(commands), "events": .integer(eventCount), "states": Self.json(states),
      "types": Self.json(types), "eventTypes": Self.json(events), "holds": .boolean(holds),
    ]
  }

  private static func json(_ counts: [String: Int]) -> JSON {
    .object(
      counts.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: .integer($0.value)) })
  }

  func lines(_ plan: Invention) -> [String] {
    let first =
      "\(deals.counted("deal")), \(commands.counted("command")), \(eventCount.counted("event"))"
    var lines = [first]
    if plan.deals != nil {
      lines += ["", "States"] + Self.lines(states) + ["", "Agreement types"] + Self.lines(types)
    }
    if plan.network != nil { lines += ["", "The network"] + Self.lines(networkEvents) }
    return lines
  }

  private var networkEvents: [String: Int] {
    let kinds = NetworkEventKind.allCases.compactMap { kind in
      events[kind.rawValue].map { (EventWords.title(ofType: kind.rawValue), $0) }
    }
    return Dictionary(uniqueKeysWithValues: kinds)
  }

  private static func lines(_ counts: [String: Int]) -> [String] {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { name, count in
      "  \(name.padding(toLength: 34, withPad: " ", startingAt: 0))\(count)"
    }
  }
}
