import DealRecords
import Deals
import Foundation
import Ledger

/// Commands through the whole ledger, by several callers: read, decided, sealed, written, durable.
enum LedgerBench {
  /// At least so many deals are remarked on, so that none grows out of all proportion.
  private static let deals = 64

  static func rows(_ settings: Settings, _ bench: Bench) async throws -> [Row] {
    let levels = [1, 8, 64, 512]
    let pieces = levels.map { callers in
      Piece { try await remarks(callers, settings.seconds, bench) }
    }
    let samples = try await settings.measure(pieces)
    return zip(levels, samples).map { callers, samples in
      Row(Callers.name(callers), samples)
    }
  }

  private static func remarks(
    _ callers: Int, _ seconds: Double, _ bench: Bench
  ) async throws -> Sample {
    let path = bench.folder + "/remarks-\(UUID())"
    try Ledger.create(at: path, LedgerPlan(origin: "example.org/bench", clock: .history))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let ledger = try Ledger(at: path)
    defer { ledger.close() }
    let each = max(1, deals / callers)
    let openings = (0..<callers * each).flatMap { opening(of: "D\($0)") }
    try await MixedLedger.take(openings.map { IncomingCommand(Array($0.utf8)) }, ledger)
    let start = ContinuousClock.now
    let deadline = start + .seconds(seconds)
    let latencies = try await withThrowingTaskGroup(of: [Double].self) { group in
      for caller in 0..<callers {
        group.addTask {
          try await remark(on: (0..<each).map { "D\(caller * each + $0)" }, ledger, until: deadline)
        }
      }
      var all: [Double] = []
      for try await some in group { all += some }
      return all
    }
    return Sample(
      Double(latencies.count) / start.duration(to: .now).inSeconds, Latency(of: latencies))
  }

  /// How long each took, in seconds.
  private static func remark(
    on deals: [String], _ ledger: Ledger, until deadline: ContinuousClock.Instant
  ) async throws -> [Double] {
    var latencies: [Double] = []
    repeat {
      let number = latencies.count
      let line = command(
        "CommentTerms", deals[number % deals.count], "buyer",
        #"{"version":1,"path":"/price","text":"remark \#(number): the price is too high"}"#)
      let start = ContinuousClock.now
      let outcome = try await ledger.handle(IncomingCommand(Array(line.utf8)))
      guard outcome.isAccepted else { throw BenchFault(outcome.json()) }
      latencies.append(start.duration(to: .now).inSeconds)
    } while ContinuousClock.now < deadline
    return latencies
  }

  private static func command(
    _ name: String, _ deal: String, _ party: String, _ data: String
  ) -> String {
    #"{"command":"\#(name)","deal":"\#(deal)","at":"2021-09-14T02:00:00Z","#
      + #""actor":{"role":"party","party":"\#(party)"},"data":\#(data)}"#
  }

  /// The commands that lead to terms on the table.
  private static func opening(of deal: String) -> [String] {
    let party = { (id: String, role: String) in
      #"{"party":"\#(id)","role":"\#(role)","country":"TH","name":"\#(id)"}"#
    }
    let proposal =
      #"{"type":["OPTION"],"title":{"en":"T"},"parties":["#
      + [party("seller", "assignor"), party("buyer", "assignee")].joined(separator: ",") + "]}"
    let hash = "sha256:" + String(repeating: "ab", count: 32)
    return [
      command("ProposeDeal", deal, "seller", proposal),
      command("ExpressInterest", deal, "buyer", "{}"),
      command("OpenNegotiation", deal, "buyer", "{}"),
      command("OfferTerms", deal, "seller", #"{"baseVersion":0,"termsHash":"\#(hash)"}"#),
    ]
  }
}
