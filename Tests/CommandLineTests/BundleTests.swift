import Foundation
import Testing

@Suite struct `An audit bundle` {
  @Test func `is written under a state that is signed for it`() throws {
    let bench = try Bench()
    _ = try bench.submitScenarios()
    let size = try bench.log.count { $0 == 0x0A }
    for (options, events, complete) in [
      ([], size, size), (["--deal", "D06"], nil, size), (["--subject", "ledger"], 2, size),
      (["--after", "300"], size + 1 - 300, size + 1), (["--type", "deal.signed.v1"], nil, nil),
    ] as [([String], Int?, Int?)] {
      let path = bench.folder.path + "/\(UUID()).bundle"
      let made = try Program.run(
        ["export", "bundle", "-o", path, "--json", "--ledger", bench.ledger] + options)
      #expect(made.status == 0, "\(made.errors)")
      let json = try #require(try made.objects.first)
      if let events { #expect(json["events"] as? Int == events, "\(options)") }
      #expect(json["completeUpTo"] as? Int == complete, "\(options)")
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.hasPrefix(#"{"bundle":"dealledger/bundle/1","checkpoint":"#))
    }
    #expect(try drafts(in: bench).isEmpty)
  }

  @Test func `takes no place that is taken`() throws {
    let bench = try Bench()
    let path = try bench.folder.write("mine", as: "taken")
    let made = try bench.run("export", "bundle", "-o", path)
    #expect(made.status == 73)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    #expect(try bench.run("export", "bundle", "-o", path + "/x/y").status == 73)
    #expect(try drafts(in: bench).isEmpty)
  }

  @Test func `signs nothing where it is told so`() throws {
    let bench = try Bench()
    _ = try bench.submitScenarios()
    let path = bench.folder.path + "/a.bundle"
    let none = try bench.run("export", "bundle", "-o", path, "--as-signed")
    #expect(none.status == 69)
    #expect(none.errors.contains("checkpoint create"))
    _ = try bench.run("checkpoint", "create")
    let log = try bench.log
    let withoutHeads = try bench.run("export", "bundle", "--deal", "D06", "-o", path, "--as-signed")
    #expect(withoutHeads.status == 69)
    #expect(withoutHeads.errors.contains("--heads"))
    #expect(try bench.log == log)
    #expect(try bench.run("export", "bundle", "-o", path, "--as-signed").status == 0)
    #expect(try drafts(in: bench).isEmpty)
  }

  @Test func `says where it ends when the key is not at hand`() throws {
    let bench = try Bench()
    _ = try bench.submitScenarios()
    _ = try bench.run("checkpoint", "create", "--heads")
    let log = try bench.log
    let elsewhere = bench.folder.path + "/no-keys"
    let made = try bench.run(
      "export", "bundle", "--deal", "D06", "-o", bench.folder.path + "/a", "--keys", elsewhere)
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.errors.contains("the log's key is not at hand"))
    #expect(made.errors.contains("It is complete up to position"))
    #expect(try bench.log == log)
  }

  @Test(arguments: [
    ["--deal", "D06", "--type", "x"], ["--deal", "D06", "--after", "3"], ["--after", "-1"],
    ["--deal", "D06", "--with-refusals"], ["--subject", "no stream"], ["--after", "9000"],
  ])
  func `is refused where it is asked for wrongly`(_ options: [String]) throws {
    let bench = try Bench()
    let path = bench.folder.path + "/a"
    let made = try Program.run(
      ["export", "bundle", "-o", path, "--ledger", bench.ledger] + options)
    #expect(made.status == 64, "\(made.errors)")
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(try drafts(in: bench).isEmpty)
  }

  private func drafts(in bench: Bench) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: bench.folder.path)
      .filter { $0.hasSuffix(".draft") }
  }
}
