import DealRecords
import Deals
import Testing

@testable import Ledger

/// A ledger in which all is well.
private func healthy() -> Vitals {
  var vitals = Vitals()
  vitals.room = Room(used: 1 << 20, capacity: 1 << 40, diskFree: 1 << 40)
  vitals.log.events = 1000
  vitals.log.fileBytes = 1 << 30
  var models = Vitals.Models.Reading()
  models.position = 1000
  vitals.models = .read(models)
  vitals.clock.mode = .live
  vitals.clock.now = Instant(microseconds: 1_000_000_000_000)
  vitals.clock.last = vitals.clock.now
  vitals.keys.count = 5
  vitals.keys.inLastBackup = 5
  vitals.checkpoint.size = 1000
  return vitals
}

/// A change, and what it makes of the finding that it concerns.
struct Change: CustomTestStringConvertible {
  let testDescription: String
  let code: Finding.Code
  let status: Finding.Status
  let apply: @Sendable (inout Vitals) -> Void

  init(
    _ name: String, _ code: Finding.Code, _ status: Finding.Status,
    _ apply: @escaping @Sendable (inout Vitals) -> Void
  ) {
    (testDescription, self.code, self.status, self.apply) = (name, code, status, apply)
  }
}

@Suite struct `A finding` {
  @Test func `is made of each check, in order and once`() {
    #expect(healthy().findings.map(\.code) == Finding.Code.allCases)
    #expect(healthy().findings.allSatisfy { $0.status == .ok })
  }

  @Test(arguments: changes)
  func `follows from what was measured`(change: Change) {
    var vitals = healthy()
    change.apply(&vitals)
    for finding in vitals.findings {
      #expect(finding.status == (finding.code == change.code ? change.status : .ok), "\(finding)")
      #expect((finding.advice == nil) == (finding.status == .ok), "\(finding)")
    }
  }

  static let changes: [Change] = [
    // A quarter of the file, and 64 MiB.
    Change("a quarter free", .freePages, .warning) { $0.log.freeBytes = 1 << 28 },
    Change("less than a quarter free", .freePages, .ok) { $0.log.freeBytes = 1 << 28 - 1 },
    Change("64 MiB free of a small file", .freePages, .warning) {
      ($0.log.fileBytes, $0.log.freeBytes) = (100 << 20, 64 << 20)
    },
    Change("less than 64 MiB free", .freePages, .ok) {
      ($0.log.fileBytes, $0.log.freeBytes) = (100 << 20, 64 << 20 - 1)
    },

    Change("live readers", .readers, .ok) { $0.readers.live = 9 },
    Change("a dead reader", .readers, .warning) { $0.readers.dead = 1 },
    Change("a long reader", .readers, .warning) { $0.readers.mostBehind = 10_000 },
    Change("a reader almost as long", .readers, .ok) { $0.readers.mostBehind = 9_999 },
    Change("few slots left", .readers, .warning) {
      ($0.readers.most, $0.readers.limit) = (80, 100)
    },
    Change("some slots left", .readers, .ok) { ($0.readers.most, $0.readers.limit) = (79, 100) },

    Change("a short map", .map, .warning) {
      $0.room = Room(used: 80, capacity: 100, diskFree: .max)
    },
    Change("a short disk", .disk, .warning) {
      $0.room = Room(used: 1, capacity: 100, diskFree: 1 << 30 - 1)
    },

    Change("no models yet", .models, .ok) { $0.models = .missing },
    Change("models that cannot be read", .models, .warning) { $0.models = .unreadable("why") },
    Change("models 100 behind", .models, .ok) { $0.models = models(at: 900) },
    Change("models 101 behind", .models, .warning) { $0.models = models(at: 899) },
    Change("models beyond the log", .models, .warning) { $0.models = models(at: 1001) },
    Change("a parked stream", .parked, .fault) { $0.models = models(at: 1000, parked: ["x"]) },

    Change("a last event as of now", .clock, .ok) { $0.clock.last = $0.clock.now },
    Change("a last event a second ahead", .clock, .warning) {
      $0.clock.last = $0.clock.now.advanced(bySeconds: 1)
    },
    Change("a last event an hour ahead", .clock, .warning) {
      $0.clock.last = $0.clock.now.advanced(bySeconds: 3600)
    },
    Change("a last event more than an hour ahead", .clock, .fault) {
      $0.clock.last = $0.clock.now.advanced(bySeconds: 3601)
    },
    Change("a future in a history ledger", .clock, .ok) {
      $0.clock.mode = .history
      $0.clock.last = $0.clock.now.advanced(bySeconds: 90_000)
    },

    Change("a file that others may read", .permissions, .warning) {
      $0.exposures = [Vitals.Exposure(path: "log", problem: "mode 644", advice: "chmod")]
    },
    Change("a key that others may read", .permissions, .fault) {
      $0.exposures = [
        Vitals.Exposure(path: "log", problem: "mode 644", advice: "chmod"),
        Vitals.Exposure(path: "keys", problem: "mode 644", advice: "chmod", isOfKeys: true),
      ]
    },

    Change("no keys", .keys, .warning) { $0.keys.problem = "missing" },
    Change("damaged keys", .keys, .fault) {
      ($0.keys.problem, $0.keys.isDamaged) = ("damaged", true)
    },
    Change("no signing key", .keys, .warning) { $0.keys.logKeyProblem = "missing" },
    Change("a file left beside the keys", .keys, .warning) { $0.keys.leftovers = ["epoch-1.key"] },
    Change("a file that does not belong", .keys, .warning) { $0.keys.strangers = ["notes"] },
    Change("no copy of the keys", .keys, .warning) { $0.keys.inLastBackup = nil },
    Change("a key made since the copy", .keys, .warning) { $0.keys.inLastBackup = 4 },
    Change("a key erased since the copy", .keys, .ok) { $0.keys.inLastBackup = 6 },

    Change("no checkpoint", .checkpoint, .warning) { $0.checkpoint.size = nil },
    Change("an event unsigned for a day", .checkpoint, .ok) { $0.unsigned(seconds: 86_400) },
    Change("an event unsigned for longer", .checkpoint, .warning) { $0.unsigned(seconds: 86_401) },
    Change("old events in a history ledger", .checkpoint, .ok) {
      $0.clock.mode = .history
      $0.unsigned(seconds: 90_000)
    },

    Change("something half-made", .leftovers, .warning) { $0.leftovers = ["making-1"] },
  ]

