import Testing
import Transparency

/// The keys and the note of the documentation of Go's `golang.org/x/mod/sumdb/note`.
private enum Neumann {
  static let verifierKey =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
  static let signingKey =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
  static let text = """
    If you think cryptography is the answer to your problem,
    then you don't know what your problem is.

    """
  static let signature =
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
  static let note = "\(text)\n\(signature)\n"
}

@Suite struct `A signed note` {
  let key: NoteVerifierKey
  let note: SignedNote

  init() throws {
    key = try NoteVerifierKey(parsing: Neumann.verifierKey)
    note = try SignedNote(parsing: Neumann.note)
  }

  @Test func `that Go signed verifies`() throws {
    #expect(note.text == Neumann.text)
    try key.verify(note)
  }

  @Test func `is rendered as it was parsed`() {
    #expect(note.rendered == Neumann.note)
  }

  @Test func `is parsed from bytes and from text alike`() throws {
    let bytes = Array(Neumann.note.utf8)
    #expect(try SignedNote(parsing: bytes.span.bytes) == note)
  }

  @Test func `keeps the signatures of keys that nobody knows`() throws {
    let other = try NoteSigningKey(generatingAs: "witness.example/w1")
    let cosigned = SignedNote(
      text: note.text, signatures: [try other.sign(note.text)] + note.signatures)
    let parsed = try SignedNote(parsing: cosigned.rendered)
    #expect(parsed.signatures.map(\.name) == ["witness.example/w1", "PeterNeumann"])
    try key.verify(parsed)
    try other.verifierKey.verify(parsed)
  }

  @Test func `may hold empty lines in its text`() throws {
    let signer = try NoteSigningKey(generatingAs: "example.com/log")
    let note = try signer.note("\none\n\n\ntwo\n\n")
    let parsed = try SignedNote(parsing: note.rendered)
    #expect(parsed == note)
    try signer.verifierKey.verify(parsed)
  }

  @Test func `does not verify once its text is changed`() {
    let changed = SignedNote(text: Neumann.text + "?\n", signatures: note.signatures)
    #expect(throws: NoteFault.wrongSignature(by: "PeterNeumann")) { try key.verify(changed) }
  }

  @Test(arguments: 0..<64)
  func `does not verify once a byte of its signature is changed`(byte: Int) throws {
    var bytes = note.signatures[0].bytes
    bytes[byte] ^= 1
    let changed = SignedNote(
      text: note.text,
      signatures: [NoteSignature(name: key.name, keyID: key.keyID, bytes: bytes)])
    #expect(throws: NoteFault.wrongSignature(by: "PeterNeumann")) { try key.verify(changed) }
  }

  @Test func `is not verified by another key`() throws {
    let other = try NoteSigningKey(generatingAs: "PeterNeumann").verifierKey
    #expect(throws: NoteFault.notSigned(by: "PeterNeumann")) { try other.verify(note) }
  }

  @Test func `is not verified where only the name or only the id is the key's`() throws {
    let bytes = note.signatures[0].bytes
    for line in [
      NoteSignature(name: "PeterNeumann", keyID: key.keyID ^ 1, bytes: bytes),
      NoteSignature(name: "PeterNewman", keyID: key.keyID, bytes: bytes),
    ] {
      let changed = SignedNote(text: note.text, signatures: [line])
      #expect(throws: NoteFault.notSigned(by: "PeterNeumann")) { try key.verify(changed) }
    }
  }

  @Test func `is not saved by a good signature beside a bad one of the same key`() throws {
    let bad = NoteSignature(name: key.name, keyID: key.keyID, bytes: Array(repeating: 0, count: 64))
    let changed = SignedNote(text: note.text, signatures: note.signatures + [bad])
    #expect(throws: NoteFault.wrongSignature(by: "PeterNeumann")) { try key.verify(changed) }
  }

  @Test func `is refused where it is not UTF-8`() {
    let bytes = [0xFF, 0x0A, 0x0A] + Array(Neumann.note.utf8)
    #expect(throws: NoteFault.notUTF8) { try SignedNote(parsing: bytes.span.bytes) }
  }

