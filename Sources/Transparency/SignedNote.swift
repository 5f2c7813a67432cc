/// A text and the signatures under it (C2SP signed-note).
///
/// Parsing checks the form only. Believe the text once a key that you trust has verified it.
public struct SignedNote: Hashable, Sendable {
  /// The most signatures that are read, as in Go's `note`; the specification asks for 16.
  public static let mostSignatures = 100

  /// What is signed, with the line feed that ends it.
  public let text: String
  /// In the order of their lines, those of unknown keys included.
  public let signatures: [NoteSignature]

  /// A note to be rendered.
  ///
  /// Every signature is over `text` as it stands.
  public init(text: String, signatures: [NoteSignature]) {
    self.text = text
    self.signatures = signatures
  }

  /// The note as it is stored and served.
  public var rendered: String {
    text + "\n" + signatures.map { "\($0)\n" }.joined()
  }

  /// The note with more signatures under those that it bears; one that it bears is not repeated.
  public func adding(_ more: [NoteSignature]) -> SignedNote {
    SignedNote(text: text, signatures: signatures + more.filter { !signatures.contains($0) })
  }

  /// The signatures that claim to be by the key with this name and id.
  func signatures(by name: String, _ keyID: UInt32) -> [NoteSignature] {
    signatures.filter { $0.keyID == keyID && $0.name.utf8.elementsEqual(name.utf8) }
  }
}

extension SignedNote {
  public init(parsing note: String) throws(NoteFault) {
    try self.init(parsing: note.utf8Span.span.bytes)
  }

  /// The note that `bytes` spell, by the letter of the specification.
  public init(parsing bytes: RawSpan) throws(NoteFault) {
    guard let note = bytes.withUnsafeBytes({ String(validating: $0, as: UTF8.self) }) else {
      throw .notUTF8
    }
    try Self.checkCharacters(of: note)
    guard note.utf8.last == Self.lineFeed else { throw .unendedNote }
    guard let blank = Self.lastBlankLine(of: note) else { throw .noBlankLine }
    text = String(note[..<blank])
    signatures = try Self.signatures(in: note[note.utf8.index(after: blank)...])
  }

  /// Refuses control characters other than the line feed (C2SP signed-note, "Format").
  static func checkCharacters(of text: String) throws(NoteFault) {
    guard text.utf8.allSatisfy({ $0 >= 0x20 || $0 == lineFeed }) else { throw .controlCharacter }
  }

  private static let lineFeed = UInt8(ascii: "\n")

  /// Where the last empty line begins: text may hold empty lines, signatures may not.
  private static func lastBlankLine(of note: String) -> String.Index? {
    let bytes = note.utf8
    return bytes.indices.dropFirst().last { index in
      bytes[index] == lineFeed && bytes[bytes.index(before: index)] == lineFeed
    }
  }

  private static func signatures(in lines: Substring) throws(NoteFault) -> [NoteSignature] {
    let lines = lines.utf8.split(separator: lineFeed)
    guard !lines.isEmpty else { throw .noSignatures }
    guard lines.count <= mostSignatures else { throw .tooManySignatures(lines.count) }
    var signatures: [NoteSignature] = []
    for line in lines {
      guard let signature = NoteSignature(line: Substring(line)) else {
        throw .malformedSignature(line: signatures.count + 1)
      }
      signatures.append(signature)
    }
    return signatures
  }
}
