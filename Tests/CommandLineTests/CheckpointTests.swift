import Foundation
import Testing

@Suite struct `A checkpoint` {
  @Test func `verifies with the key that init printed, and with no other`() throws {
    let (bench, other) = (try Bench(), try Bench())
    let note = try bench.run("checkpoint", "create")
    let file = try bench.folder.write(note.text, as: "note")
    #expect(try Program.run(["checkpoint", "verify", file, "--key", bench.key]).status == 0)
    #expect(try Program.run(["checkpoint", "verify", file, "--key", other.key]).status == 1)
    #expect(try Program.run(["checkpoint", "verify", file, "--key", "nonsense"]).status == 65)
    let forged = try bench.folder.write(note.text.replacing("\n1\n", with: "\n2\n"), as: "forged")
    #expect(try Program.run(["checkpoint", "verify", forged, "--key", bench.key]).status == 1)
    let text = try bench.folder.write("a letter", as: "letter")
    #expect(try Program.run(["checkpoint", "verify", text, "--key", bench.key]).status == 65)
  }

  @Test func `is kept, and covers the events before it`() throws {
    let bench = try Bench()
    _ = try bench.submit(try Scenarios.lines(of: "D14"))
    let note = try bench.run("checkpoint", "create")
    let listed = try bench.run("checkpoint", "list", "--json").array
    #expect(listed.map { $0["note"] as? String } == [note.text])
    let proof = try #require(try bench.run("event", "2", "--proof").objects.first)
    #expect(proof["checkpoint"] as? String == note.text)
    #expect(proof["leafIndex"] as? Int == 2)
    #expect(proof["rootHash"] as? String == listed.first?["root"] as? String)
    #expect(try bench.run("event", "99", "--proof").status == 66)
  }
}
