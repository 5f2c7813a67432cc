import Testing
import Transparency

/// The checkpoint of C2SP tlog-cosignature, cosigned at the time that stands there.
///
/// The specification does not give its key, so the key is the one of Go's documentation of notes,
/// and the signature was made with the Python library `cryptography`.
private enum Sofa {
  static let text = """
    example.com/behind-the-sofa
    20852163
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

    """
  static let time: UInt64 = 1_679_315_147
  static let verifierKey = "PeterNeumann+18b9780b+BBpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
  static let secret =
    "PRIVATE+KEY+PeterNeumann+18b9780b+BIEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
  static let cosignature =
    "— PeterNeumann GLl4CwAAAABkGFDLJeR//pqzhnEKVvEm2wWbh2RJ6oru5+cUUfm5X9NnlaGr8aSH9QE5RVZD4QGlxl2F5UpVIIi94p178KLfqPPsAA=="
  static let note = """
    \(text)
    — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
    — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
    \(cosignature)

    """
}

@Suite struct `A cosignature` {
  let key: CosignerKey
  let note: SignedNote

  init() throws {
    key = try CosignerKey(parsing: Sofa.secret)
    note = try SignedNote(parsing: Sofa.note)
  }

  @Test func `is made as another library makes it`() throws {
    let checkpoint = try Checkpoint(parsing: Sofa.text)
    #expect(key.cosign(checkpoint, at: Sofa.time).description == Sofa.cosignature)
    #expect(key.verifierKey.description == Sofa.verifierKey)
  }

  @Test func `verifies among others, and says when it was made`() throws {
    #expect(try key.verifierKey.verify(note) == Sofa.time)
    #expect(key.verifierKey.cosignatures(in: note).map(\.description) == [Sofa.cosignature])
  }

  @Test(arguments: 0..<72)
  func `does not verify once a byte of it is changed`(byte: Int) throws {
    var bytes = note.signatures[2].bytes
    bytes[byte] ^= 1
    let changed = SignedNote(
      text: note.text,
      signatures: [
        NoteSignature(name: key.verifierKey.name, keyID: key.verifierKey.keyID, bytes: bytes)
      ])
    #expect(throws: NoteFault.wrongSignature(by: "PeterNeumann")) {
      try key.verifierKey.verify(changed)
    }
    #expect(key.verifierKey.cosignatures(in: changed).isEmpty)
  }

  @Test func `does not verify under another text`() throws {
    let other = SignedNote(
      text: note.text.replacing("20852163", with: "20852164"), signatures: note.signatures)
    #expect(throws: NoteFault.wrongSignature(by: "PeterNeumann")) {
      try key.verifierKey.verify(other)
    }
  }

  @Test func `is missed where it was taken out`() throws {
    let stripped = SignedNote(text: note.text, signatures: Array(note.signatures.prefix(2)))
    #expect(throws: NoteFault.notSigned(by: "PeterNeumann")) {
      try key.verifierKey.verify(stripped)
    }
  }

  @Test func `is no plain signature of the same key and name, nor the reverse`() throws {
    let plain = try NoteSigningKey(
      parsing: "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")
    #expect(throws: NoteFault.notSigned(by: "PeterNeumann")) { try plain.verifierKey.verify(note) }
    #expect(throws: NoteFault.notSigned(by: "PeterNeumann")) {
      try key.verifierKey.verify(try plain.note(Sofa.text))
    }
  }

  @Test func `has no time beyond what a signed number of 64 bits holds`() throws {
    var bytes = note.signatures[2].bytes
    bytes[0] = 0x80
    let late = SignedNote(
      text: note.text,
      signatures: [NoteSignature(name: "PeterNeumann", keyID: key.verifierKey.keyID, bytes: bytes)])
    #expect(throws: NoteFault.wrongSignature(by: "PeterNeumann")) {
      try key.verifierKey.verify(late)
    }
  }
}

