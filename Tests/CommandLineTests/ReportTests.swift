import Foundation
import Testing

/// Over the deals of the project and the network's example.
@Suite struct `A report` {
  /// Asked by many, and changed by none.
  private static let shared = Result { try made() }

  private let bench: Bench

  init() throws { bench = try Self.shared.get() }

  private static func made() throws -> Bench {
    let bench = try Bench()
    try #require(try bench.submitScenarios().status == 0)
    let network = Scenarios.folder.deletingLastPathComponent().appending(path: "network")
    for name in ["seeds", "figures"] {
      let file = network.appending(path: name + ".ndjson").path
      let submitted = try bench.run("submit", file)
      try #require(submitted.status == 0, "\(submitted.errors)")
    }
    return bench
  }

  private func json(_ arguments: String...) throws -> [String: Any] {
    let asked = try Program.run(
      ["report"] + arguments + ["--json", "--ledger", bench.ledger])
    try #require(asked.status == 0, "\(asked.errors)")
    return try #require(try asked.objects.first)
  }

  @Test func `is one of 26 that are listed with their titles in three languages`() throws {
    #expect(try bench.run("report", "--json").array.count == 26)
    #expect(try bench.run("report").text.contains("Technology contracts by type"))
    #expect(try bench.run("report", "--lang", "th").text.contains("สัญญาเทคโนโลยีแยกตามประเภท"))
    #expect(try bench.run("report", "--lang", "zh").text.contains("技术合同"))
  }

  @Test func `carries versions, position, legal date, filters and what is not shown`() throws {
    let answer = try json("R01", "--as", "ministry", "--from", "2020-01-01")
    for name in [
      "report", "version", "catalogueVersion", "asOfPosition", "asOfDate", "filters", "codeLists",
      "rulePacks", "suppression", "notHeld", "leftOut", "rows", "periods",
    ] { #expect(answer[name] != nil, "\(name)") }
    #expect((answer["rows"] as? [[String: Any]])?.isEmpty == false)
  }

  @Test
  func `is the same bytes when it is asked again, after a rebuild, and later at its position`()
    throws
  {
    let bench = try Self.made()
    let question = ["report", "R17", "--json", "--ledger", bench.ledger]
    let first = try Program.run(question)
    #expect(first.status == 0, "\(first.errors)")
    #expect(try Program.run(question).output == first.output)
    #expect(try bench.run("rebuild").status == 0)
    #expect(try Program.run(question).output == first.output)
    let position = try bench.run("log").lines.count
    let more = #"""
      {"command":"PublishFigure","at":"2021-09-28T00:00:00Z","actor":{"role":"registrar"},"data":{"figure":"X1","value":"5","comparator":"=","unit":"members","asOf":"2021","source":"a test, invented","what":{"en":"invented"}}}
      """#
    #expect(try bench.submit([more]).first?["outcome"] as? String == "accepted")
    #expect(try Program.run(question).output != first.output)
    let then = try Program.run(question + ["--as-of", "\(position)"])
    #expect(then.output == first.output)
  }

  @Test func `leaves out what the models do not show, and says what that would need`() throws {
    let answer = try json("R01", "--from", "2020-01-01")
    let leftOut = try #require(answer["leftOut"] as? [String: String])
    #expect(leftOut == ["turnover": "statistical", "technologyValue": "statistical"])
    #expect(answer["columns"] as? [String] == ["count"])
  }

  @Test func `shows a ministry nothing of the parties`() throws {
    let answer = try json("R24", "--as", "ministry", "--from", "2020-01-01")
    #expect((answer["leftOut"] as? [String: String])?["amount"]?.contains("parties") == true)
    #expect(try bench.run("report", "R21", "--as", "ministry").status == 77)
    let lifted = try bench.run("report", "R01", "--as", "ministry", "--unsuppressed")
    #expect(lifted.status == 77)
    #expect(lifted.errors.contains("next: "))
  }

  @Test(arguments: [
    (["R99"], 64, "there is no report R99"),
    (["R01", "--from", "2020-02-01"], 64, "2020-01-01 to 2020-12-31"),
    (["R01", "--period", "month"], 64, "not made by month"),
    (["R01", "--from", "2090-01-01", "--to", "2090-12-31"], 64, "was not over"),
    (["R03"], 78, "do not show"),
    (["R17", "--from", "2021-01-02", "--to", "2021-01-01"], 64, "comes after"),
    (["R17", "--as-of", "999999"], 64, "and not 999999"),
    (["R17", "--where", "industry=x"], 64, "it has country, sector, source"),
    (["R17", "--where", "country"], 64, "dimension=value"),
    (["R17", "--as-of", "5", "--as-of", "6"], 64, "one position"),
    (["R17", "--csv", "--json"], 64, "--csv and --json"),
  ])
  func `that cannot be given is refused with what to do`(
    arguments: [String], status: Int32, says: String
  ) throws {
    let asked = try Program.run(["report"] + arguments + ["--ledger", bench.ledger])
    #expect(asked.status == status, "\(asked.errors)")
    #expect(asked.errors.contains(says))
  }

  @Test func `sets what was published beside what the ledger gives`() throws {
    let rows = try #require(try json("R26")["rows"] as? [[String: Any]])
    let members = try #require(rows.first { $0["figure"] as? String == "F01" })
    #expect(members["claimed"] as? String == "2600")
    #expect(members["comparator"] as? String == ">")
    #expect(members["reproduced"] as? Int == 0)
    #expect(members["holds"] as? Int == 0)
  }

  @Test func `of one value is told with its filter, and has no totals of others`() throws {
    let answer = try json("R17", "--where", "country=TH")
    let filter = try #require((answer["filters"] as? [[String: Any]])?.first)
    #expect(filter as? [String: String] == ["dimension": "country", "value": "TH"])
    let rows = try #require(answer["rows"] as? [[String: Any]])
    #expect(!rows.isEmpty && rows.allSatisfy { $0["country"] as? String == "TH" })
    #expect(try bench.run("report", "R17", "--where", "country=TH").text.contains("country = TH"))
  }

  @Test func `is CSV too, with a byte-order mark on request`() throws {
    let csv = try bench.run("report", "R26", "--csv")
    #expect(csv.lines.first?.hasPrefix("period,level,figure,asOf,source,comparator") == true)
    let marked = try bench.run("report", "R26", "--csv", "--bom")
    #expect(marked.output == Data([0xEF, 0xBB, 0xBF]) + csv.output)
  }

  @Test(arguments: [
    ("in-force", "2021-02-01"), ("due", "2021-02-01"), ("paid", "2021-02-01"),
    ("stages", "2021-02-01"), ("cases", "2019-10-01"),
  ])
  func `of a legal date is told as it was known at a position`(question: String, day: String) throws
  {
    let asked = try bench.run("on", day, question, "--json")
    let answer = try #require(try asked.objects.first)
    #expect(answer["asOfDate"] as? String == day)
    #expect((answer["rows"] as? [Any])?.isEmpty == false, "\(question)")
    let before = try bench.run("on", day, question, "--json", "--as-of", "1")
    #expect((try before.objects.first?["rows"] as? [Any])?.isEmpty == true)
    #expect(try before.objects.first?["asOfPosition"] as? Int == 1)
  }
}