  @Test(arguments: [
    ("a\n— a AAAAAAA=\n", NoteFault.noBlankLine),
    ("\n", .noBlankLine),
    ("", .unendedNote),
    ("a\r\n\n— a AAAAAAA=\n", .controlCharacter),
    ("a\n\n— a AAAAAAA=\r\n", .controlCharacter),
    ("a\tb\n\n— a AAAAAAA=\n", .controlCharacter),
    ("a\n\n— a AAAAAAA=", .unendedNote),
    ("a\n\n", .noSignatures),
    ("a\n\n— a AAAAAAA=\n\n", .noSignatures),
    ("a\n\n- a AAAAAAA=\n", .malformedSignature(line: 1)),
    ("a\n\n—a AAAAAAA=\n", .malformedSignature(line: 1)),
    ("a\n\n— a  AAAAAAA=\n", .malformedSignature(line: 1)),
    ("a\n\n— a AAAAAAA= \n", .malformedSignature(line: 1)),
    ("a\n\n—  AAAAAAA=\n", .malformedSignature(line: 1)),
    ("a\n\n— a+b AAAAAAA=\n", .malformedSignature(line: 1)),
    ("a\n\n— a\u{00A0}b AAAAAAA=\n", .malformedSignature(line: 1)),
    ("a\n\n— a AAAAAAA\n", .malformedSignature(line: 1)),
    ("a\n\n— a AAAAAAB=\n", .malformedSignature(line: 1)),
    ("a\n\n— a AAAA-AA=\n", .malformedSignature(line: 1)),
    ("a\n\n— a AAAAAA==\n", .malformedSignature(line: 1)),
    ("a\n\n— a AAAAAAA=\nb\n", .malformedSignature(line: 2)),
  ])
  func `is refused where it is malformed`(text: String, fault: NoteFault) {
    #expect(throws: fault) { try SignedNote(parsing: text) }
  }

  @Test func `is refused from the hundred and first signature on`() throws {
    let line = NoteSignature(name: "a", keyID: 0, bytes: [0])
    func rendered(_ count: Int) -> String {
      SignedNote(text: "a\n", signatures: Array(repeating: line, count: count)).rendered
    }
    #expect(try SignedNote(parsing: rendered(100)).signatures.count == 100)
    #expect(throws: NoteFault.tooManySignatures(101)) { try SignedNote(parsing: rendered(101)) }
  }

  @Test func `is refused wherever it is cut short`() {
    let bytes = Array(Neumann.note.utf8)
    for length in 0..<bytes.count {
      let cut = Array(bytes[..<length])
      #expect(throws: NoteFault.self) { try SignedNote(parsing: cut.span.bytes) }
    }
  }
}

@Suite struct `A note's key` {
  @Test func `signs as Go does`() throws {
    let key = try NoteSigningKey(parsing: Neumann.signingKey)
    #expect(key.verifierKey.description == Neumann.verifierKey)
    #expect(try key.sign(Neumann.text).description == Neumann.signature)
    #expect(try key.note(Neumann.text).rendered == Neumann.note)
  }

  @Test func `comes back from its text`() throws {
    let key = try NoteSigningKey(generatingAs: "example.com/ledger/0")
    let again = try NoteSigningKey(parsing: key.secretText)
    #expect(again.secretText == key.secretText)
    #expect(again.verifierKey == key.verifierKey)
    #expect(try NoteVerifierKey(parsing: key.verifierKey.description) == key.verifierKey)
    #expect(key.secretText.hasPrefix("PRIVATE+KEY+example.com/ledger/0+"))
  }

  @Test func `does not print its secret`() throws {
    let key = try NoteSigningKey(parsing: Neumann.signingKey)
    #expect(!"\(key)".contains("AYEKFALVFGyN"))
    #expect("\(key)".contains(Neumann.verifierKey))
  }

  @Test(arguments: ["", "a b", "a+b", "a\u{2003}b", "a\nb", "a\u{0}b"])
  func `has no such name`(name: String) {
    #expect(throws: NoteFault.malformedName) { try NoteSigningKey(generatingAs: name) }
  }

  @Test(arguments: [
    ("", NoteFault.malformedKey),
    ("PeterNeumann", .malformedKey),
    ("PeterNeumann+c74f20a3", .malformedKey),
    ("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .malformedName),
    ("PeterNewman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyIDDiffers),
    ("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyIDDiffers),
    ("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyIDDiffers),
    ("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TX", .keyIDDiffers),
    ("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T", .malformedKey),
    ("PeterNeumann+c74f20a3+AhpcQcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .malformedKey),
    ("PeterNeumann+c74f20a3+/w==", .unknownType(255)),
    ("PeterNeumann+c74f20a3+AQ==", .malformedKey),
    ("PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .unknownType(0x02)),
    ("PeterNeumann+c74f20a3+BhpcQcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW=", .malformedKey),
    (
      "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
      .otherType(0x04, expected: 0x01)
    ),
    ("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n", .malformedKey),
  ])
  func `is refused where it was miscopied`(text: String, fault: NoteFault) {
    #expect(throws: fault) { try NoteVerifierKey(parsing: text) }
  }

  @Test func `is not taken for its other half`() {
    #expect(throws: NoteFault.malformedKey) { try NoteSigningKey(parsing: Neumann.verifierKey) }
    #expect(throws: NoteFault.self) { try NoteVerifierKey(parsing: Neumann.signingKey) }
  }

  @Test(arguments: [
    ("", NoteFault.unendedText), ("a", .unendedText), ("a\r\n", .controlCharacter),
  ])
  func `does not sign what no note can hold`(text: String, fault: NoteFault) throws {
    let key = try NoteSigningKey(parsing: Neumann.signingKey)
    #expect(throws: fault) { try key.sign(text) }
  }
}
