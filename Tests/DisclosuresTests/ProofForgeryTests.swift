import Disclosures
import Testing
import Transparency

extension `A verifier refuses` {
  @Test func `a line of another log, though it is signed`() throws {
    let line = TestLog.line(2, data: "{}")
    #expect(fault(try log.unchecked(payload: line)) == .inclusion(.rootDiffers))
  }

  @Test func `the proof of another leaf`() throws {
    let path = try log.proof(3).hashes.map(\.base64)
    #expect(fault(honest.with { $0.path = path }) == .inclusion(.rootDiffers))
    #expect(fault(honest.with { $0.path.removeLast() }) == .inclusion(.tooShort))
    #expect(fault(honest.with { $0.path.append($0.path[0]) }) == .inclusion(.tooLong))
    #expect(fault(honest.with { $0.path.swapAt(0, 1) }) == .inclusion(.rootDiffers))
    #expect(fault(honest.with { $0.path = [] }) == .inclusion(.tooShort))
  }

  @Test func `another position or size`() {
    #expect(fault(honest.with { $0.position = "3" }) == .otherPosition(proof: 3, line: 2))
    #expect(fault(honest.with { $0.size = "6" }) == .otherSize(proof: 6, checkpoint: 5))
    for number in ["-1", #""2""#, "null"] {
      #expect(
        fault(honest.with { $0.position = number }) == .malformedMember("inclusion/position"))
      #expect(fault(honest.with { $0.size = number }) == .malformedMember("inclusion/size"))
    }
  }

  @Test func `a line that stands beyond the checkpoint`() throws {
    let older = try TestLog((0..<2).map(TestLog.line)).checkpoint
    let file = honest.with { ($0.checkpoint, $0.size) = (older.rendered, "2") }
    #expect(fault(file) == .inclusion(.leafBeyondTree(index: 2, size: 2)))
  }

  @Test func `an altered checkpoint`() throws {
    let name = log.key.verifierKey.name
    let larger = honest.with { $0.checkpoint.replace("\n5\n", with: "\n6\n") }
    #expect(fault(larger) == .note(.wrongSignature(by: name)))
    #expect(fault(honest.with { $0.checkpoint = "" }) == .note(.unendedNote))
    let note = try log.key.note("no checkpoint\n")
    #expect(fault(honest.with { $0.checkpoint = note.rendered }) == .checkpoint(.unended))
  }

  @Test func `the checkpoint of another origin under the same key`() throws {
    let other = try TestLog(log.lines, origin: "example.org/other")
    #expect(
      fault(honest.with { $0.checkpoint = other.checkpoint.rendered })
        == .otherOrigin("example.org/other", key: "example.org/disclosures"))
  }
}
