import Crypto
import Foundation
import Testing

@Suite struct `A person at the command line` {
  private let parties = [
    "--party", "gxu:licensor:CN:Guangxi University", "--party", "thai:licensee:TH:ไทยโค้ตติ้ง",
  ]

  private func propose(_ bench: Bench, _ more: String...) throws -> Program.Result {
    try Program.run(
      [
        "propose", "D90", "--as-party", "gxu", "--type", "KNOW_HOW", "--title", "Coating",
        "--title", "th=สารเคลือบ", "--ledger", bench.ledger,
      ] + parties + more)
  }

  @Test func `takes a deal from the proposal to its end`() throws {
    let bench = try Bench(clock: "live")
    #expect(try propose(bench).status == 0)
    let document = try bench.folder.write("the terms, any bytes", as: "terms.pdf")
    let hash =
      "sha256:"
      + SHA256.hash(data: Data("the terms, any bytes".utf8)).map {
        String(format: "%02x", $0)
      }.joined()
    let today = String(Date().ISO8601Format().prefix(10))
    let steps: [[String]] = [
      ["interest", "--as-party", "thai"], ["negotiate", "--as-party", "gxu"],
      ["offer", "--as-party", "gxu", "--base-version", "0", "--document", document],
      ["comment", "--as-party", "thai", "--version", "1", "--path", "/rate", "--text", "high"],
      ["accept", "--as-party", "thai", "--version", "1", "--terms-hash", hash],
      ["approve", "--party", "gxu", "--body", "board", "--terms-hash", hash],
      ["approve", "--party", "thai", "--body", "legal", "--terms-hash", hash],
      ["sign", "--party", "gxu", "--terms-hash", hash],
      ["sign", "--party", "thai", "--terms-hash", hash, "--place", "Bangkok"],
      ["effective", "--effective-on", today],
      ["open-case", "C1", "--rule", "TH-X", "--jurisdiction", "TH", "--effect", "NONE"],
      ["file-case", "C1", "--as-party", "thai"],
      ["decide-case", "C1", "--decision", "granted", "--certificate", "7"],
      [
        "schedule", "M1", "--kind", "milestone", "--debtor", "gxu", "--creditor", "thai",
        "--due-on", "2099-01-01",
      ],
      ["deliver", "M1", "--as-party", "gxu"],
      ["reject-delivery", "M1", "--as-party", "thai", "--reason", "not yet"],
      ["deliver", "M1", "--as-party", "gxu"], ["accept-delivery", "M1", "--as-party", "thai"],
      [
        "schedule", "R1", "--kind", "royaltyReport", "--debtor", "thai", "--creditor", "gxu",
        "--recurrence", "year", "--rate", "4.5",
      ],
      [
        "state-royalty", "R1", "--as-party", "thai", "--from", "2020-01-01", "--to", "2020-12-31",
        "--net-sales", "1,000.00 THB", "--royalty-due", "45.00 THB",
      ],
      [
        "pay", "P1", "--as-party", "thai", "--payer", "thai", "--payee", "gxu", "--amount",
        "45.00THB", "--obligation", "R1",
      ],
      ["confirm-payment", "P1", "--as-party", "gxu"],
      ["suspend", "--actor", "registrar", "--ground", "flood"], ["resume", "--actor", "registrar"],
      ["terminate", "--as-party", "gxu", "--ground", "consent", "--mutual"],
      ["close", "--as-party", "gxu", "--outcome", "terminated"],
    ]
    for step in steps {
      let result = try Program.run(
        [step[0], "D90"] + step.dropFirst() + ["--ledger", bench.ledger])
      #expect(result.status == 0, "\(step): \(result.text)\(result.errors)")
    }
    let last = try bench.run("history", "D90", "--json").array.last
    #expect(last?["type"] as? String == "deal.closed.v1")
  }

  @Test func `is told the next step of a refusal`() throws {
    let bench = try Bench(clock: "live")
    #expect(try propose(bench).status == 0)
    let again = try propose(bench)
    #expect(again.status == 1)
    #expect(again.text.contains("deal-exists"))
    let stale = try bench.run("interest", "D90", "--as-party", "thai", "--expected-revision", "7")
    #expect(stale.status == 1)
    #expect(stale.text.contains("wrong-revision"))
    let nobody = try bench.run("interest", "D90")
    #expect(nobody.status == 64)
    #expect(nobody.errors.contains("--as-party"))
  }

