/// One line under a note: who signed, with which key, and the signature (C2SP signed-note,
/// "Signatures").
public struct NoteSignature: Hashable, Sendable {
  /// The key's name.
  public let name: String
  /// Tells the name's keys apart; it proves nothing.
  public let keyID: UInt32
  /// What the key made of the text; its form is the key's affair.
  public let bytes: [UInt8]

  public init(name: String, keyID: UInt32, bytes: [UInt8]) {
    self.name = name
    self.keyID = keyID
    self.bytes = bytes
  }
}

extension NoteSignature: CustomStringConvertible {
  /// Em dash and space.
  private static let mark = "\u{2014} "

  /// The line as a note bears it, without its line feed.
  public var description: String {
    let idBytes = withUnsafeBytes(of: keyID.bigEndian) { [UInt8]($0) }
    return "\(Self.mark)\(name) \(Base64.text(of: idBytes + bytes))"
  }

  /// The signature in `line`, which has no line feed; nil if it is not spelled as one.
  init?(line: Substring) {
    guard line.utf8.starts(with: Self.mark.utf8) else { return nil }
    let fields = line.utf8.dropFirst(Self.mark.utf8.count)
      .split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard
      fields.count == 2,
      let name = String(fields[0]), NoteKeyName.isValid(name),
      let encoded = String(fields[1]), let bytes = Base64.bytes(of: encoded),
      bytes.count > 4
    else { return nil }
    let keyID = bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    self.init(name: name, keyID: keyID, bytes: Array(bytes.dropFirst(4)))
  }
}
