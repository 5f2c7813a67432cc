import Disclosures
import Testing

@Suite struct `A disclosure's digest` {
  /// RFC 9901, sections 4.2.1 to 4.2.3.
  @Test(arguments: [
    (
      #"["_26bc4LT-ac6q2KI6cBW5es", "family_name", "Möbius"]"#,
      "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"
    ),
    (#"["lklxF5jMYlGTPUovMNIvCA", "FR"]"#, "w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs"),
  ])
  func `is that of RFC 9901`(disclosure: String, digest: String) {
    #expect(DisclosureDigest.of(Array(disclosure.utf8)) == Array(digest.utf8))
  }

  @Test func `is another for another spelling`() {
    #expect(DisclosureDigest.of(Array("[1,2]".utf8)) != DisclosureDigest.of(Array("[1, 2]".utf8)))
  }
}