@Suite struct `The key of a witness` {
  @Test(arguments: ["remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"])
  func `that is in use elsewhere is read`(text: String) throws {
    #expect(try CosignatureVerifierKey(parsing: text).description == text)
  }

  @Test func `comes back from its text, and does not print its secret`() throws {
    let key = try CosignerKey(generatingAs: "ministry.example/w1")
    let again = try CosignerKey(parsing: key.secretText)
    #expect(again.verifierKey == key.verifierKey)
    #expect(again.secretText == key.secretText)
    #expect(!"\(key)".contains(key.secretText.suffix(40)))
  }

  @Test(arguments: [
    (
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
      NoteFault.otherType(0x01, expected: 0x04)
    ),
    ("remora.n621.de+da77ade7+BuvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2", .unknownType(0x06)),
    ("remora.n621.de+da77ade8+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2", .keyIDDiffers),
    ("remora.n621.de+da77ade7+BOvN", .malformedKey),
    ("remora.n621.de+da77ade7+", .malformedKey),
    ("", .malformedKey),
  ])
  func `is refused for what is wrong with it`(text: String, fault: NoteFault) {
    #expect(throws: fault) { try CosignatureVerifierKey(parsing: text) }
    #expect(throws: fault) { try CosignerKey(parsing: "PRIVATE+KEY+" + text) }
  }

  @Test func `is told by what is asked for, where a log's key is given`() {
    let fault = NoteFault.otherType(0x01, expected: 0x04)
    #expect(
      "\(fault)"
        == "it is a key of a log (type 0x01), and a key of a witness (type 0x04) is asked for"
    )
  }
}

@Suite struct `A request for a cosignature` {
  static let hash = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw="

  private func body(_ head: String) -> String { head + "\n" + Sofa.note }

  @Test func `is rendered as it was parsed`() throws {
    for head in ["old 0\n", "old 20852014\n\(Self.hash)\n\(Self.hash)\n"] {
      let text = body(head)
      #expect(try CosigningRequest(parsing: Array(text.utf8).span.bytes).rendered == text)
    }
  }

  @Test(arguments: [
    ("", CosigningRequestFault.malformedOldSize), ("old\n", .malformedOldSize),
    ("old 00\n", .malformedOldSize), ("old +1\n", .malformedOldSize),
    ("old -1\n", .malformedOldSize), ("old 1 \n", .malformedOldSize),
    ("old  1\n", .malformedOldSize), ("Old 1\n", .malformedOldSize),
    ("old 18446744073709551616\n", .malformedOldSize), ("old 1\r\n", .malformedOldSize),
    ("old 1\nabc\n", .malformedHash(1)),
    ("old 1\n\(hash)\n\(hash.dropLast())\n", .malformedHash(2)),
    ("old 1\n" + String(repeating: hash + "\n", count: 64), .tooManyHashes(64)),
  ])
  func `is refused where its head is malformed`(head: String, fault: CosigningRequestFault) {
    let text = body(head)
    #expect(throws: fault) { try CosigningRequest(parsing: Array(text.utf8).span.bytes) }
  }

  @Test func `is refused where there is no checkpoint in it`() throws {
    #expect(throws: CosigningRequestFault.note(.unendedNote)) {
      try CosigningRequest(parsing: Array("old 0\n\n".utf8).span.bytes)
    }
    let note = try NoteSigningKey(generatingAs: "a").note("no\ncheckpoint\n")
    #expect(throws: CosigningRequestFault.checkpoint(.unended)) {
      try CosigningRequest(parsing: Array("old 0\n\n\(note.rendered)".utf8).span.bytes)
    }
  }

  @Test func `means nothing else wherever it is cut short`() {
    let bytes = Array(body("old 1\n\(Self.hash)\n").utf8)
    for length in 0..<bytes.count {
      let cut = Array(bytes[..<length])
      guard let request = try? CosigningRequest(parsing: cut.span.bytes) else { continue }
      #expect(Array(request.rendered.utf8) == cut)
    }
  }
}
