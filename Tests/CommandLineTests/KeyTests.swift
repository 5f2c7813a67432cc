import Foundation
import Testing

@Suite struct `The keys` {
  let bench: Bench
  let keys: String

  init() throws {
    bench = try Bench()
    keys = bench.ledger + "/keys"
    let outcomes = try bench.submit(Scenarios.lines(of: "D08"))
    try #require(!outcomes.isEmpty)
  }

  @Test func `are checked against the log, for people and for programs`() throws {
    let check = try bench.run("key", "check")
    #expect(check.status == 0, "\(check.errors)")
    #expect(check.text.contains("vault") && check.text.contains("refusals"))
    let object = try #require(try bench.run("key", "check", "--json").objects.first)
    #expect(object["sound"] as? Bool == true)
    #expect((object["tables"] as? [[String: Any]])?.count == 4)
  }

  @Test func `are rotated, backed up, and the backup is noted and opens`() throws {
    let backup = bench.folder.url("backup").path
    let made = try #require(try bench.run("key", "backup", backup, "--json").objects.first)
    #expect(made["path"] as? String == backup)
    #expect(made["epoch"] as? Int == 1)
    let rotated = try bench.run("key", "rotate", "--json")
    let object = try #require(try rotated.objects.first, "\(rotated.errors)")
    #expect((object["backupsBefore"] as? [[String: Any]])?.count == 1)
    #expect(try bench.run("key", "check").status == 0)
    #expect(try bench.run("key", "check", "--keys", backup).status == 0)
    let twice = try bench.run("key", "backup", backup)
    #expect(twice.status == 73)
    #expect(twice.errors.contains("next: "))
  }

  @Test func `that lack one that the log needs are a fault, and it says where`() throws {
    let backup = bench.folder.url("backup").path
    #expect(try bench.run("key", "backup", backup).status == 0)
    _ = try bench.submit(Scenarios.lines(of: "D01"))
    let check = try bench.run("key", "check", "--keys", backup)
    #expect(check.status == 1)
    #expect(check.text.contains("position "))
    #expect(check.errors.contains("next: "))
  }

  @Test(arguments: ["epoch", "ring", "folder", "mode", "foreign"])
  func `that cannot be used stop what writes, and nothing that is public`(loss: String) throws {
    try strike(loss)
    let before = try bench.log
    for arguments in [["submit", "-"], ["checkpoint", "create"], ["key", "check"]] {
      let result = try Program.run(
        arguments + ["--ledger", bench.ledger], input: try Scenarios.lines(of: "D01")[0])
      #expect(result.status == 78, "\(arguments): \(result.errors)")
      #expect(result.errors.contains("next: "))
      #expect(result.errors.contains("everything public"))
    }
    #expect(try bench.log == before)
    for arguments in [["show", "D08"], ["history", "D08"], ["log"], ["checkpoint", "list"]] {
      let result = try Program.run(arguments + ["--ledger", bench.ledger])
      #expect(result.status == 0, "\(arguments): \(result.errors)")
    }
  }

  private func strike(_ loss: String) throws {
    let files = FileManager.default
    switch loss {
    case "epoch": try files.removeItem(atPath: keys + "/" + (try name(".key", but: "log.key")))
    case "ring": try files.removeItem(atPath: keys + "/" + (try name(".keys", but: "")))
    case "folder": try files.removeItem(atPath: keys)
    case "mode":
      let path = keys + "/" + (try name(".key", but: "log.key"))
      try files.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    default:
      try files.removeItem(atPath: keys)
      let other = try Bench()
      try files.copyItem(atPath: other.ledger + "/keys", toPath: keys)
    }
  }

  private func name(_ suffix: String, but other: String) throws -> String {
    let names = try FileManager.default.contentsOfDirectory(atPath: keys)
    return try #require(names.first { $0.hasSuffix(suffix) && $0 != other })
  }
}
