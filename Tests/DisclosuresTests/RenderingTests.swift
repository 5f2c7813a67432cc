import Disclosures
import Testing
import Transparency

@Suite struct `What a file proves` {
  let shown: DisclosedLine

  init() throws {
    let log = try TestLog()
    shown = try DisclosureVerifier(log.key.verifierKey)
      .verify(log.file(disclosing: [TestLog.rate, TestLog.note]))
  }

  @Test func `is rendered as JSON`() {
    let json = String(decoding: shown.json, as: UTF8.self)
    let line = String(decoding: shown.line, as: UTF8.self)
    let root = shown.checkpoint.root.base64
    #expect(
      json == #"{"checkpoint":{"origin":"example.org/disclosures","root":"\#(root)","size":5},"#
        + #""disclosed":["data/note","data/terms/rate"],"#
        + #""hidden":[{"fields":2,"owner":"data"},{"fields":1,"owner":"data/parties/1"}],"#
        + #""line":\#(line),"position":2}"#)
  }

  @Test func `is rendered for people`() {
    #expect(
      shown.description == """
        line 2 of "example.org/disclosures"
        proven under the checkpoint over 5 lines, root \(shown.checkpoint.root.base64)
        disclosed  data/note  "Geprüft – ผ่าน\\n审核通过"
        disclosed  data/terms/rate  "3.5"
        hidden     data  2 more
        hidden     data/parties/1  1 more
        line       \(String(decoding: shown.line, as: UTF8.self))

        """)
  }

  @Test func `shows nothing that moves the cursor or turns the writing round`() throws {
    let field = SealedField("n\u{202E}", "\"\u{9B}2J\u{7F}\u{E0001}\"", salt: "s")
    let log = try TestLog([TestLog.line(0, data: #"{"_sd":[\#(field.digest)]}"#)])
    let verifier = DisclosureVerifier(log.key.verifierKey)
    let text = try verifier.verify(log.file(0, disclosing: [field])).description
    #expect(text.contains(#"data/n\u202e  "\u009b2J\u007f\udb40\udc01""#))
  }

  @Test func `is not known of what is refused: no value stands in a fault`() throws {
    let log = try TestLog()
    let forged = SealedField(#"price\u001b[2J"#, #""canary""#, salt: "x")
    #expect { try log.file(disclosing: [forged]) } throws: { error in
      "\(error)" == #"sd_jwt: disclosure 1 (claims to be "price\u001b[2J") "#
        + "is not of this line: its digest stands nowhere in it"
    }
  }
}

@Suite struct `A fault` {
  @Test(arguments: [
    (
      DisclosureFault.inclusion(.rootDiffers),
      "inclusion: it does not lead from this line to the checkpoint"
    ),
    (
      .note(.notSigned(by: "example.org")),
      #"checkpoint: it bears no signature by the key given, "example.org""#
    ),
    (.otherAlgorithm("none"), #"sd_jwt: alg is "none", and only EdDSA is taken"#),
    (.keyBinding, "sd_jwt: a key binding follows the last ~, and a line has no holder"),
    (
      .repeatedDigest("x", at: FieldPath(["data", "_sd"])),
      #"line: the digest x stands in it twice, again in "data/_sd""#
    ),
    (
      .malformedMember("inclusion/size"),
      "inclusion/size is missing, or not what the format has there"
    ),
  ])
  func `says what is wrong, and where`(fault: DisclosureFault, words: String) {
    #expect(fault.description == words)
  }
}
