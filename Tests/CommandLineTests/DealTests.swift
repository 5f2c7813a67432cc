import Foundation
import Testing

/// What an about file says of the deal beside it.
private struct About: Decodable {
  struct Expectation: Decodable { let finalState: String }
  let expect: Expectation

  init?(_ commands: URL) {
    let file = commands.deletingPathExtension().appendingPathExtension("about.json")
    guard let data = try? Data(contentsOf: file),
      let about = try? JSONDecoder().decode(About.self, from: data)
    else { return nil }
    self = about
  }
}

@Suite struct `The deals of the articles` {
  private let bench: Bench

  init() throws {
    bench = try Bench()
    let submitted = try bench.submitScenarios()
    try #require(submitted.status == 0, "\(submitted.errors)")
  }

  private func show(_ arguments: String...) throws -> [String: Any] {
    let result = try Program.run(["show", "--json", "--ledger", bench.ledger] + arguments)
    try #require(result.status == 0, "\(result.errors)")
    return try #require(try result.objects.first)
  }

  @Test func `stand in the states that are expected of them`() throws {
    let listed = try bench.run("list", "--json").array
    let states = Dictionary(
      listed.map { ($0["deal"] as? String ?? "", $0["state"] as? String ?? "") }
    ) { $1 }
    #expect(states.count == 23)
    for file in Scenarios.files {
      guard let about = About(file) else { continue }
      let deal = file.deletingPathExtension().lastPathComponent
      #expect(states[deal] == about.expect.finalState, "\(deal)")
      #expect(try show(deal)["state"] as? String == about.expect.finalState, "\(deal)")
    }
  }

  @Test func `are shown with every member that programs rely on`() throws {
    let deal = try show("D06")
    for name in [
      "deal", "state", "revision", "position", "title", "type", "parties", "terms", "signatures",
      "approvals", "cases", "obligations", "payments", "disputes", "audits", "amendments",
    ] {
      #expect(deal[name] != nil, "\(name)")
    }
    #expect((deal["payments"] as? [Any])?.count == 5)
  }

  @Test func `are shown as they stood at a position and at a time`() throws {
    let lines = try bench.run("log", "--subject", "deal/D06").objects
    let accepted = try #require(lines.first { $0["type"] as? String == "deal.terms-agreed.v1" })
    let position = try #require(accepted["id"] as? String)
    #expect(try show("D06", "--as-of", position)["state"] as? String == "TermsAgreed")
    #expect(try show("D06", "--as-of", "2020-04-16")["state"] as? String == "Negotiating")
    #expect(
      try show("D06", "--as-of", "2020-06-15T09:00:00Z")["state"] as? String == "Effective")
    for moment in ["2001-01-01", "0", "1"] {
      #expect(try bench.run("show", "D06", "--as-of", moment).status == 66, "\(moment)")
    }
    #expect(try bench.run("show", "D06", "--as-of", "tomorrow").status == 64)
    #expect(try bench.run("show", "D99").status == 66)
  }

  @Test func `are shown to each reader as far as its classes go`() throws {
    let payments = try #require(
      try show("D06", "--as", "integrator")["payments"] as? [[String: Any]])
    #expect(payments.allSatisfy { $0["amount"] as? String == "sealed" })
    let history = try bench.run("history", "D06", "--as", "integrator").text
    #expect(!history.contains("3232125.00") && history.contains("amount sealed"))
    #expect(try bench.run("history", "D06").text.contains("3232125.00 PHP"))
  }

  @Test func `are listed by state, party, country, type and text`() throws {
    func deals(_ filter: String...) throws -> [String] {
      try Program.run(["list", "--json", "--ledger", bench.ledger] + filter).array.compactMap {
        $0["deal"] as? String
      }
    }
    #expect(try deals("--state", "Lapsed") == ["D11", "D18", "D19"])
    #expect(try deals("--state", "Lapsed", "--country", "MM") == ["D11", "D18"])
    #expect(try deals("--party", "caih") == ["D06"])
    #expect(try deals("--type", "MTA", "--state", "Declined").count <= 1)
    #expect(try deals("ข้อมูล").contains("D06"))
    #expect(try deals("no such words").isEmpty)
    #expect(try bench.run("list", "--state", "Asleep").status == 64)
    let thai = try bench.run("list", "--party", "caih", "--lang", "th").text
    #expect(thai.contains("มีผลบังคับ") && thai.contains("ท่าเรือข้อมูล"))
  }

  @Test func `have a history by both clocks, and terms that changed by version`() throws {
    let history = try bench.run("history", "D06", "--json").array
    #expect(history.count == 62)
    #expect(history.first?["what"] as? String == "proposed")
    #expect(history.allSatisfy { $0["occurred"] != nil && $0["time"] != nil })
    let versions = try bench.run("history", "D06", "--diff", "--json").array
    #expect(
      versions.map { $0["terms"] as? String }
        == ["version 1", "version 2", "version 3", "amendment A1"])
    let rate = try #require(versions[2]["changes"] as? [[String: Any]])
      .first { $0["path"] as? String == "/commercial/royaltyRate" }
    #expect(rate?["old"] as? String == "5.0" && rate?["new"] as? String == "4.5")
  }

  @Test func `are read from models that can be made anew`() throws {
    let before = try bench.run("list", "--json").output
    #expect(try bench.run("rebuild", "--json").objects.first?["position"] as? Int == 654)
    #expect(try bench.run("list", "--json").output == before)
    #expect(try bench.run("rebuild", "deals").status == 0)
    #expect(try bench.run("rebuild", "nonsense").status == 64)
    try FileManager.default.removeItem(atPath: bench.ledger + "/models")
    #expect(try bench.run("list", "--json").output == before)
  }
}
