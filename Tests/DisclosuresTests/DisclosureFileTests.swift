import Disclosures
import Testing
import Transparency

@Suite struct `A disclosure file` {
  let log: TestLog
  let verifier: DisclosureVerifier

  init() throws {
    log = try TestLog()
    verifier = DisclosureVerifier(log.key.verifierKey)
  }

  @Test func `shows all fields`() throws {
    let shown = try verifier.verify(try log.file(disclosing: TestLog.fields).encoded)
    #expect(
      shown.disclosed.map(\.path.description) == [
        "data/price", "data/note", "data/remark", "data/parties/1/contact", "data/terms/rate",
      ])
    #expect(shown.hidden.isEmpty)
    let data =
      #"{"note":"Geprüft – ผ่าน\n审核通过","parties":[{"party":"a"},"#
      + #"{"contact":{"subject":"s-1"},"party":"b"}],"#
      + #""price":{"currency":"THB","value":"1250000.50"},"remark":null,"#
      + #""terms":{"rate":"3.5","version":1}}"#
    #expect(shown.line == TestLog.line(2, data: data))
    #expect(shown.stored == log.lines[2])
    #expect(shown.position == 2)
    #expect(shown.checkpoint.size == 5)
  }

  @Test func `shows one field, in an element of an array`() throws {
    let shown = try verifier.verify(try log.file(disclosing: [TestLog.contact]).encoded)
    #expect(shown.disclosed.map(\.path.description) == ["data/parties/1/contact"])
    #expect(shown.disclosed.map(\.value) == [Array(#"{"subject":"s-1"}"#.utf8)])
    #expect(shown.hidden.map(\.owner.description) == ["data", "data/terms"])
    #expect(shown.hidden.map(\.count) == [3, 1])
    let data =
      #"{"parties":[{"party":"a"},{"contact":{"subject":"s-1"},"party":"b"}],"#
      + #""terms":{"version":1}}"#
    #expect(shown.line == TestLog.line(2, data: data))
  }

  @Test func `shows no field, and still proves the line`() throws {
    let shown = try verifier.verify(try log.file(disclosing: []).encoded)
    #expect(shown.disclosed.isEmpty)
    #expect(shown.hidden.map(\.count) == [3, 1, 1])
    let data = #"{"parties":[{"party":"a"},{"party":"b"}],"terms":{"version":1}}"#
    #expect(shown.line == TestLog.line(2, data: data))
  }

  @Test func `can be made of any line of a log of any size`() throws {
    for size in 1...9 {
      let log = try TestLog((0..<size).map(TestLog.line))
      for position in 0..<size where position != 2 {
        let file = try log.file(position, disclosing: [TestLog.ownNote(position)])
        let shown = try verifier.verify(file.encoded)
        #expect(shown.position == UInt64(position))
        #expect(shown.disclosed.map(\.path.description) == ["data/note"])
      }
    }
  }

  @Test func `is the same in whatever order the fields are chosen`() throws {
    let file = try log.file(disclosing: TestLog.fields)
    #expect(try log.file(disclosing: TestLog.fields.reversed()) == file)
  }

  @Test func `is written as it was read`() throws {
    for fields in [[], [TestLog.price], TestLog.fields] {
      let file = try log.file(disclosing: fields)
      #expect(try DisclosureFile(parsing: file.encoded) == file)
      #expect(try DisclosureFile(parsing: file.encoded).encoded == file.encoded)
    }
  }

  @Test func `is read with any white space and order of members`() throws {
    let text = try log.unchecked(disclosing: [TestLog.note])
    #expect(try DisclosureFile(parsing: text.bytes) == log.file(disclosing: [TestLog.note]))
  }

  @Test func `may bear the signatures of witnesses`() throws {
    let witness = try NoteSigningKey(generatingAs: "witness.example/w1")
    let note = SignedNote(
      text: log.checkpoint.text,
      signatures: [try witness.sign(log.checkpoint.text)] + log.checkpoint.signatures)
    let file = try DisclosureFile(
      line: log.lines[2], disclosing: [], inclusion: log.proof(2), checkpoint: note,
      signedBy: log.key)
    #expect(try verifier.verify(file.encoded).position == 2)
  }
}

@Suite struct `A disclosure file is not made` {
  let log: TestLog
  init() throws { log = try TestLog() }

  @Test func `with a field of another line`() {
    #expect { try log.file(disclosing: [TestLog.price, TestLog.ownNote(3)]) } throws: { error in
      guard case .foreignDisclosure(let name) = error as? DisclosureFault else { return false }
      return name.number == 2 && name.field == "note"
    }
  }

  @Test func `with one field twice`() {
    #expect { try log.file(disclosing: [TestLog.price, TestLog.price]) } throws: { error in
      guard case .repeatedDisclosure(let name, 1) = error as? DisclosureFault else { return false }
      return name.field == "price"
    }
  }

  @Test func `with the proof of another line`() throws {
    let proof = try log.proof(3)
    #expect(throws: DisclosureFault.otherPosition(proof: 3, line: 2)) {
      try DisclosureFile(
        line: log.lines[2], disclosing: [], inclusion: proof, checkpoint: log.checkpoint,
        signedBy: log.key)
    }
  }

  @Test func `with the checkpoint of another key`() throws {
    let other = try NoteSigningKey(generatingAs: "example.org/other")
    let note = try other.note(log.checkpoint.text)
    let proof = try log.proof(2)
    #expect(throws: DisclosureFault.note(.notSigned(by: "example.org/disclosures"))) {
      try DisclosureFile(
        line: log.lines[2], disclosing: [], inclusion: proof, checkpoint: note, signedBy: log.key)
    }
  }

  @Test func `for sizes that JSON cannot hold, or bytes that are no line`() throws {
    let proof = InclusionProof(leafIndex: 2, treeSize: 1 << 60, hashes: [])
    #expect(throws: DisclosureFault.self) {
      try DisclosureFile(
        line: log.lines[2], disclosing: [], inclusion: proof, checkpoint: log.checkpoint,
        signedBy: log.key)
    }
    #expect(throws: DisclosureFault.self) {
      try DisclosureFile(
        line: [0xFF], disclosing: [], inclusion: proof, checkpoint: log.checkpoint,
        signedBy: log.key)
    }
  }
}
