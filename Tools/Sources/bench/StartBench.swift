import Foundation

/// `dealledger submit` of one command, as a process: what a person waits for.
enum StartBench {
  static func rows(_ settings: Settings, _ bench: Bench) async throws -> [Row] {
    let ledger = try await bench.ledger(of: settings.events)
    let folder = try bench.makeFolder("start")
    let note = "With the read models brought up to the new event."
    let samples = try await settings.measure([
      times { try OneCommand(in: folder).submit(to: ledger).seconds },
      times { try ChildProcess([Bench.program, "--help"]).run().seconds },
    ])
    return [
      Row("submit one command", samples[0], unit: .milliseconds, note: note),
      Row("of which the program's own start (--help)", samples[1], unit: .milliseconds),
    ]
  }

  /// The median of some, in milliseconds.
  private static func times(_ run: @escaping @Sendable () throws -> Double) -> Piece {
    Piece {
      let seconds = try (0..<9).map { _ in try run() }
      return Sample(seconds.median * 1000, Latency(of: seconds))
    }
  }
}

/// A file with one command that proposes a new deal.
struct OneCommand {
  private let path: String

  init(in folder: String) throws {
    let name = UUID().uuidString
    path = "\(folder)/\(name).ndjson"
    let party = { (id: String, role: String) in
      #"{"party":"\#(id)","role":"\#(role)","country":"TH","name":"\#(id)"}"#
    }
    let command = """
      {"command":"ProposeDeal","deal":"S-\(name)","at":"2030-01-01T00:00:00Z",\
      "actor":{"role":"party","party":"seller"},"data":{"type":["OPTION"],"title":{"en":"T"},\
      "parties":[\(party("seller", "assignor")),\(party("buyer", "assignee"))]}}
      """
    try (command + "\n").write(toFile: path, atomically: false, encoding: .utf8)
  }

  func submit(to ledger: MixedLedger, isWatched: Bool = false) throws -> ChildProcess.Usage {
    try ChildProcess(ledger.command("submit", path)).run(isWatched: isWatched)
  }
}