  @Test func `of a new ledger asks for nothing`() {
    var vitals = healthy()
    vitals.log.events = 1
    vitals.models = .missing
    (vitals.checkpoint.size, vitals.keys.inLastBackup) = (nil, nil)
    #expect(vitals.findings.allSatisfy { $0.status == .ok })
  }
}

private func models(at position: UInt64, parked: [String] = []) -> Vitals.Models {
  var models = Vitals.Models.Reading()
  (models.position, models.parked) = (position, parked)
  return .read(models)
}

extension Vitals {
  fileprivate mutating func unsigned(seconds: Int64) {
    checkpoint.size = 900
    checkpoint.firstUnsigned = clock.now.advanced(bySeconds: -seconds)
  }
}

@Suite struct `What is measured of a ledger` {
  @Test func `is its clock, against the last event`() async throws {
    let clock = TestClock("2026-11-21T09:00:00.000000Z")
    let temporary = try TemporaryLedger(clock)
    let late = clock.now.advanced(bySeconds: -4000)
    let vitals = try temporary.ledger.vitals(at: late)
    #expect(vitals.clock == Vitals.Clock(mode: .live, now: late, last: clock.now))
    #expect(vitals.findings.first { $0.code == .clock }?.status == .fault)
  }

  @Test func `is which events nobody signed, and since when`() async throws {
    let clock = TestClock("2026-11-21T09:00:00.000000Z")
    let temporary = try TemporaryLedger(clock)
    _ = try await temporary.submit(Commands.propose("D1", at: "2026-11-21T09:00:00Z"))
    #expect(try temporary.ledger.vitals().checkpoint == Vitals.Checkpoint())
    _ = try await temporary.ledger.createCheckpoint()
    let size = try temporary.ledger.size
    #expect(try temporary.ledger.vitals().checkpoint == Vitals.Checkpoint(size: size))
    clock.pass(seconds: 60)
    _ = try await temporary.submit(Commands.propose("D2", at: "2026-11-21T09:01:00Z"))
    let vitals = try temporary.ledger.vitals(at: clock.now)
    #expect(vitals.checkpoint == Vitals.Checkpoint(size: size, firstUnsigned: clock.now))
    #expect(vitals.log.events > size)
  }
}
