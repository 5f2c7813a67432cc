/// What the texts of both halves of a key have in common: `name+id+base64(type || 32 bytes)`.
struct NoteKeyText {
  /// The signature type of plain Ed25519 (C2SP signed-note, "Signature types").
  static let ed25519: UInt8 = 0x01

  let name: String
  let keyBytes: [UInt8]
  private let id: String

  init(name: String, keyID: UInt32, keyBytes: some Sequence<UInt8>) {
    self.name = name
    self.keyBytes = Array(keyBytes)
    id = Self.spell(keyID)
  }

  /// The fields of `text`; whether the id is the key's is for the caller to ask.
  init(parsing text: Substring) throws(NoteFault) {
    // Base64 may hold a plus, so it is whatever follows the second one.
    let fields = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard fields.count == 3 else { throw .malformedKey }
    name = String(fields[0])
    id = String(fields[1])
    guard NoteKeyName.isValid(name) else { throw .malformedName }
    guard let payload = Base64.bytes(of: fields[2]), let type = payload.first else {
      throw .malformedKey
    }
    guard type == Self.ed25519 else { throw .unknownAlgorithm(type) }
    guard payload.count == 33 else { throw .malformedKey }
    keyBytes = Array(payload.dropFirst())
  }

  /// Whether the text gives this id, in eight lower-case digits.
  func spells(_ keyID: UInt32) -> Bool {
    id.utf8.elementsEqual(Self.spell(keyID).utf8)
  }

  /// Eight lower-case digits.
  static func spell(_ keyID: UInt32) -> String {
    withUnsafeBytes(of: keyID.bigEndian) { Hex.text(of: $0.bytes) }
  }
}

extension NoteKeyText: CustomStringConvertible {
  var description: String {
    "\(name)+\(id)+\(Base64.text(of: [Self.ed25519] + keyBytes))"
  }
}
