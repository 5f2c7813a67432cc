import DealRecords
import Foundation
import Ledger

/// Commands through the whole ledger, by several callers: read, decided, written, durable.
enum LedgerBench {
  static func run() async throws {
    print("ledger: a remark on the terms, one command after another by each of 64 callers")
    var rates: [Double] = []
    for _ in 0..<Stopwatch.rounds { rates.append(try await comments(callers: 64, each: 200)) }
    report("64 callers", perSecond: rates.sorted()[Stopwatch.rounds / 2])
  }

  private static func comments(callers: Int, each: Int) async throws -> Double {
    let path = FileManager.default.temporaryDirectory.appending(path: "ledger-\(UUID())").path
    try Ledger.create(at: path, LedgerPlan(origin: "example.org/bench", clock: .history))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let ledger = try Ledger(at: path)
    defer { ledger.close() }
    for caller in 0..<callers {
      for line in opening(of: "D\(caller)") { try await take(line, ledger) }
    }
    let clock = ContinuousClock()
    let start = clock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for caller in 0..<callers {
        group.addTask {
          for number in 0..<each {
            try await take(
              command(
                "CommentTerms", "D\(caller)", "buyer",
                #"{"version":1,"path":"/price","text":"remark \#(number): the price is too high"}"#),
              ledger)
          }
        }
      }
      try await group.waitForAll()
    }
    let (whole, attoseconds) = (clock.now - start).components
    return Double(callers * each) / (Double(whole) + Double(attoseconds) / 1e18)
  }

  private static func take(_ line: String, _ ledger: Ledger) async throws {
    let outcome = try await ledger.handle(IncomingCommand(Array(line.utf8)))
    guard case .accepted = outcome else { fatalError(outcome.json()) }
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
