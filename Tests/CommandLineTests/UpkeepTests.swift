import Foundation
import Testing

@Suite struct `A backup on the command line` {
  @Test func `is put back elsewhere and is the same ledger`() throws {
    let bench = try Bench()
    _ = try bench.submit(try Scenarios.lines(of: "D11"))
    let copy = bench.folder.path + "/copy"
    let made = try #require(try bench.run("backup", copy, "--json").objects.first)
    #expect(made["verdict"] as? String == "holds")
    #expect(made["keys"] as? Bool == false)
    let lines = try bench.log
    #expect(made["size"] as? Int == lines.count { $0 == UInt8(ascii: "\n") })
    let target = bench.folder.path + "/restored"
    let restored = try Program.run([
      "restore", copy, "--ledger", target, "--keys", bench.ledger + "/keys", "--json",
    ])
    #expect(restored.status == 0, "\(restored.errors)")
    #expect(try restored.objects.first?["level"] as? Int == 3)
    #expect(try Program.run(["log", "--ledger", target]).output == lines)
    #expect(try bench.run("backup", copy).status == 73)
  }

  @Test func `says that the keys are elsewhere, and tells nothing under --quiet`() throws {
    let bench = try Bench()
    let made = try bench.run("backup", bench.folder.path + "/a")
    #expect(made.errors.contains("The keys are not in it"))
    #expect(try bench.run("backup", bench.folder.path + "/b", "--quiet").errors.isEmpty)
  }

  @Test func `takes no checkpoint without a key`() throws {
    #expect(try Program.run(["restore", "x", "--checkpoint", "y"]).status == 64)
    #expect(try Program.run(["restore"]).status == 64)
    #expect(try Program.run(["backup"]).status == 64)
  }
}

@Suite struct `The doctor` {
  @Test func `finds nothing wrong with a new ledger`() throws {
    let bench = try Bench()
    let told = try bench.run("doctor")
    #expect(told.status == 0)
    #expect(told.errors.contains("All is well."))
    let report = try #require(try bench.run("doctor", "--json").objects.first)
    #expect(report["status"] as? String == "ok")
    let findings = try #require(report["findings"] as? [[String: Any]])
    #expect(findings.count == 14)
    #expect((report["figures"] as? [String: Any])?["events"] as? Int == 1)
    #expect(findings.allSatisfy { $0["message"] is String && $0["advice"] == nil })
  }

  @Test func `gives advice for a fault, in colour where that is asked for`() throws {
    let bench = try Bench()
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o640], ofItemAtPath: bench.ledger + "/keys/log.key")
    let told = try bench.run("doctor")
    #expect(told.status == 1)
    #expect(told.text.contains("✗ fault"))
    #expect(told.text.contains("→ run `chmod go= \(bench.ledger)/keys/log.key`"))
    #expect(!told.text.contains("\u{1B}"))
    let painted = try bench.run("doctor", environment: ["CLICOLOR_FORCE": "1"])
    #expect(painted.text.contains("\u{1B}[31m✗ fault"))
  }
}
