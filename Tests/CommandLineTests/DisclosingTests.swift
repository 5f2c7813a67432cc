import Foundation
import Testing

@Suite struct `A disclosure on the command line` {
  let bench: Bench
  /// Of a line with an amount that only the parties see.
  let payment: String

  init() throws {
    bench = try Bench()
    _ = try bench.submit(try Scenarios.lines(of: "D04"))
    let line = try #require(
      try bench.run("log", "--type", "deal.payment-recorded.v1", "--limit", "1").objects.first)
    payment = try #require(line["id"] as? String)
  }

  @Test func `is written to a new file of its owner, and verifies without a ledger`() throws {
    let file = bench.folder.url("line.json")
    let made = try disclose(payment, "amount", "-o", file.path)
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.output.isEmpty)
    #expect(made.errors.contains("Recorded at position"))
    #expect(made.errors.contains("Signed a checkpoint"))
    #expect(try permissions(of: file.path) == 0o600)
    let verified = try verify(file.path)
    #expect(verified.status == 0, "\(verified.errors)")
    #expect(verified.text.contains("bytes verify"))
    #expect(verified.text.contains("1 disclosed, 1 hidden"))
    #expect(verified.text.contains(#"data/amount  {"currency":"IDR","value":"12500000000"}"#))
    #expect(!verified.text.contains("valid"))
    let line = try #require(
      try verify(file.path, "--json").objects.first?["line"] as? [String: Any])
    let data = try #require(line["data"] as? [String: Any])
    #expect((data["amount"] as? [String: Any])?["value"] as? String == "12500000000")
    #expect(data["_sd"] == nil)
    #expect(try bench.run("verify").status == 0)
  }

  @Test func `goes to standard output where no file is named, and there alone`() throws {
    let made = try disclose(payment, "all")
    let file = try bench.folder.write(made.text, as: "out.json")
    #expect(try verify(file).status == 0)
    #expect(try verify(file).text.contains("2 disclosed, 0 hidden"))
  }

  @Test func `tells programs what was done`() throws {
    let path = bench.folder.path + "/line.json"
    let made = try disclose(payment, "amount", "-o", path, "--json", "--id", "d-1")
    let told = try #require(try made.objects.first)
    #expect(told["path"] as? String == path)
    #expect(told["position"] as? Int == Int(payment))
    #expect(told["hidden"] as? Int == 1)
    #expect(
      told["disclosed"] as? [[String: String]] == [["class": "parties", "path": "data/amount"]])
    #expect((told["checkpoint"] as? [String: Any])?["isNew"] as? Bool == true)
    let record = try #require(told["record"] as? [String: Any])
    #expect(record["outcome"] as? String == "accepted")
    let position = try #require(record["position"] as? Int)
    let event = try #require(try bench.run("event", "\(position)", "--raw").objects.first)
    let data = try #require(event["data"] as? [String: Any])
    #expect(data["recipient"] as? String == "Ministry (invented)")
    #expect(data["legalBasis"] as? String == "yearly report")
    #expect(data["fields"] as? [String] == ["data/amount"])
    #expect(data["position"] as? Int == Int(payment))
    let again = try disclose(payment, "amount", "-o", path + "2", "--json", "--id", "d-1")
    #expect(
      (try again.objects.first?["record"] as? [String: Any])?["outcome"] as? String == "repeated")
    #expect(try disclose(payment, "amount", "--json").status == 64)
  }

  @Test func `leaves a file alone that is there already, and records nothing`() throws {
    let (path, log) = (try bench.folder.write("mine", as: "taken"), try bench.log)
    let made = try disclose(payment, "amount", "-o", path)
    #expect(made.status == 73)
    #expect(made.errors.contains("next: choose a path that is free"))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    #expect(try disclose(payment, "amount", "-o", bench.folder.path + "/no/where").status == 73)
    #expect(try bench.log == log)
  }

  @Test(arguments: [
    ("colour", 64, "the line has no field colour"), ("payer", 64, "payer is public"),
    ("amount/value", 64, "amount/value is a part of data/amount"),
  ])
  func `is refused by name, with the list of what can be disclosed`(
    field: String, status: Int32, problem: String
  ) throws {
    let log = try bench.log
    let made = try disclose(payment, "amount,\(field)", "-o", bench.folder.path + "/x")
    #expect(made.status == status)
    #expect(made.errors.contains(problem))
    #expect(made.errors.contains("next: the line can disclose data/amount,data/withholdingTax"))
    #expect(try bench.log == log)
    #expect(!FileManager.default.fileExists(atPath: bench.folder.path + "/x"))
  }

  @Test func `is refused as the deal's rules refuse its record`() throws {
    let (path, log) = (bench.folder.path + "/x", try bench.log)
    let personal = try disclose("1", "parties/0/contact", "-o", path)
    #expect(personal.status == 1)
    #expect(personal.errors.contains("class-not-disclosable"))
    #expect(personal.errors.contains("data/parties/0/kind"), "what can be disclosed")
    let role = try disclose(payment, "amount", "-o", path, "--actor", "auditor", "--json")
    #expect(role.status == 1)
    #expect(try role.objects.first?["code"] as? String == "role-not-allowed")
    #expect(try disclose(payment, "amount", "--actor", "auditor").output.isEmpty)
    #expect(try disclose(payment, "amount", "-o", path, "--as", "ministry").status == 77)
    #expect(try disclose("9999", "all").status == 66)
    #expect(try bench.log == log)
    #expect(try bench.run("checkpoint", "list", "--json").array.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `to nobody in particular is recorded as shown to the bearer`() throws {
    let path = bench.folder.path + "/bearer"
    #expect(try bench.run("disclose", payment, "--fields", "amount", "-o", path).status == 0)
    #expect(try verify(path).status == 0)
    let line = try #require(try bench.run("log").lines.last)
    #expect(line.contains(#""recipient":"bearer""#) && !line.contains("legalBasis"))
  }

  @Test func `is rehearsed without writing anything`() throws {
    let log = try bench.log
    let rehearsed = try disclose(payment, "amount", "--dry-run")
    #expect(rehearsed.status == 0)
    let event = try #require(try rehearsed.objects.first)
    #expect(event["type"] as? String == "deal.disclosure-made.v1")
    #expect(try bench.log == log)
  }

  @Test func `that was forged is named, and one that cannot be read is told apart`() throws {
    let text = try disclose(payment, "amount").text
    for (forged, problem) in [
      (text.replacing("~\"", with: "~\(claim("9.99"))~\""), "claims to be \"amount\""),
      (text.replacing(#""position": "#, with: #""position": 9"#), "inclusion"),
      (
        text.replacing(#""checkpoint": "example"#, with: #""checkpoint": "elsewhere"#), "checkpoint"
      ),
    ] {
      try #require(forged != text)
      let path = try bench.folder.write(forged, as: "\(UUID()).json")
      let verified = try verify(path)
      #expect(verified.status == 1, "\(problem)")
      #expect(verified.output.isEmpty)
      #expect(verified.errors.contains(problem), "\(verified.errors)")
      #expect(verified.errors.contains("next: "))
    }
    let whole = try bench.folder.write(text, as: "whole.json")
    #expect(try verify(whole, key: Bench().key).status == 1, "the key of another log")
    #expect(try verify(whole, key: "nonsense").status == 65)
    #expect(try verify(bench.folder.write("a letter", as: "letter")).status == 65)
    #expect(try verify(bench.folder.path + "/none").status == 66)
  }

  @Test func `recorded and not written is told, and is written under its id`() throws {
    let log = try bench.run("log").lines
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    let call =
      "disclose \(payment) --fields amount --to M --basis b --at 2025-01-01T00:00:00Z"
      + " --id d-9 --ledger \(bench.ledger)"
    shell.arguments = ["-c", "\(Program.url.path) \(call) >/dev/full"]
    let errors = Pipe()
    shell.standardError = errors
    try shell.run()
    let told = String(
      decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 74)
    #expect(told.contains("--id d-9 --at 2025-01-01T00:00:00Z"))
    let again = try Program.run(call.split(separator: " ").map(String.init))
    #expect(again.status == 0, "\(again.errors)")
    #expect(try verify(bench.folder.write(again.text, as: "again.json")).status == 0)
    #expect(try bench.run("log").lines.count == log.count + 1)
  }

  @Test func `made before an erasure verifies after it, and shows nothing more`() throws {
    _ = try bench.submit(try Scenarios.lines(of: "D07"))
    let proposed = try #require(
      try bench.run("log", "--subject", "deal/D07", "--limit", "1").objects.first?["id"] as? String)
    let before = try bench.folder.write(
      try disclose(proposed, "parties/1/kind").text, as: "before.json")
    let erased = try bench.run(
      "command", "ErasePersonalData", "--deal", "D07", "--actor", "privacyOfficer", "--data",
      #"{"subject":"contact-vn-0011","legalBasis":"their wish (invented)","mode":"erase"}"#,
      "--at", "2025-01-01T00:00:00Z")
    #expect(erased.status == 0, "\(erased.text)")
    #expect(try verify(before).status == 0)
    let size = try bench.run("log").lines.count
    let personal = try disclose(proposed, "parties/2/contact")
    #expect(personal.status == 77)
    #expect(personal.errors.contains("data/parties/2/contact is closed: its key was destroyed"))
    #expect(try bench.run("log").lines.count == size)
  }

  /// A disclosure of our own making, in base64url.
  private func claim(_ value: String) -> String {
    let salt = String(repeating: "A", count: 43)
    let json = #"["\#(salt)","amount",{"currency":"IDR","value":"\#(value)"}]"#
    return Data(json.utf8).base64EncodedString().replacing("+", with: "-")
      .replacing("/", with: "_").replacing("=", with: "")
  }

  private func disclose(
    _ position: String, _ fields: String, _ more: String...
  ) throws -> Program.Result {
    try Program.run(
      ["disclose", position, "--fields", fields, "--ledger", bench.ledger]
        + ["--to", "Ministry (invented)", "--basis", "yearly report"]
        + ["--at", "2025-01-01T00:00:00Z"] + more)
  }

  private func verify(
    _ path: String, _ more: String..., key: String? = nil
  ) throws -> Program.Result {
    try Program.run(["verify-disclosure", path, "--key", key ?? bench.key] + more)
  }

  private func permissions(of path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }
}
