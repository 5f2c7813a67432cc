import Foundation
import Testing
import Transparency

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

  @Test func `is refused with the reason`() throws {
    let (bench, other) = (try Bench(), try Bench())
    let text = try bench.run("checkpoint", "create").text
    func refusal(_ text: String, _ key: String) throws -> String {
      let file = try bench.folder.write(text, as: "note")
      let told = try Program.run(["checkpoint", "verify", file, "--key", key])
      #expect(told.status != 0)
      return told.errors
    }
    #expect(try refusal(text, other.key).contains("it bears no signature by this key"))
    #expect(
      try refusal(text.replacing("\n1\n", with: "\n2\n"), bench.key).contains("does not fit"))
    #expect(try refusal(text, "name+c74f20a3+Ag==").contains("signature type 2"))
    #expect(try refusal(text, "name+c74f20a3").contains("name+id+base64"))
    #expect(try refusal(text, "x" + bench.key).contains("miscopied"))
    #expect(try refusal("a letter", bench.key).contains("does not end with a line feed"))
    let secret = try String(contentsOfFile: bench.ledger + "/keys/log.key", encoding: .utf8)
    let key = try NoteSigningKey(parsing: secret.trimmingCharacters(in: .newlines))
    let elsewhere = try Checkpoint(origin: "example.org/elsewhere", size: 1, root: .empty)
    let foreign = try refusal(try key.note(elsewhere.text).rendered, bench.key)
    #expect(foreign.contains("is of the log example.org/elsewhere, and the key is of"))
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
