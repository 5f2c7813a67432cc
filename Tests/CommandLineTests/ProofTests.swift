import Foundation
import Testing

@Suite struct `A proof's file` {
  let bench: Bench

  init() throws {
    bench = try Bench()
    _ = try bench.run("checkpoint", "create")
    _ = try bench.submit(try Scenarios.lines(of: "D14"))
    _ = try bench.run("checkpoint", "create")
  }

  private var size: Int {
    get throws { try bench.run("checkpoint", "list", "--json").array.last?["size"] as? Int ?? 0 }
  }

  @Test func `of a line verifies as text and as JSON, with the line in it or beside it`() throws {
    let line = try bench.folder.write(try bench.run("event", "2", "--raw").text, as: "line")
    let other = try bench.folder.write(try bench.run("event", "1", "--raw").text, as: "other")
    for form in [[], ["--json"]] {
      let path = bench.folder.url("proof-\(form.count)").path
      let made = try Program.run(
        ["proof", "2", "-o", path, "--ledger", bench.ledger] + form)
      #expect(made.status == 0 && made.output.isEmpty, "\(made.errors)")
      #expect(try verify(path).status == 0)
      #expect(try verify(path, "--line", line).status == 0)
      #expect(try verify(path, "--line", other).status == 1)
      let told = try #require(try verify(path, "--json").objects.first)
      #expect(try told["index"] as? Int == 2 && told["size"] as? Int == size)
      #expect(try told["line"] as? String == bench.run("event", "2", "--raw").lines.first)
    }
  }

  @Test func `of a line goes to the tree that is asked for`() throws {
    #expect(try bench.run("proof", "0", "--size", "1").status == 0)
    #expect(try bench.run("proof", "0", "--size", "2").status == 66)
    #expect(try bench.run("proof", "1", "--size", "1").status == 66)
    #expect(try bench.run("proof", "999").status == 66)
  }

  @Test func `of consistency verifies as text and as JSON, and says what is unsigned`() throws {
    let size = try size
    for form in [[], ["--json"]] {
      for (from, unsigned) in [(1, []), (3, [3])] {
        let made = try Program.run(
          ["proof", "--from", "\(from)", "--to", "\(size)", "--ledger", bench.ledger] + form)
        let path = try bench.folder.write(made.text, as: "proof")
        let told = try verify(path, "--json")
        #expect(told.status == 0, "\(told.errors)")
        #expect(try told.objects.first?["unsigned"] as? [Int] == unsigned)
        #expect(try verify(path).text.contains("Unsigned") == !unsigned.isEmpty)
      }
    }
    let unsigned = try bench.run("proof", "--from", "2", "--to", "3")
    #expect(unsigned.text.hasSuffix("=\n\nunsigned\n\nunsigned\n"))
    let told = try verify(try bench.folder.write(unsigned.text, as: "unsigned"))
    #expect(told.status == 1 && told.errors.contains("nobody has signed"))
    let json = try #require(
      try bench.run("proof", "--from", "2", "--to", "3", "--json").objects.first)
    #expect((json["newer"] as? [String: Any])?["checkpoint"] is NSNull)
    #expect(try bench.run("proof", "--from", "3", "--to", "2").status == 64)
    #expect(try bench.run("proof", "--from", "3", "--to", "999").status == 66)
    #expect(try bench.run("proof", "--from", "3").status == 64)
    #expect(try bench.run("proof", "3", "--from", "1", "--to", "3").status == 64)
  }

  @Test func `is refused with the reason`() throws {
    let text = try bench.run("proof", "2").text
    let path = try bench.folder.write(text, as: "proof")
    let other = try Bench()
    let foreign = try Program.run(["verify-proof", path, "--key", other.key])
    #expect(foreign.status == 1 && foreign.errors.contains("no signature by this key"))
    // Another log's key is enough where the log has had several.
    #expect(
      try Program.run(["verify-proof", path, "--key", other.key, "--key", bench.key]).status == 0)
    for (old, new, words) in [
      ("index 2", "index 3", "do not lead to the signed root"),
      ("example.org/test\n", "example.org/best\n", "does not fit"),
      ("index 2", "index 999", "has no line 999"),
    ] {
      let forged = try bench.folder.write(
        text.replacing(old, with: new, maxReplacements: 1), as: "forged")
      let told = try verify(forged)
      #expect(told.status == 1 && told.errors.contains(words), "\(told.errors)")
    }
    for text in ["", "a letter\n", "{}", "c2sp.org/tlog-proof@v1\nindex x\n", "{\"proof\":1}"] {
      #expect(try verify(try bench.folder.write(text, as: "letter")).status == 65, "\(text)")
    }
    #expect(try verify("nowhere").status == 66)
    #expect(try Program.run(["verify-proof", path]).status == 64)
    #expect(try Program.run(["verify-proof", path, "--key", "nonsense"]).status == 65)
  }

  private func verify(_ path: String, _ options: String...) throws -> Program.Result {
    try Program.run(["verify-proof", path, "--key", bench.key] + options)
  }
}
