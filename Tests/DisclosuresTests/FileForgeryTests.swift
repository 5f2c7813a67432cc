import CanonicalJSON
import Disclosures
import Testing

extension `A verifier refuses` {
  @Test func `another format`() {
    let file = honest.with { $0.format = "dealledger/disclosure/2" }
    #expect(fault(file) == .otherFormat("dealledger/disclosure/2"))
  }

  @Test(arguments: [
    (#""format":"#, #""extra":1,"format":"#, DisclosureFault.unknownMember("extra")),
    (#""position":"#, #""root":"","position":"#, .unknownMember("inclusion/root")),
    (#""format":"#, #""form":"#, .malformedMember("format")),
    (#""path":["#, #""path":[1,"#, .malformedMember("inclusion/path/0")),
    (#""path":["#, #""path":["AA==","#, .malformedMember("inclusion/path/0")),
  ])
  func `members that the format does not know`(
    old: String, new: String, expected: DisclosureFault
  ) {
    let text = String(decoding: honest.bytes, as: UTF8.self).replacing(old, with: new)
    #expect(fault(Array(text.utf8)) == expected)
  }

  @Test(arguments: ["checkpoint", "sd_jwt", "inclusion", "inclusion/path"])
  func `a member that is missing`(path: String) throws {
    let json = [
      "checkpoint": #"{"format":"dealledger/disclosure/1"}"#,
      "sd_jwt": #"{"checkpoint":"","format":"dealledger/disclosure/1"}"#,
      "inclusion": #"{"checkpoint":"","format":"dealledger/disclosure/1","sd_jwt":""}"#,
      "inclusion/path":
        #"{"checkpoint":"","format":"dealledger/disclosure/1","inclusion":{"position":1,"size":1},"sd_jwt":""}"#,
    ]
    #expect(fault(Array(try #require(json[path]).utf8)) == .malformedMember(path))
  }

  @Test func `a member that stands twice`() {
    let text = String(decoding: honest.bytes, as: UTF8.self)
      .replacing(#""size":5"#, with: #""size":5,"size":5"#)
    guard case .notJSON(let why) = fault(Array(text.utf8)) else {
      Issue.record()
      return
    }
    #expect(why.problem == .duplicateKey)
  }

  @Test func `what is no JSON object, or too long`() {
    for bytes in [[], [0xFF], Array("{".utf8)] {
      guard case .notJSON = fault(bytes) else {
        Issue.record("\(bytes)")
        return
      }
    }
    #expect(fault(Array("[]".utf8)) == .malformedMember("format"))
    #expect(
      fault([UInt8](repeating: 0x20, count: DisclosureFile.longest + 1))
        == .tooLong(limit: DisclosureFile.longest))
  }

  @Test func `every file with one byte altered, unless it says the same`() throws {
    let file = try log.file(disclosing: TestLog.fields)
    let expected = try verifier.verify(file)
    for index in file.encoded.indices {
      var bytes = file.encoded
      bytes[index] ^= 0x01
      guard let shown = try? verifier.verify(bytes) else { continue }
      #expect(shown == expected, "byte \(index)")
    }
  }
}
