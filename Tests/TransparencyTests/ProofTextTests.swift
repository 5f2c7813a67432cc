import Testing
import Transparency

@Suite struct `A proof as a text` {
  private let key: NoteSigningKey
  private let forest = Forest.small

  init() throws { key = try NoteSigningKey(generatingAs: "example.org/log") }

  @Test(arguments: [0, 1, 255, 256, 699])
  func `of a line is read back, and holds for it alone`(index: Int) throws {
    let proof = try inclusion(index)
    let read = try TlogProof(parsing: proof.description)
    #expect(read == proof)
    let checkpoint = try Checkpoint(parsing: read.note.text)
    try read.verify(forest.leaves[index], under: checkpoint)
    #expect(throws: ProofFault.rootDiffers) {
      try read.verify(forest.leaves[index ^ 3], under: checkpoint)
    }
  }

  @Test func `of a line has the form of the specification`() throws {
    let lines = try inclusion(1).description.split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "c2sp.org/tlog-proof@v1")
    #expect(lines[1] == "extra bGluZSAx")
    #expect(lines[2] == "index 1")
    #expect(lines[13] == "" && lines[14] == "example.org/log" && lines[15] == "700")
  }

  @Test func `of a line may come without the line`() throws {
    let proof = try inclusion(5, extra: nil)
    #expect(!proof.description.contains("extra"))
    #expect(try TlogProof(parsing: proof.description) == proof)
  }

  @Test func `of a tree that extends another is read back, and holds`() throws {
    for (older, newer) in [(0, 1), (1, 1), (1, 2), (255, 256), (256, 700), (300, 700)] {
      for (first, second) in [(true, true), (true, false), (false, true), (false, false)] {
        let proof = ConsistencyText(
          older: try tree(older, isSigned: first), newer: try tree(newer, isSigned: second),
          hashes: try forest.consistency(older, newer).hashes)
        let read = try ConsistencyText(parsing: proof.description)
        #expect(read == proof)
        try read.verify()
        #expect((read.older.note == nil) == !first && (read.newer.note == nil) == !second)
      }
    }
  }

  @Test func `says where nobody has signed a root`() throws {
    let proof = ConsistencyText(
      older: try tree(3, isSigned: false), newer: try tree(7, isSigned: true),
      hashes: try forest.consistency(3, 7).hashes)
    #expect(proof.description.contains("\n\nunsigned\n\nexample.org/log\n7\n"))
  }

  /// A byte that changes nothing would be a second spelling of the same proof.
  @Test func `is refused or another one with any byte changed`() throws {
    let inclusion = try inclusion(2).description
    for spelled in Self.changes(of: inclusion) {
      guard let read = try? TlogProof(parsing: spelled) else { continue }
      #expect(read.description == spelled)
    }
    let consistency = ConsistencyText(
      older: try tree(3, isSigned: true), newer: try tree(7, isSigned: true),
      hashes: try forest.consistency(3, 7).hashes)
    for spelled in Self.changes(of: consistency.description) {
      guard let read = try? ConsistencyText(parsing: spelled) else { continue }
      #expect(read.description == spelled)
    }
  }

  /// With each byte changed in turn, taken out, or doubled, as far as that is text.
  private static func changes(of text: String) -> [String] {
    let bytes = Array(text.utf8)
    return bytes.indices.flatMap { place in
      let (before, after) = (bytes[..<place], bytes[(place + 1)...])
      return [before + [bytes[place] ^ 1] + after, before + after]
        + [before + [bytes[place], bytes[place]] + after]
    }.compactMap { String(validating: $0, as: UTF8.self) }
  }

  @Test(arguments: [
    "", "c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2\nindex 1\n\n",
    "c2sp.org/tlog-proof@v1\nextra !\nindex 1\n\n", "c2sp.org/tlog-proof@v1\nindex 01\n\n",
    "c2sp.org/tlog-proof@v1\nindex -1\n\n", "c2sp.org/tlog-proof@v1\nindex 1\nabc\n\n",
    "c2sp.org/tlog-proof@v1\nindex 1\n\nno note\n", "c2sp.org/tlog-proof@v1\nindex 1\n",
  ])
  func `is refused in another form`(text: String) {
    #expect(throws: ProofTextFault.self) { try TlogProof(parsing: text) }
  }

  @Test func `is refused with a checkpoint of another tree`() throws {
    let other = try tree(8, isSigned: true)
    #expect(throws: ProofTextFault.otherCheckpoint(size: 8)) {
      try ProvenTree(size: 7, root: forest.root(7), checking: other.note)
    }
    #expect(throws: ProofTextFault.otherCheckpoint(size: 8)) {
      try ProvenTree(size: 8, root: forest.root(7), checking: other.note)
    }
  }

  private func inclusion(_ index: Int) throws -> TlogProof {
    try inclusion(index, extra: Forest.line(index))
  }

  private func inclusion(_ index: Int, extra: [UInt8]?) throws -> TlogProof {
    TlogProof(
      extra: extra, index: UInt64(index), hashes: try forest.inclusion(index, in: 700).hashes,
      note: try note(700))
  }

  private func tree(_ size: Int, isSigned: Bool) throws -> ProvenTree {
    ProvenTree(
      size: UInt64(size), root: try forest.root(size), signed: isSigned ? try note(size) : nil)
  }

  private func note(_ size: Int) throws -> SignedNote {
    let checkpoint = try Checkpoint(
      origin: "example.org/log", size: UInt64(size), root: forest.root(size))
    return try key.note(checkpoint.text)
  }
}
