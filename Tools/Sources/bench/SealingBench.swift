import DealRecords
import Deals
import EventLog
import Foundation
import Keyring
import Transparency

/// What sealing costs: the same event with its values in the clear, and sealed as the ledger does it.
enum SealingBench {
  private static let callers = 64

  static func rows(_ settings: Settings, _ bench: Bench) async throws -> [Row] {
    let fact = try statement()
    return try await appends(fact, settings, bench) + readings(fact, settings, bench)
  }

  // MARK: Appends

  private static func appends(
    _ fact: Fact, _ settings: Settings, _ bench: Bench
  ) async throws -> [Row] {
    var (clear, sealed): ([Run.Result], [Run.Result]) = ([], [])
    for _ in 0..<settings.rounds {
      clear.append(try await Run(fact, isSealed: false, in: bench).measure())
      sealed.append(try await Run(fact, isSealed: true, in: bench).measure())
    }
    let rates = (clear.map(\.rate), sealed.map(\.rate))
    let sizes = (clear.map(\.bytes), sealed.map(\.bytes))
    return [
      Row("append in the clear, \(callers) callers", rates.0),
      Row(
        "append sealed, \(callers) callers", rates.1,
        ratios: [Ratio(rates.1, to: "in the clear", rates.0)]),
      Row("line, sealed values and request in the clear", sizes.0, unit: .bytes),
      Row(
        "the same sealed", sizes.1, unit: .bytes,
        ratios: [Ratio(sizes.1, to: "in the clear", sizes.0)]),
    ]
  }

  /// One log, filled by all callers.
  private struct Run {
    let fact: Fact
    let isSealed: Bool
    let folder: String
    let each = 12_800 / callers

    struct Result {
      let rate: Sample
      let bytes: Sample
    }

    init(_ fact: Fact, isSealed: Bool, in bench: Bench) throws {
      (self.fact, self.isSealed) = (fact, isSealed)
      folder = try bench.makeFolder("seal")
    }

    func measure() async throws -> Result {
      defer { try? FileManager.default.removeItem(atPath: folder) }
      try Keyring.create(in: folder + "/keys", ledger: "BENCH")
      let keyring = try Keyring(folder: folder + "/keys", ledger: "BENCH", access: .readWrite)
      let vault = Vault(keyring, ledger: "BENCH")
      let log = folder + "/log"
      try FileManager.default.createDirectory(atPath: log, withIntermediateDirectories: true)
      _ = try EventStore.create(
        folder: log, source: "/ledgers/BENCH/0", founding: try submission("init", 0, vault))
      let store = try EventStore(
        folder: log, access: .readWrite,
        securing: { () throws(LogFault) in
          do { try keyring.sync() } catch { throw .notSecured("\(error)") }
        })
      defer { store.close() }
      let start = ContinuousClock.now
      try await withThrowingTaskGroup(of: Void.self) { group in
        for caller in 0..<callers {
          group.addTask {
            for number in 0..<each {
              _ = try await store.append(try submission("\(caller)-\(number)", caller, vault))
            }
          }
        }
        try await group.waitForAll()
      }
      let rate = Double(callers * each) / start.duration(to: .now).inSeconds
      let length = try store.withSnapshot { snapshot throws(LogFault) in try bytes(in: snapshot) }
      return Result(rate: Sample(rate), bytes: Sample(length))
    }

    /// Of line, sealed values and request, on average.
    private func bytes(in snapshot: borrowing Snapshot) throws(LogFault) -> Double {
      var sum = 0
      let size = try snapshot.size()
      for number in 1..<size {
        let position = GlobalPosition(number)
        sum += try snapshot.line(at: position)?.byteCount ?? 0
        sum += try snapshot.vault(at: position)?.byteCount ?? 0
        sum += try snapshot.request(firstAt: position)?.byteCount ?? 0
      }
      return Double(sum) / Double(size - 1)
    }

    private func submission(
      _ id: String, _ caller: Int, _ vault: Vault
    ) throws -> Submission {
      let stream = try StreamName("deal/D\(caller)")
      guard let time = RecordTime("2026-11-21T09:00:00.000000Z") else { fatalError("a time") }
      let (type, clear) = (fact.type, fact.disclosed)
      let record = CommandRecord(request: clear, findings: Array("{}".utf8))
      let keys = CommandKeys(own: try vault.keyring.key(for: KeyOwner(stream.text)))
      let request = isSealed ? try vault.seal(record, under: keys, id: id) : record.encoded
      return Submission(
        id: try CommandID(id, from: "bench"), actor: "system", occurred: "2026-11-21T09:00:00Z",
        time: time, digest: record.digest, request: request, isSameRequest: { _ in true },
        sealedRefusal: { Array($1.utf8) },
        decide: { [fact, isSealed] transaction throws(LogFault) in
          guard isSealed else {
            return .append([(stream, [NewEvent(type: type, data: clear)])])
          }
          do {
            let event = try vault.seal(
              fact, of: stream, at: GlobalPosition(transaction.size), with: Salts(), under: keys)
            return .append([(stream, [event])])
          } catch {
            throw .notSecured("\(error)")
          }
        })
    }
  }

  // MARK: Readings

  private static func readings(
    _ fact: Fact, _ settings: Settings, _ bench: Bench
  ) async throws -> [Row] {
    let count = 20_000
    let folder = bench.folder + "/keys-\(UUID())"
    try Keyring.create(in: folder, ledger: "BENCH")
    let vault = Vault(
      try Keyring(folder: folder, ledger: "BENCH", access: .readWrite), ledger: "BENCH")
    let (stream, place) = (try StreamName("deal/D1"), GlobalPosition(7))
    let event = try vault.seal(fact, of: stream, at: place, with: Salts())
    let opener = Opener(vault, for: .deciding)
    let clear = fact.disclosed
    let samples = try await settings.measure([
      Piece(per: count) {
        for _ in 0..<count {
          var statement = RoyaltyStatement()
          try decode(into: &statement, from: clear.span.bytes, as: .disclosed)
        }
      },
      Piece(per: count) {
        for _ in 0..<count { _ = try Fact(type: event.type, data: event.data.span.bytes) }
      },
      Piece(per: count) {
        for _ in 0..<count {
          let opened = opener.open(event.vault.span.bytes, of: stream, at: place)
          _ = try Fact(type: event.type, data: event.data.span.bytes, opened: opened.values)
        }
      },
      Piece(per: count) { for _ in 0..<count { _ = fact.disclosed } },
      Piece(per: count) {
        let salts = Salts()
        for _ in 0..<count { _ = try vault.seal(fact, of: stream, at: place, with: salts) }
      },
    ])
    let row = { (name: String, index: Int, base: Int) in
      Row(
        name, samples[index],
        ratios: index == base ? [] : [Ratio(samples[index], to: "in the clear", samples[base])])
    }
    return [
      row("read in the clear", 0, 0), row("read closed", 1, 0), row("open and read", 2, 0),
      row("write in the clear", 3, 3), row("write and seal", 4, 3),
    ]
  }

  private static func statement() throws -> Fact {
    var statement = RoyaltyStatement()
    let json = #"""
      {"deductions":[],"netSales":{"currency":"THB","value":"18250000.00"},"obligation":"R1",\#
      "period":{"from":"2020-01-01","to":"2020-06-30"},\#
      "royaltyDue":{"currency":"THB","value":"547500.00"},"units":412}
      """#
    try decode(into: &statement, from: Array(json.utf8).span.bytes, as: .disclosed)
    return .deal(.royaltyStated(statement))
  }
}
