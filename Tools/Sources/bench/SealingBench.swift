import DealRecords
import Deals
import EventLog
import Foundation
import Keyring
import Transparency

/// What sealing costs: the same event with its values in the clear, and sealed as the ledger does it.
enum SealingBench {
  private static let callers = 64

  static func run() async throws {
    print("sealing: a royalty statement with four sealed fields, against the same in the clear")
    let fact = try statement()
    try await appends(fact)
    try readings(fact)
  }

  // MARK: Appends

  private static func appends(_ fact: Fact) async throws {
    var (clear, sealed): ([Double], [Double]) = ([], [])
    var sizes: [String: Double] = [:]
    for _ in 0..<Stopwatch.rounds {
      clear.append(try await Run(fact, isSealed: false).rate(&sizes))
      sealed.append(try await Run(fact, isSealed: true).rate(&sizes))
    }
    let medians = [clear, sealed].map { $0.sorted()[Stopwatch.rounds / 2] }
    report("append in the clear, \(callers) callers", perSecond: medians[0])
    report(
      "append sealed, \(callers) callers", perSecond: medians[1],
      String(format: "%.2f × in the clear", medians[1] / medians[0]))
    for (name, bytes) in sizes.sorted(by: { $0.key < $1.key }) {
      print("  bytes an event, \(name): \(Int(bytes))")
    }
  }

  /// One log, filled by all callers.
  private struct Run {
    let fact: Fact
    let isSealed: Bool
    let folder = FileManager.default.temporaryDirectory.appending(path: "seal-\(UUID())").path
    let each = 12_800 / callers

    init(_ fact: Fact, isSealed: Bool) { (self.fact, self.isSealed) = (fact, isSealed) }

    func rate(_ sizes: inout [String: Double]) async throws -> Double {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
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
      let clock = ContinuousClock()
      let start = clock.now
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
      let (whole, attoseconds) = (clock.now - start).components
      let name = isSealed ? "sealed" : "in the clear"
      sizes[name] = try store.withSnapshot { snapshot throws(LogFault) in
        try bytes(in: snapshot)
      }
      return Double(callers * each) / (Double(whole) + Double(attoseconds) / 1e18)
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

  private static func readings(_ fact: Fact) throws {
    let count = 20_000
    let folder = FileManager.default.temporaryDirectory.appending(path: "seal-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Keyring.create(in: folder, ledger: "BENCH")
    let vault = Vault(
      try Keyring(folder: folder, ledger: "BENCH", access: .readWrite), ledger: "BENCH")
    let (stream, place) = (try StreamName("deal/D1"), GlobalPosition(7))
    let event = try vault.seal(fact, of: stream, at: place, with: Salts())
    let opener = Opener(vault, for: .deciding)
    let clear = fact.disclosed
    let salts = Salts()
    let seconds = try Stopwatch.medians([
      {
        for _ in 0..<count {
          var statement = RoyaltyStatement()
          try decode(into: &statement, from: clear.span.bytes, as: .disclosed)
        }
      },
      { for _ in 0..<count { _ = try Fact(type: event.type, data: event.data.span.bytes) } },
      {
        for _ in 0..<count {
          let opened = opener.open(event.vault.span.bytes, of: stream, at: place)
          _ = try Fact(type: event.type, data: event.data.span.bytes, opened: opened.values)
        }
      },
      { for _ in 0..<count { _ = fact.disclosed } },
      { for _ in 0..<count { _ = try vault.seal(fact, of: stream, at: place, with: salts) } },
    ])
    let rates = seconds.map { Double(count) / $0 }
    report("read in the clear", perSecond: rates[0])
    report("read closed", perSecond: rates[1], ratio(rates[1], rates[0]))
    report("open and read", perSecond: rates[2], ratio(rates[2], rates[0]))
    report("write in the clear", perSecond: rates[3])
    report("write and seal", perSecond: rates[4], ratio(rates[4], rates[3]))
  }

  private static func ratio(_ rate: Double, _ other: Double) -> String {
    String(format: "%.2f × in the clear", rate / other)
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
