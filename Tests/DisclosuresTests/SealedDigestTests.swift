import Disclosures
import Testing

@Suite struct `The digests of a line` {
  @Test func `are listed as they stand, with the object that owns them`() throws {
    let found = try SealedDigest.all(in: TestLog.line(2))
    #expect(found.map { "\"\($0.digest)\"" } == TestLog.fields.map(\.digest))
    #expect(
      found.map(\.owner.pointer) == ["/data", "/data", "/data", "/data/parties/1", "/data/terms"])
  }

  @Test func `stand behind those of members that come before _sd`() throws {
    let line = #"{"A":{"_sd":[\#(TestLog.rate.digest)]},"_sd":[\#(TestLog.note.digest)]}"#
    let found = try SealedDigest.all(in: Array(line.utf8))
    #expect(found.map(\.owner.pointer) == ["/A", ""])
  }

  @Test func `are none where nothing is sealed`() throws {
    #expect(try SealedDigest.all(in: Array(#"{"a":[1,{"b":null}]}"#.utf8)).isEmpty)
    #expect(try SealedDigest.all(in: Array(#"{"_sd_alg":"sha-256"}"#.utf8)).isEmpty)
  }

  @Test func `have owners whose names are escaped in pointers`() throws {
    let line = #"{"a/b":{"~":{"_sd":[\#(TestLog.rate.digest)]}}}"#
    let found = try SealedDigest.all(in: Array(line.utf8))
    #expect(found.map(\.owner.pointer) == ["/a~1b/~0"])
    #expect(found.map(\.owner.description) == ["a~1b/~0"])
    #expect(found.map(\.owner.steps) == [["a/b", "~"]])
  }

  @Test(arguments: [
    (#"{"_sd":"x"}"#, DisclosureFault.malformedDigest(FieldPath(["_sd"]))),
    (#"{"_sd":{}}"#, .malformedDigest(FieldPath(["_sd"]))),
    (#"{"a":[{"_sd":[1]}]}"#, .malformedDigest(FieldPath(["a", "0", "_sd"]))),
    (#"{"_sd":["tooshort"]}"#, .malformedDigest(FieldPath(["_sd"]))),
    (
      // The last character has a stray bit.
      #"{"_sd":["X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC1"]}"#,
      .malformedDigest(FieldPath(["_sd"]))
    ),
    (#"{"a":{"_sd_alg":"sha-256"}}"#, .reservedName(FieldPath(["a", "_sd_alg"]))),
    (#"{"a":[{"...":"x"}]}"#, .reservedName(FieldPath(["a", "0", "..."]))),
    (#"{"_sd_alg":"sha-512"}"#, .otherDigestAlgorithm(#""sha-512""#)),
    (#"{"_sd_alg":null}"#, .otherDigestAlgorithm("null")),
  ])
  func `are refused`(line: String, fault: DisclosureFault) {
    #expect(throws: fault) { try SealedDigest.all(in: Array(line.utf8)) }
  }

  @Test func `are refused where one stands twice, in one object or in two`() {
    let digest = TestLog.rate.digest
    let bare = digest.trimming("\"")
    #expect(throws: DisclosureFault.repeatedDigest(bare, at: FieldPath(["_sd"]))) {
      try SealedDigest.all(in: Array(#"{"_sd":[\#(digest),\#(digest)]}"#.utf8))
    }
    #expect(throws: DisclosureFault.repeatedDigest(bare, at: FieldPath(["a", "_sd"]))) {
      try SealedDigest.all(in: Array(#"{"_sd":[\#(digest)],"a":{"_sd":[\#(digest)]}}"#.utf8))
    }
  }

  @Test(arguments: ["", "{", #"{"b":1,"a":1}"#, #"{"a":1,"a":1}"#, #"{"a": 1}"#, "{}x"])
  func `are looked for in canonical JSON only`(line: String) {
    #expect { try SealedDigest.all(in: Array(line.utf8)) } throws: { error in
      guard case .lineNotCanonical = error as? DisclosureFault else { return false }
      return true
    }
  }
}

extension String {
  fileprivate func trimming(_ character: Character) -> String {
    filter { $0 != character }
  }
}
