import Crypto

/// The public key of one who signs notes, under a name: the "vkey" that others configure.
public struct NoteVerifierKey: Sendable {
  public let name: String
  /// Tells the name's keys apart.
  public let keyID: UInt32

  private let key: Curve25519.Signing.PublicKey

  init(name: String, key: Curve25519.Signing.PublicKey) {
    self.name = name
    self.key = key
    keyID = NoteKeyText.keyID(of: name, .ed25519, key)
  }

  /// Holds, or throws what is wrong: the note must bear this key's signature, and wherever it
  /// does, it must fit.
  public func verify(_ note: SignedNote) throws(NoteFault) {
    let own = note.signatures(by: name, keyID)
    guard !own.isEmpty else { throw .notSigned(by: name) }
    for signature in own {
      guard key.isValidSignature(signature.bytes, for: [UInt8](note.text.utf8)) else {
        throw .wrongSignature(by: name)
      }
    }
  }
}

extension NoteVerifierKey {
  /// Whether `signature` is this key's over the `header.payload` of a JWS.
  public func verifies(_ signature: [UInt8], jws signingInput: [UInt8]) -> Bool {
    key.isValidSignature(signature, for: signingInput)
  }

  /// The key as `name+id`, by which others can tell which one is meant.
  public var nameAndID: String {
    "\(name)+\(NoteKeyText.spell(keyID))"
  }
}

extension NoteVerifierKey: CustomStringConvertible {
  /// The key as `name+id+base64`.
  public var description: String {
    NoteKeyText(
      name: name, type: .ed25519, keyID: keyID, keyBytes: key.rawRepresentation
    ).description
  }

  /// The key that `text` spells as `name+id+base64`.
  public init(parsing text: String) throws(NoteFault) {
    let fields = try NoteKeyText(parsing: text[...], as: .ed25519)
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: fields.keyBytes) else {
      throw .malformedKey
    }
    self.init(name: fields.name, key: key)
    guard fields.spells(keyID) else { throw .keyIDDiffers }
  }
}

extension NoteVerifierKey: Hashable {
  public static func == (a: Self, b: Self) -> Bool {
    a.description.utf8.elementsEqual(b.description.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(keyID)
  }
}
