import Crypto

/// The private key of one who signs notes; only `secretText` gives it away.
public struct NoteSigningKey: Sendable {
  /// The public half, which carries name and id.
  public let verifierKey: NoteVerifierKey

  private let key: Curve25519.Signing.PrivateKey

  /// A new key under `name`: best the log's origin, a URL without its scheme.
  public init(generatingAs name: String) throws(NoteFault) {
    guard NoteKeyName.isValid(name) else { throw .malformedName }
    self.init(name: name, key: Curve25519.Signing.PrivateKey())
  }

  /// The key of a secret of 32 bytes, which has to be as random as a new one's.
  package init(generatingAs name: String, from secret: [UInt8]) throws(NoteFault) {
    guard NoteKeyName.isValid(name) else { throw .malformedName }
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: secret) else {
      throw .malformedKey
    }
    self.init(name: name, key: key)
  }

  private init(name: String, key: Curve25519.Signing.PrivateKey) {
    self.key = key
    verifierKey = NoteVerifierKey(name: name, key: key.publicKey)
  }

  /// The signature of `text`, which must be fit for a note.
  public func sign(_ text: String) throws(NoteFault) -> NoteSignature {
    guard text.utf8.last == UInt8(ascii: "\n") else { throw .unendedText }
    try SignedNote.checkCharacters(of: text)
    guard let signature = try? key.signature(for: [UInt8](text.utf8)) else {
      preconditionFailure("Ed25519 signs whatever it is given")
    }
    return NoteSignature(
      name: verifierKey.name, keyID: verifierKey.keyID, bytes: [UInt8](signature))
  }

  /// The note that consists of `text` and this key's signature.
  public func note(_ text: String) throws(NoteFault) -> SignedNote {
    SignedNote(text: text, signatures: [try sign(text)])
  }

  /// The 64 bytes of the signature of a JWS, given its `header.payload` in base64url (RFC 7515,
  /// section 5.1).
  ///
  /// That holds no line feed, and what is signed as a note ends with one, so that neither signature
  /// can pass for the other.
  public func sign(jws signingInput: [UInt8]) -> [UInt8] {
    precondition(!signingInput.contains(UInt8(ascii: "\n")), "a JWS holds no line feed")
    guard let signature = try? key.signature(for: signingInput) else {
      preconditionFailure("Ed25519 signs whatever it is given")
    }
    return [UInt8](signature)
  }
}

extension NoteSigningKey {
  /// The key as Go's `golang.org/x/mod/sumdb/note` spells it: `PRIVATE+KEY+name+id+base64`.
  ///
  /// Whoever reads it can sign. Keep it off the data disk and out of logs.
  public var secretText: String {
    NoteKeyText(
      name: verifierKey.name, type: .ed25519, keyID: verifierKey.keyID,
      keyBytes: key.rawRepresentation
    ).secret
  }

  /// The key that `secretText` spells.
  public init(parsing secretText: String) throws(NoteFault) {
    let fields = try NoteKeyText(parsingSecret: secretText, as: .ed25519)
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: fields.keyBytes) else {
      throw .malformedKey
    }
    self.init(name: fields.name, key: key)
    guard fields.spells(verifierKey.keyID) else { throw .keyIDDiffers }
  }
}

extension NoteSigningKey: CustomStringConvertible {
  /// The public half: a key that is printed by mistake stays secret.
  public var description: String { "signing key of \(verifierKey)" }
}
