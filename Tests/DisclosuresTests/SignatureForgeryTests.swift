import Disclosures
import Testing
import Transparency

extension `A verifier refuses` {
  @Test(arguments: [
    (#"{"alg":"none","kid":"K","typ":"T"}"#, DisclosureFault.otherAlgorithm("none")),
    (#"{"alg":"ES256","kid":"K","typ":"T"}"#, .otherAlgorithm("ES256")),
    (#"{"alg":"eddsa","kid":"K","typ":"T"}"#, .otherAlgorithm("eddsa")),
    (#"{"kid":"K","typ":"T"}"#, .otherAlgorithm("")),
    (#"{"alg":"EdDSA","kid":"K","typ":"JWT"}"#, .otherType("JWT")),
    (#"{"alg":"EdDSA","kid":"K"}"#, .otherType("")),
    (
      #"{"alg":"EdDSA","kid":"x+2578e1cd","typ":"T"}"#,
      .otherKey("x+2578e1cd", key: "example.org/disclosures+2578e1cd")
    ),
    (#"{"alg":"EdDSA","crit":["b64"],"kid":"K","typ":"T"}"#, .unknownHeaderMember("crit")),
    (#"{"alg":"EdDSA","jwk":{},"kid":"K","typ":"T"}"#, .unknownHeaderMember("jwk")),
    (#"{"alg": "EdDSA","kid":"K","typ":"T"}"#, .malformedHeader),
    (#"{"kid":"K","alg":"EdDSA","typ":"T"}"#, .malformedHeader),
    (#"{"alg":"EdDSA","alg":"EdDSA","kid":"K","typ":"T"}"#, .malformedHeader),
    ("[]", .malformedHeader),
  ])
  func `another header, though it is signed`(header: String, expected: DisclosureFault) throws {
    let header =
      header
      .replacing(#""K""#, with: #""example.org/disclosures+2578e1cd""#)
      .replacing(#""T""#, with: #""dealledger+sd-jwt""#)
    #expect(fault(try log.unchecked(header: header)) == expected)
  }

  @Test func `alg none without a signature`() throws {
    let file = try log.unchecked(header: TestLog.header.replacing("EdDSA", with: "none"))
    let unsigned = file.with { $0.sdJWT = $0.sdJWT.prefix { $0 != "~" } + "~" }
      .with { $0.sdJWT = $0.sdJWT.split(separator: ".").prefix(2).joined(separator: ".") + ".~" }
    #expect(fault(unsigned) == .otherAlgorithm("none"))
  }

  @Test func `an altered signature, payload or header`() throws {
    let parts = honest.parts[0].split(separator: ".").map { String($0) }
    for index in 0..<3 {
      var altered = parts
      let other = try log.unchecked(3).parts[0].split(separator: ".").map { String($0) }
      altered[index] =
        index == 0 ? SealedField.text(of: Array(TestLog.header.utf8) + [0x20]) : other[index]
      let file = honest.with { $0.parts[0] = altered.joined(separator: ".") }
      #expect(fault(file) == (index == 0 ? .malformedHeader : .wrongSignature))
    }
  }

  @Test(arguments: ["", "a.b", "a.b.c.d", "..", "e30=.e30.e30", "e30.e31.e30", "é.é.é"])
  func `what is no JWS`(jws: String) {
    let refused = fault(honest.with { $0.sdJWT = jws + "~" })
    #expect(refused == (jws == ".." ? .malformedHeader : .malformedJWS))
  }

  @Test func `a file that was cut off, or goes on`() {
    #expect(fault(honest.with { $0.sdJWT.removeLast() }) == .unendedSDJWT)
    #expect(fault(honest.with { $0.sdJWT.removeLast(9) }) == .unendedSDJWT)
    #expect(fault(honest.with { $0.sdJWT = "" }) == .unendedSDJWT)
    #expect(fault(honest.with { $0.sdJWT = $0.parts[0] }) == .unendedSDJWT)
    #expect(fault(honest.with { $0.sdJWT += $0.parts[0] }) == .keyBinding)
    for count in stride(from: 0, to: honest.bytes.count, by: 37) {
      #expect(fault(Array(honest.bytes.prefix(count))) != nil)
    }
  }

  @Test func `another key, even one of the same name`() throws {
    let other = DisclosureVerifier(
      try NoteSigningKey(generatingAs: "example.org/disclosures").verifierKey)
    #expect(throws: DisclosureFault.note(.notSigned(by: "example.org/disclosures"))) {
      try other.verify(honest.bytes)
    }
  }
}
