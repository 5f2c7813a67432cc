import EventLog
import Foundation
import Synchronization
import Testing
import Transparency

/// Commands at random, in batches with restarts and crashes between, held against dictionaries.
///
/// `DEALLEDGER_NIGHTLY=1` sends a million commands, or `DEALLEDGER_STEPS`, from `DEALLEDGER_SEED`.
@Suite struct `A log after random commands` {
  @Test func `holds what a model would, through restarts and crashes`() async throws {
    let environment = ProcessInfo.processInfo.environment
    let isNightly = environment["DEALLEDGER_NIGHTLY"] != nil
    let first =
      environment["DEALLEDGER_SEED"].flatMap { UInt64($0) } ?? .random(in: 0 ... .max >> 1)
    let steps = environment["DEALLEDGER_STEPS"].flatMap { Int($0) } ?? 1_000_000
    for number in 0..<(isNightly ? max(1, steps / 4000) : 2) {
      var life = try LogLife(seed: first &+ UInt64(number))
      print("root: \(try await life.run(isNightly ? 4000 : 1500).hex)")
    }
  }

  @Test func `has the same root for the same seed`() async throws {
    let seed = UInt64.random(in: 0 ... .max >> 1)
    var roots: Set<TreeHash> = []
    for _ in 0..<2 {
      var life = try LogLife(seed: seed)
      roots.insert(try await life.run(400))
    }
    #expect(roots.count == 1)
    var other = try LogLife(seed: seed &+ 1)
    #expect(try await roots.insert(other.run(400)).inserted)
  }

  @Test func `of several callers at once has them in the order of their receipts`() async throws {
    let log = try TestLog()
    let store = try log.open()
    let taken = try await withThrowingTaskGroup(of: [(RandomCommand, UInt64)].self) { group in
      for caller in 0..<8 {
        group.addTask { try await Self.send(40, by: "caller-\(caller)", to: store) }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    var model = LogModel()
    for (command, position) in taken.sorted(by: { $0.1 < $1.1 }) {
      #expect(
        model.take(command)
          == .appended(key: "\(command.id) \(command.sender)", positions: [position]))
    }
    var random = SeededRandom("places", seed: 1)
    _ = try model.compare(store, random: &random)
  }

  /// Sends commands of one caller, each after the answer to the last; they share their ids and one
  /// stream with all callers.
  @concurrent private static func send(
    _ count: Int, by caller: String, to store: EventStore
  ) async throws -> [(RandomCommand, UInt64)] {
    var taken: [(RandomCommand, UInt64)] = []
    for number in 0..<count {
      let stream = number.isMultiple(of: 3) ? "deal/1" : "deal/\(caller)"
      let command = RandomCommand(alone: "c\(number)", in: stream, from: caller)
      let receipt = try await store.append(command.submission()).appended()
      taken.append((command, try #require(receipt.events.first).position.rawValue))
    }
    return taken
  }
}

/// The life of one log.
private struct LogLife {
  private let log: TestLog
  private let disk = FailingDisk()
  private var store: EventStore
  private var model = LogModel()
  private var random: SeededRandom
  private var aloneCount = 0

  init(seed: UInt64) throws {
    random = SeededRandom("a log", seed: seed)
    log = try TestLog()
    store = try log.open(securing: disk.securing)
  }

  mutating func run(_ steps: Int) async throws -> TreeHash {
    var left = steps
    while left > 0 {
      let isLarge = Int.random(in: 0..<60, using: &random) == 0
      let count = isLarge ? 1100 : Int.random(in: 0..<40, using: &random)
      let commands = (0..<count).map { _ in RandomCommand(ids: steps / 3, random: &random) }
      left -= max(1, count)
      switch Int.random(in: 0..<30, using: &random) {
      case 0..<3:
        try await send(commands)
        try restart()
      case 3: try await loseBatch(commands)
      case 4: try await stopWriter(commands)
      case 5: try await killInBatch(commands)
      case 6: try await killAfterBatch(commands)
      case 7: _ = try model.compare(store, random: &random)
      default: try await send(commands)
      }
    }
    let root = try model.compare(store, random: &random)
    store.close()
    return root
  }

  private mutating func send(_ commands: [RandomCommand]) async throws {
    let submissions = try commands.map { try $0.submission() }
    let expected = commands.map { model.take($0) }
    let answers = await store.submit(submissions)
    try #require(answers.count == expected.count)
    for (answer, expected) in zip(answers, expected) { try model.check(answer, expected) }
  }

  private mutating func restart() throws {
    store.close()
    store = try log.open(securing: disk.securing)
  }

  /// As many as come into one batch, with one at the end that writes in any case.
  private mutating func batch(_ commands: [RandomCommand]) throws -> [Submission] {
    aloneCount += 1
    let last = RandomCommand(alone: "alone-\(aloneCount)", in: "deal/2")
    return try (commands.prefix(200) + [last]).map { try $0.submission() }
  }

  /// What the batch depends on cannot be made durable: all in it are told so, and it goes on.
  private mutating func loseBatch(_ commands: [RandomCommand]) async throws {
    let submissions = try batch(commands)
    disk.fails.withLock { $0 = true }
    let answers = await store.submit(submissions)
    disk.fails.withLock { $0 = false }
    #expect(answers == answers.map { _ in .failure(.notSecured("the disk fails")) })
  }

  /// A write fails half-way: nothing more is taken before a restart.
  private mutating func stopWriter(_ commands: [RandomCommand]) async throws {
    let failing = try Submission("failing") { _ throws(LogFault) in
      throw .storage(.failed("errno 5"))
    }
    let answers = await store.submit(try batch(commands) + [failing])
    #expect(answers == answers.map { _ in .failure(.stopped(.failed("errno 5"))) })
    try restart()
  }

  /// The process is killed in the middle of a batch: nobody in it was told anything.
  private mutating func killInBatch(_ commands: [RandomCommand]) async throws {
    let isCopied = Mutex(false)
    let folder = log.folder
    let copying = try Submission("copying") { _ in
      isCopied.withLock { $0 = (try? folder.copy("data.mdb", to: "left")) != nil }
      return .findAgain
    }
    _ = await store.submit(try batch(commands) + [copying])
    #expect(isCopied.withLock { $0 })
    try goOnWithWhatIsLeft()
  }

  /// The process is killed when all was answered, and nothing closed.
  private mutating func killAfterBatch(_ commands: [RandomCommand]) async throws {
    try await send(commands)
    try log.folder.copy("data.mdb", to: "left")
    try goOnWithWhatIsLeft()
  }

  private mutating func goOnWithWhatIsLeft() throws {
    store.close()
    try log.folder.copy("left", to: "data.mdb")
    store = try log.open(securing: disk.securing)
  }
}

/// What a batch depends on beside the log, and whether that fails.
private final class FailingDisk: Sendable {
  let fails = Mutex(false)

  @Sendable func securing() throws(LogFault) {
    guard fails.withLock({ $0 }) else { return }
    throw .notSecured("the disk fails")
  }
}
