import EventLog
import Foundation
import Ledger
import Testing

/// A command that must be refused after so many commands of a deal.
struct MustRefuse: Sendable {
  let id: String
  let afterDeal: String
  let afterCommands: Int
  let code: String?
  /// The command as JSON.
  let line: String

  init(_ object: [String: Any]) throws {
    id = try #require(object["id"] as? String)
    afterDeal = try #require(object["afterDeal"] as? String)
    afterCommands = try #require(object["afterCommands"] as? Int)
    code = object["code"] as? String
    let command = try #require(object["command"])
    line = String(decoding: try JSONSerialization.data(withJSONObject: command), as: UTF8.self)
  }

  static func read(_ name: String) throws -> [MustRefuse] {
    let data = try Data(contentsOf: ScenarioFile.folder.appending(path: name))
    let list = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    return try list.map(MustRefuse.init)
  }
}

@Suite struct `A command that must not happen` {
  /// The codes for `must-refuse.json`, which names the reasons in words.
  private static let codes = [
    "N01": "wrong-state", "N02": "stale-version", "N03": "stale-version",
    "N07": "negotiation-blocked", "N08": "not-a-party", "N09": "own-proposal",
    "N14": "not-the-creditor", "N15": "terms-hash-mismatch", "N17": "deal-ended",
    "N19": "time-goes-back", "N21": "role-not-allowed", "N22": "role-not-allowed",
  ]

  @Test(arguments: [("must-refuse.json", 12), ("must-refuse-more.json", 158)])
  func `is refused for the right reason and writes nothing`(
    file: String, count: Int
  ) async throws {
    let files = Dictionary(uniqueKeysWithValues: try ScenarioFile.all().map { ($0.name, $0) })
    let cases = try MustRefuse.read(file)
    #expect(cases.count == count)
    // A refused command changes nothing, so that all cases of a deal can share a ledger.
    for (deal, cases) in Dictionary(grouping: cases, by: \.afterDeal) {
      let lines = try #require(files[deal]).lines
      try await refuse(cases.sorted { $0.afterCommands < $1.afterCommands }, amid: lines)
    }
  }

  private func refuse(_ cases: [MustRefuse], amid lines: [String]) async throws {
    let temporary = try TemporaryLedger()
    var taken = 0
    for item in cases {
      for outcome in try await temporary.submit(Array(lines[taken..<item.afterCommands])) {
        #expect(outcome.isAccepted, "\(item.id): \(outcome.json())")
      }
      taken = item.afterCommands
      let size = try temporary.ledger.size
      let outcome = try await temporary.submit(item.line)
      let expected = try #require(item.code ?? Self.codes[item.id], "\(item.id) has no code")
      #expect(outcome.code == expected, "\(item.id): \(outcome.json())")
      #expect(try temporary.ledger.size == size, "\(item.id)")
      #expect(try temporary.ledger.refusals().last?.code == expected, "\(item.id)")
    }
  }
}
