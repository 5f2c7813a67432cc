import Crypto

/// Which kind of signature a key makes: the byte before its key (C2SP signed-note, "Signature
/// types").
enum SignatureType: UInt8 {
  /// Of the note's text.
  case ed25519 = 0x01
  /// Of a witness, with the time at which it was made (C2SP tlog-cosignature).
  case cosignature = 0x04
}

/// What the texts of both halves of a key have in common: `name+id+base64(type || 32 bytes)`.
struct NoteKeyText {
  private static let secretPrefix = "PRIVATE+KEY+"

  let name: String
  let type: SignatureType
  let keyBytes: [UInt8]
  private let id: String

  init(name: String, type: SignatureType, keyID: UInt32, keyBytes: some Sequence<UInt8>) {
    (self.name, self.type) = (name, type)
    self.keyBytes = Array(keyBytes)
    id = Self.spell(keyID)
  }

  /// The fields of `text`, a key of this type; whether the id is the key's is for the caller to ask.
  init(parsing text: Substring, as expected: SignatureType) throws(NoteFault) {
    // Base64 may hold a plus, so it is whatever follows the second one.
    let fields = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard fields.count == 3 else { throw .malformedKey }
    name = String(fields[0])
    id = String(fields[1])
    guard NoteKeyName.isValid(name) else { throw .malformedName }
    guard let payload = Base64.bytes(of: fields[2]), let type = payload.first else {
      throw .malformedKey
    }
    self.type = try Self.type(type, expected: expected)
    guard payload.count == 33 else { throw .malformedKey }
    keyBytes = Array(payload.dropFirst())
  }

  /// The same of a private key, which is spelled as in Go's `golang.org/x/mod/sumdb/note`.
  init(parsingSecret text: String, as expected: SignatureType) throws(NoteFault) {
    guard text.hasPrefix(Self.secretPrefix) else { throw .malformedKey }
    try self.init(parsing: text.dropFirst(Self.secretPrefix.count), as: expected)
  }

  private static func type(
    _ byte: UInt8, expected: SignatureType
  ) throws(NoteFault) -> SignatureType {
    guard let type = SignatureType(rawValue: byte) else { throw .unknownType(byte) }
    guard type == expected else { throw .otherType(byte, expected: expected.rawValue) }
    return type
  }

  /// Whether the text gives this id, in eight lower-case digits.
  func spells(_ keyID: UInt32) -> Bool {
    id.utf8.elementsEqual(Self.spell(keyID).utf8)
  }

  /// Eight lower-case digits.
  static func spell(_ keyID: UInt32) -> String {
    withUnsafeBytes(of: keyID.bigEndian) { Hex.text(of: $0.bytes) }
  }

  /// The first four bytes of SHA-256(name || 0x0A || type || public key) (C2SP signed-note,
  /// "Signatures").
  static func keyID(
    of name: String, _ type: SignatureType, _ key: Curve25519.Signing.PublicKey
  ) -> UInt32 {
    let identity = [UInt8](name.utf8) + [0x0A, type.rawValue] + key.rawRepresentation
    return TreeHash.sha256(identity.span.bytes).withBytes {
      UInt32(bigEndian: $0.unsafeLoadUnaligned(as: UInt32.self))
    }
  }

  /// The text of a private key.
  var secret: String { "\(Self.secretPrefix)\(self)" }
}

extension NoteKeyText: CustomStringConvertible {
  var description: String {
    "\(name)+\(id)+\(Base64.text(of: [type.rawValue] + keyBytes))"
  }
}
