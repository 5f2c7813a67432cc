import Testing
import Transparency

@Suite struct `A log's key and a JWS` {
  let key: NoteSigningKey
  let input = Array("eyJhbGciOiJFZERTQSJ9.e30".utf8)

  init() throws { key = try NoteSigningKey(generatingAs: "example.com/log") }

  @Test func `go together`() throws {
    let signature = key.sign(jws: input)
    #expect(signature.count == 64)
    #expect(key.verifierKey.verifies(signature, jws: input))
    #expect(!key.verifierKey.verifies(signature, jws: input + [0x2E]))
    #expect(!key.verifierKey.verifies(Array(signature.dropLast()), jws: input))
    #expect(!key.verifierKey.verifies([], jws: input))
    let other = try NoteSigningKey(generatingAs: "example.com/log")
    #expect(!other.verifierKey.verifies(signature, jws: input))
  }

  @Test func `do not sign what could be a note`() async {
    await #expect(processExitsWith: .failure) {
      let key = try NoteSigningKey(generatingAs: "example.com/log")
      _ = key.sign(jws: Array("example.com/log\n5\n\n".utf8))
    }
  }

  @Test func `name each other as the verifier key begins`() {
    #expect(key.verifierKey.description.hasPrefix(key.verifierKey.nameAndID + "+"))
    #expect(key.verifierKey.nameAndID.hasPrefix("example.com/log+"))
  }
}
