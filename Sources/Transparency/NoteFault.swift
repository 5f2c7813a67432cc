/// Why a note or a key is not one, or does not hold.
///
/// Nothing in such a note may be believed.
public enum NoteFault: Error, Hashable, Sendable {
  /// The note is not UTF-8.
  case notUTF8
  /// There is a control character other than the line feed; a carriage return is one.
  case controlCharacter
  /// There is no empty line between text and signatures.
  case noBlankLine
  /// The text does not end with a line feed.
  case unendedText
  /// The note does not end with a line feed.
  case unendedNote
  /// Nothing follows the empty line.
  case noSignatures
  /// There are more signature lines than `SignedNote.mostSignatures`.
  case tooManySignatures(Int)
  /// This line, counted from 1 after the empty line, is not `— name base64`.
  case malformedSignature(line: Int)
  /// A key's name is empty, or holds a space, a plus or a control character.
  case malformedName
  /// The text is not a key of the expected kind.
  case malformedKey
  /// The key is of a kind that nobody knows here: the byte before it is on no list.
  case unknownType(UInt8)
  /// The key is one of the other kind: the log's where a witness's is asked for, or the reverse.
  case otherType(UInt8, expected: UInt8)
  /// The key's text gives another id than its name and its bytes have: it was miscopied.
  case keyIDDiffers
  /// The note bears no signature by this key. It may bear others.
  case notSigned(by: String)
  /// The signature by this key does not fit the text: one of them was changed.
  case wrongSignature(by: String)
}

extension NoteFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notUTF8: "it is not UTF-8"
    case .controlCharacter: "it holds a control character"
    case .noBlankLine: "there is no empty line between text and signatures"
    case .unendedText: "its text does not end with a line feed"
    case .unendedNote: "it does not end with a line feed"
    case .noSignatures: "it bears no signature"
    case .tooManySignatures(let count): "it bears \(count) signatures, which are too many"
    case .malformedSignature(let line): "signature line \(line) is not one"
    case .malformedName: "the name of a key is empty, or holds a space or a plus"
    case .malformedKey: "it is not spelled as name+id+base64"
    case .unknownType(let byte):
      "it is of the signature type \(byte), which is not known here: 1 and 4 are"
    case .otherType(let byte, let expected):
      "it is \(Self.kind(byte)), and \(Self.kind(expected)) is asked for"
    case .keyIDDiffers: "its id is not that of its name and bytes: it was miscopied"
    case .notSigned(let name): "it bears no signature by this key of \(name)"
    case .wrongSignature(let name): "the signature by \(name) does not fit the text"
    }
  }

  private static func kind(_ byte: UInt8) -> String {
    switch SignatureType(rawValue: byte) {
    case .ed25519: "a key of a log (type 0x01)"
    case .cosignature: "a key of a witness (type 0x04)"
    case nil: "a key of type \(hex(byte))"
    }
  }

  private static func hex(_ byte: UInt8) -> String {
    "0x" + withUnsafeBytes(of: byte) { Hex.text(of: $0.bytes) }
  }
}
