import Disclosures
import Testing

extension `A verifier refuses` {
  @Test(arguments: [
    "[]", #"{"a":1}"#, #""text""#, "null",
  ])
  func `a payload that is no line, though it is signed`(payload: String) throws {
    #expect(
      fault(try log.unchecked(payload: Array(payload.utf8))) == .malformedAttribute("actor"))
  }

  @Test(arguments: ["{", "", #"{"actor": "a"}"#, #"{"b":1,"a":1}"#, #"{"a":1,"a":1}"#, "{}\n"])
  func `a payload that is not canonical, though it is signed`(payload: String) throws {
    let refused = fault(try log.unchecked(payload: Array(payload.utf8)))
    guard case .lineNotCanonical = refused else {
      Issue.record("\(String(describing: refused))")
      return
    }
  }

  @Test(arguments: [
    (#""id":"2""#, #""id":"02""#, "id"), (#""id":"2""#, #""id":2"#, "id"),
    (#""specversion":"1.0""#, #""specversion":"2.0""#, "specversion"),
    (#""revision":2"#, #""revision":"2""#, "revision"),
    (#""revision":2"#, #""revision":-2"#, "revision"),
    (#""data":{"#, #""data2":{"#, "data"), (#""type":"#, #""type2":"#, "type"),
    (#""subject":"deal/D06""#, #""subject":"""#, "subject"),
  ])
  func `a line without its attributes, though it is signed`(
    old: String, new: String, name: String
  ) throws {
    let line = String(decoding: log.lines[2], as: UTF8.self).replacing(old, with: new)
    let refused = fault(try log.unchecked(payload: Array(line.utf8)))
    #expect(refused == .malformedAttribute(name))
  }

  @Test func `a line in which a digest stands twice, though it is the log's`() throws {
    let digest = TestLog.rate.digest
    let line = TestLog.line(0, data: #"{"_sd":[\#(digest)],"a":{"_sd":[\#(digest)]}}"#)
    let refused = fault(try TestLog([line]).unchecked(0, disclosing: [TestLog.rate]))
    guard case .repeatedDigest(_, FieldPath(["data", "a", "_sd"])) = refused else {
      Issue.record("\(String(describing: refused))")
      return
    }
  }

  @Test func `another hash for digests, and takes the one it knows`() throws {
    let data = #"{"_sd":[\#(TestLog.rate.digest)]}"#
    let named = TestLog.line(0, data: data, after: #""_sd_alg":"sha-256","#)
    let file = try TestLog([named]).unchecked(0, disclosing: [TestLog.rate])
    #expect(try verifier.verify(file.bytes).line == TestLog.line(0, data: #"{"rate":"3.5"}"#))
    let other = TestLog.line(0, data: data, after: #""_sd_alg":"sha-512","#)
    let refused = fault(try TestLog([other]).unchecked(0))
    #expect(refused == .otherDigestAlgorithm(#""sha-512""#))
  }
}
