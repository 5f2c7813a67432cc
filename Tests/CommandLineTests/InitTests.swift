import Foundation
import Testing

@Suite struct `Making a ledger` {
  @Test func `prints the key that verifies it, and nothing else on standard output`() throws {
    let bench = try Bench()
    #expect(bench.key.hasPrefix("example.org/test+"))
    #expect(try bench.run("checkpoint", "key").text == bench.key + "\n")
  }

  @Test func `names ledger, clock and key as JSON on request`() throws {
    let folder = try TemporaryFolder()
    let made = try Program.run([
      "init", "--json", "--ledger", folder.path + "/ledger", "--clock", "history",
      "--from", "2015-01-01T00:00:00Z",
    ])
    let object = try #require(try made.objects.first)
    #expect(object["clock"] as? String == "history")
    #expect(object["key"] != nil && object["ledger"] != nil)
    let log = try Program.run(["log", "--ledger", folder.path + "/ledger"])
    #expect(log.text.contains(#""time":"2015-01-01T00:00:00.000000Z""#))
  }

  @Test func `refuses a folder that holds one`() throws {
    let bench = try Bench()
    let log = try bench.log
    let again = try bench.run("init")
    #expect(again.status == 73)
    #expect(again.errors.contains("next: "))
    #expect(try bench.log == log)
  }

  @Test func `refuses a folder that holds anything else`() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("mine", as: "notes.txt")
    let made = try Program.run(["init", "--ledger", folder.path])
    #expect(made.status == 73)
    #expect(try String(contentsOf: folder.url("notes.txt"), encoding: .utf8) == "mine")
  }

  @Test(arguments: [
    ["--origin", "two words"], ["--clock", "sundial"], ["--backdate-days", "-1"],
    ["--from", "2015-01-01T00:00:00Z"], ["--clock", "history", "--from", "yesterday"],
  ])
  func `takes no options that make no sense`(options: [String]) throws {
    let folder = try TemporaryFolder()
    let made = try Program.run(["init", "--ledger", folder.path + "/ledger"] + options)
    #expect(made.status == 64, "\(made.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/ledger"))
  }

  @Test func `takes the folder from the environment, and keeps keys where it is told`() throws {
    let folder = try TemporaryFolder()
    let environment = [
      "DEALLEDGER_LEDGER": folder.path + "/a", "DEALLEDGER_KEYS": folder.path + "/keys",
    ]
    let made = try Program.run(["init"], environment: environment)
    #expect(made.status == 0, "\(made.errors)")
    #expect(FileManager.default.fileExists(atPath: folder.path + "/keys/log.key"))
    #expect(try Program.run(["checkpoint", "create"], environment: environment).status == 0)
    // Without its key the ledger is read as before, and signs nothing.
    let keyless = try Program.run(["checkpoint", "create", "--ledger", folder.path + "/a"])
    #expect(keyless.status == 78, "\(keyless.errors)")
    let conventional = try Program.run(
      ["log"], environment: ["XDG_DATA_HOME": folder.path, "DEALLEDGER_LEDGER": ""])
    #expect(conventional.status == 66)
    #expect(conventional.errors.contains(folder.path + "/dealledger"))
  }
}