  @Test func `sees what would be written, and nothing is`() throws {
    let bench = try Bench(clock: "live")
    let log = try bench.log
    let rehearsed = try propose(bench, "--dry-run")
    #expect(rehearsed.status == 0, "\(rehearsed.errors)")
    let event = try #require(try rehearsed.objects.first)
    #expect(event["type"] as? String == "deal.proposed.v1")
    #expect(event["subject"] as? String == "deal/D90")
    #expect(event["id"] as? String == "1")
    #expect(try bench.log == log)
    let refused = try bench.run(
      "accept", "D90", "--as-party", "thai", "--version", "1", "--dry-run")
    #expect(refused.status == 1)
    #expect(try bench.log == log)
  }

  @Test func `offers terms whose hash the ledger computes itself`() throws {
    let bench = try Bench(clock: "live")
    _ = try propose(bench)
    _ = try bench.run("interest", "D90", "--as-party", "thai")
    _ = try bench.run("negotiate", "D90", "--as-party", "gxu")
    let document = try bench.folder.write("text", as: "t")
    let wrong = "sha256:" + String(repeating: "0", count: 64)
    let refused = try bench.run(
      "offer", "D90", "--as-party", "gxu", "--base-version", "0", "--document", document,
      "--terms-hash", wrong, "--json")
    #expect(refused.status == 1)
    #expect(try refused.objects.first?["code"] as? String == "terms-hash-mismatch")
    let terms = try bench.folder.write(#"{"rate": "4.5", "nonce": "x"}"#, as: "terms.json")
    let offered = try bench.run(
      "offer", "D90", "--as-party", "gxu", "--base-version", "0", "--terms", terms, "--key-terms",
      #"{"rate":"4.5"}"#, "--turnover", "100.00 THB")
    #expect(offered.status == 0, "\(offered.errors)\(offered.text)")
    // The document has a random part, so that nobody finds the terms by trying.
    let offer = try #require(
      try bench.run("history", "D90", "--json").array.last?["data"] as? [String: Any])
    let hash = try #require(offer["termsHash"] as? String)
    let plain = SHA256.hash(data: Data(#"{"nonce":"x","rate":"4.5"}"#.utf8))
    #expect(hash != "sha256:" + plain.map { String(format: "%02x", $0) }.joined())
    #expect(
      try bench.run("accept", "D90", "--as-party", "thai", "--version", "1", "--terms-hash", hash)
        .status == 0)
    let diff = try bench.run("history", "D90", "--diff")
    #expect(diff.text.contains("version 1") && diff.text.contains("+ 4.5"))
    let none = try bench.run(
      "offer", "D90", "--as-party", "gxu", "--base-version", "0", "--terms", document)
    #expect(none.status == 65)
    let large = bench.folder.url("large")
    #expect(FileManager.default.createFile(atPath: large.path, contents: nil))
    try FileHandle(forWritingTo: large).truncate(atOffset: (64 << 20) + 1)
    let tooLarge = try bench.run(
      "offer", "D90", "--as-party", "gxu", "--base-version", "1", "--document", large.path)
    #expect(tooLarge.status == 65)
    let missing = try bench.run(
      "offer", "D90", "--as-party", "gxu", "--base-version", "0", "--document", "/nowhere/x")
    #expect(missing.status == 66)
  }

  @Test func `may ask any command by its name`() throws {
    let bench = try Bench()
    for line in try Scenarios.lines(of: "P01").prefix(1) + Scenarios.lines(of: "D14") {
      let command = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let actor = try #require(command["actor"] as? [String: String])
      let role = [actor["role"], actor["party"]].compactMap(\.self).joined(separator: ":")
      var arguments = [
        "command", try #require(command["command"] as? String), "--actor", role,
        "--at", try #require(command["at"] as? String), "--ledger", bench.ledger,
        "--data", try Scenarios.text(of: try #require(command["data"])),
      ]
      if let deal = command["deal"] as? String { arguments += ["--deal", deal] }
      let result = try Program.run(arguments)
      #expect(result.status == 0, "\(result.text)\(result.errors)")
    }
    #expect(try bench.run("command", "DoNothing", "--deal", "D1").status == 64)
    let present = try bench.run("interest", "D14", "--as-party", "la-mill")
    #expect(present.status == 64)
    #expect(present.errors.contains("--at"))
  }
}
