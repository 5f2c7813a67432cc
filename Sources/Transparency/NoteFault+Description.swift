extension NoteFault: CustomStringConvertible {
  /// What is wrong, for people; a clause without its full stop.
  public var description: String {
    switch self {
    case .notUTF8: "it is not UTF-8"
    case .controlCharacter: "it holds a control character"
    case .noBlankLine: "there is no empty line between its text and its signatures"
    case .unendedText: "its text does not end with a line feed"
    case .unendedNote: "it does not end with a line feed"
    case .noSignatures: "it bears no signatures"
    case .tooManySignatures(let count):
      "it bears \(count) signatures, and \(SignedNote.mostSignatures) are the most"
    case .malformedSignature(let line): "its signature line \(line) is malformed"
    case .malformedName: "the key's name is empty, or holds a space, a plus or a control character"
    case .malformedKey: "the text is no key of the form name+id+base64"
    case .unknownAlgorithm(let type):
      "the key is of the signature type \(type), and only 1, Ed25519, is known here"
    case .keyIDDiffers: "the key's id is not that of its name and bytes: it was miscopied"
    case .notSigned(let name): "it bears no signature by this key of \(name)"
    case .wrongSignature(let name):
      "its signature by \(name) does not fit: text or signature was changed"
    }
  }
}
