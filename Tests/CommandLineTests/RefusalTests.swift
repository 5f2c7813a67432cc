import Foundation
import Testing

@Suite struct `What must not happen` {
  /// The codes for `must-refuse.json`, which names the reasons in words.
  private static let codes = [
    "N01": "wrong-state", "N02": "stale-version", "N03": "stale-version",
    "N07": "negotiation-blocked", "N08": "not-a-party", "N09": "own-proposal",
    "N14": "not-the-creditor", "N15": "terms-hash-mismatch", "N17": "deal-ended",
    "N19": "time-goes-back", "N21": "role-not-allowed", "N22": "role-not-allowed",
  ]

  @Test func `is refused in its place, and the deal goes on as if it had not been asked`() throws {
    let cases =
      try Scenarios.objects(in: "must-refuse.json")
      + Scenarios.objects(in: "must-refuse-more.json")
    #expect(cases.count == 170)
    for (deal, cases) in Dictionary(grouping: cases, by: { $0["afterDeal"] as? String ?? "" }) {
      try check(cases, in: deal)
    }
  }

  /// Runs a deal with the commands that it must refuse between its own.
  private func check(_ cases: [[String: Any]], in deal: String) throws {
    var lines: [(text: String, item: [String: Any]?)] = []
    let own = try Scenarios.lines(of: deal)
    for count in 0...own.count {
      if count > 0 { lines.append((own[count - 1], nil)) }
      for item in cases where item["afterCommands"] as? Int == count {
        lines.append((try Scenarios.text(of: try #require(item["command"])), item))
      }
    }
    let outcomes = try Bench().submit(lines.map(\.text))
    try #require(outcomes.count == lines.count)
    for (outcome, line) in zip(outcomes, lines) {
      guard let item = line.item else {
        #expect(outcome["outcome"] as? String == "accepted", "\(deal): \(outcome)")
        continue
      }
      let id = try #require(item["id"] as? String)
      #expect(outcome["outcome"] as? String == "refused", "\(id): \(outcome)")
      #expect(
        outcome["code"] as? String == item["code"] as? String ?? Self.codes[id], "\(id)")
    }
  }

  @Test func `is invalid where it is no command, in one process, and leaves no trace`() throws {
    let bench = try Bench()
    _ = try bench.submit(try Scenarios.lines(of: "D11"))
    let log = try bench.log
    let lines = try Scenarios.objects(in: "invalid-commands.json").compactMap { item in
      // Foundation takes a byte-order mark off the front of a string.
      (item["why"] as? String == "byte-order mark before the object" ? "\u{FEFF}" : "")
        + (item["line"] as? String ?? "")
    }
    let outcomes = try bench.submit(lines)
    #expect(lines.count > 50)
    let blank = lines.filter { $0.allSatisfy(\.isWhitespace) }.count
    #expect(outcomes.count == lines.count - blank)
    for outcome in outcomes {
      #expect(outcome["outcome"] as? String == "invalid", "\(outcome)")
      #expect((outcome["message"] as? String)?.isEmpty == false)
    }
    #expect(try bench.log == log)
    #expect(try bench.submit(try Scenarios.lines(of: "D14")).count == 4)
  }

  @Test func `is told by its place in the data`() throws {
    let bytes: [[UInt8]] = [[0xFF, 0xFE, 0x7B], Array(repeating: 0x5B, count: 40_000)]
    for line in bytes {
      let bench = try Bench()
      let file = bench.folder.url("bytes.ndjson")
      try Data(line).write(to: file)
      let result = try bench.run("submit", file.path, "--json")
      #expect(result.status == 1)
      #expect(try result.objects.first?["outcome"] as? String == "invalid")
    }
  }
}
