import Testing
import Transparency

/// The example of C2SP tlog-checkpoint.
private let sofa = """
  example.com/behind-the-sofa
  20852163
  CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

  — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=

  """

@Suite struct `A checkpoint` {
  @Test func `is read from the specification's example`() throws {
    let checkpoint = try Checkpoint(parsing: try SignedNote(parsing: sofa).text)
    #expect(checkpoint.origin == "example.com/behind-the-sofa")
    #expect(checkpoint.size == 20_852_163)
    #expect(checkpoint.root.base64 == "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
    #expect(checkpoint.extensionLines.isEmpty)
    #expect(try SignedNote(parsing: sofa).text == checkpoint.text)
  }

  @Test func `of the empty tree is spelled out`() throws {
    let checkpoint = try Checkpoint(origin: "example.com/log", size: 0, root: .empty)
    #expect(
      checkpoint.text == "example.com/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")
  }

  @Test func `comes back from its text`() throws {
    let checkpoint = try Checkpoint(
      origin: "example.com/log", size: .max, root: .empty, extensionLines: ["one", "two"])
    #expect(try Checkpoint(parsing: checkpoint.text) == checkpoint)
  }

  static let root = TreeHash.empty.base64

  @Test(arguments: [
    ("", CheckpointFault.unended),
    ("a\n1\n", .unended),
    ("a\n1\n\(root)", .unended),
    ("a\n1\n\(root)\nb", .unended),
    ("\n1\n\(root)\n", .malformedLine(1)),
    ("a\r\n1\n\(root)\n", .malformedLine(1)),
    ("a\n01\n\(root)\n", .malformedSize),
    ("a\n+1\n\(root)\n", .malformedSize),
    ("a\n-1\n\(root)\n", .malformedSize),
    ("a\n\n\(root)\n", .malformedSize),
    ("a\n18446744073709551616\n\(root)\n", .malformedSize),
    ("a\n1\n\(root) \n", .malformedRoot),
    ("a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n", .malformedRoot),
    ("a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuA==\n", .malformedRoot),
    ("a\n1\n\(root)\n\n", .malformedLine(4)),
    ("a\n1\n\(root)\nb\n\nc\n", .malformedLine(5)),
  ])
  func `is refused where it is malformed`(text: String, fault: CheckpointFault) {
    #expect(throws: fault) { try Checkpoint(parsing: text) }
  }

  @Test func `is not made of what would not come back`() {
    #expect(throws: CheckpointFault.malformedLine(1)) {
      try Checkpoint(origin: "", size: 0, root: .empty)
    }
    #expect(throws: CheckpointFault.malformedLine(5)) {
      try Checkpoint(origin: "a", size: 0, root: .empty, extensionLines: ["b", "c\nd"])
    }
  }
}
