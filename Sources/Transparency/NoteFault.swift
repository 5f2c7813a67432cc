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
  /// The key is of a signature type that is not on the list: only plain Ed25519 is.
  case unknownAlgorithm(UInt8)
  /// The key's text gives another id than its name and its bytes have: it was miscopied.
  case keyIDDiffers
  /// The note bears no signature by this key. It may bear others.
  case notSigned(by: String)
  /// The signature by this key does not fit the text: one of them was changed.
  case wrongSignature(by: String)
}
