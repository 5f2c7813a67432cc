import DealRecords
import Deals
import EventLog
import Foundation
import Replay
import Testing
import Transparency

@testable import Ledger

/// Whole deals at random, held against dictionaries and the table of `commands.json`.
///
/// `DEALLEDGER_NIGHTLY=1` sends a million commands, or `DEALLEDGER_STEPS`, from `DEALLEDGER_SEED`.
@Suite struct `A ledger after random commands` {
  @Test func `holds what a model would, through restarts and crashes`() async throws {
    let scripts = try ScenarioFile.all().map(Script.init)
    let table = try CommandTable()
    let first = Nightly.number("SEED") ?? .random(in: 0 ... .max >> 1)
    let steps = Int(Nightly.number("STEPS") ?? 1_000_000)
    let episodes = Nightly.isOn ? max(1, steps / Episode.length) : 1
    var counts: [String: Int] = [:]
    for number in 0..<episodes {
      let seed = first &+ UInt64(number)
      print("seed for a ledger: \(seed)")
      var episode = try Episode(scripts, table, seed: seed)
      let root = try await episode.run(Nightly.isOn ? Episode.length : 1200)
      counts.merge(episode.counts, uniquingKeysWith: +)
      print("root: \(root.hex)")
    }
    print(counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    #expect(counts.count > 30)
  }

  @Test func `has the same root for the same seed`() async throws {
    let scripts = try ScenarioFile.all().map(Script.init)
    let table = try CommandTable()
    let seed = Nightly.number("SEED") ?? .random(in: 0 ... .max >> 1)
    print("seed for a ledger: \(seed)")
    var roots: Set<TreeHash> = []
    for _ in 0..<2 {
      var episode = try Episode(scripts, table, seed: seed)
      roots.insert(try await episode.run(250))
    }
    #expect(roots.count == 1)
    var other = try Episode(scripts, table, seed: seed &+ 1)
    #expect(try await roots.insert(other.run(250)).inserted)
  }
}

/// The life of one ledger.
private struct Episode {
  /// So that a copy of the ledger costs little beside what is done to it.
  static let length = 5000

  private var folder = TemporaryFolder()
  private var ledger: Ledger
  private let chance: Chance
  private var traffic: Traffic
  private var model: LedgerModel
  private var random: SeededRandom

  var counts: [String: Int] { model.counts }

  init(_ scripts: [Script], _ table: CommandTable, seed: UInt64) throws {
    chance = .seeded(seed)
    let plan = LedgerPlan(origin: "example.org/model", clock: .history)
    try Ledger.create(at: folder.path, plan, chance: chance)
    ledger = try Ledger(at: folder.path, chance: chance)
    traffic = Traffic(scripts, seed: seed)
    model = LedgerModel(table)
    random = SeededRandom(seed: seed &+ 77)
  }

  mutating func run(_ steps: Int) async throws -> TreeHash {
    var left = steps
    while left > 0 {
      let sent = (0..<min(left, Int.random(in: 1...64, using: &random))).map { _ in traffic.next() }
      left -= sent.count
      try await send(sent)
      switch Int.random(in: 0..<20, using: &random) {
      case 0..<3: try restart()
      case 3: try crash()
      case 4: _ = try await ledger.createCheckpoint()
      default: break
      }
    }
    let root = try model.compare(with: ledger)
    ledger.close()
    let replay = try Verifier(LedgerFolder(folder.path), options: ReplayOptions()).run()
    #expect(replay.exitCode == 0, "\(replay.text.plain)")
    return root
  }

  private mutating func send(_ sent: [Sent]) async throws {
    let commands = sent.map { IncomingCommand($0.bytes, from: $0.sender) }
    let outcomes = try await ledger.submit(commands)
    try #require(outcomes.count == sent.count)
    for (sent, outcome) in zip(sent, outcomes) { try model.take(sent, outcome) }
  }

  private mutating func restart() throws {
    ledger.close()
    ledger = try Ledger(at: folder.path, chance: chance)
  }

  /// Goes on with the files as they lie under a process that was killed.
  private mutating func crash() throws {
    let copy = TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: copy.path + "/log", withIntermediateDirectories: true)
    for name in ["log/data.mdb", "keys"] {
      try FileManager.default.copyItem(
        atPath: folder.path + "/" + name, toPath: copy.path + "/" + name)
    }
    ledger.close()
    folder = copy
    ledger = try Ledger(at: folder.path, chance: chance)
  }
}
