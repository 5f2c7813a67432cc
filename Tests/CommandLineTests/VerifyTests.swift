import Foundation
import Testing

@Suite struct `A replay on the command line` {
  @Test func `cannot tell anything of a ledger without commands`() throws {
    let bench = try Bench()
    #expect(try bench.run("verify").status == 2)
  }

  @Test func `holds for the deals of the articles, against a checkpoint kept outside`() throws {
    let bench = try Bench()
    _ = try bench.submitScenarios()
    #expect(try bench.run("verify").status == 0, "no checkpoint is no fault")
    let note = try bench.folder.write(try bench.run("checkpoint", "create").text, as: "note")
    _ = try bench.run("list")
    let verified = try bench.run("verify", "--checkpoint", note, "--key", bench.key)
    #expect(verified.status == 0, "\(verified.text)\(verified.errors)")
    #expect(verified.text.contains("Holds") || verified.text.contains("holds"))
    #expect(try bench.run("verify", "--level", "2", "--json").objects.count == 1)
    let other = try Bench()
    #expect(
      try bench.run("verify", "--checkpoint", note, "--key", other.key).status == 1,
      "the key of another log")
    #expect(try other.run("verify", "--checkpoint", note, "--key", bench.key).status == 1)
  }

  @Test func `does not hold where a byte was changed`() throws {
    let bench = try Bench()
    _ = try bench.submit(try Scenarios.lines(of: "D11"))
    let file = URL(filePath: bench.ledger + "/log/data.mdb")
    var data = try Data(contentsOf: file)
    let title = Data("Patent assignment offer".utf8)
    while let place = data.range(of: title) {
      data.replaceSubrange(place, with: Data("Patent assignment oFFer".utf8))
    }
    try data.write(to: file)
    let verified = try bench.run("verify", "--json")
    #expect(verified.status == 1)
    #expect(try bench.run("log").status == 0, "what is there can still be read")
  }

  @Test func `takes no options that make no sense`() throws {
    let bench = try Bench()
    #expect(try bench.run("verify", "--level", "7").status == 64)
    #expect(try bench.run("verify", "--checkpoint", "x").status == 64)
    #expect(try bench.run("verify", "--checkpoint", "/nowhere", "--key", bench.key).status == 66)
    #expect(try bench.run("verify", "--key", "nonsense").status == 65)
  }
}

@Suite struct `The demonstration` {
  @Test func `makes a ledger, shows a deal, and ends with a certificate that holds`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/demo"
    let shown = try Program.run(["demo", "--ledger", path])
    #expect(shown.status == 0, "\(shown.errors)")
    #expect(shown.text.contains("589 accepted"))
    #expect(shown.text.contains("became effective"))
    #expect(shown.text.contains("What to try next"))
    #expect(try Program.run(["verify", "--ledger", path]).status == 0)
    #expect(try Program.run(["demo", "--ledger", path]).status == 73, "it is there already")
    let none = try Program.run(["demo", "--ledger", path + "2", "--scenarios", folder.path + "/x"])
    #expect(none.status == 66)
  }
}
