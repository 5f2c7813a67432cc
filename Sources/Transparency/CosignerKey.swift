import Crypto

/// The private key of a witness; only `secretText` gives it away.
///
/// It must sign nothing else: what is signed does not tell which of a witness's names signs.
public struct CosignerKey: Sendable {
  /// The public half, which carries name and id.
  public let verifierKey: CosignatureVerifierKey

  private let key: Curve25519.Signing.PrivateKey

  /// A new key under `name`: best a URL without its scheme.
  public init(generatingAs name: String) throws(NoteFault) {
    guard NoteKeyName.isValid(name) else { throw .malformedName }
    self.init(name: name, key: Curve25519.Signing.PrivateKey())
  }

  private init(name: String, key: Curve25519.Signing.PrivateKey) {
    self.key = key
    verifierKey = CosignatureVerifierKey(name: name, key: key.publicKey)
  }

  /// The cosignature of a checkpoint's text: as of `time`, no larger tree of its log was seen.
  ///
  /// - Parameter time: Seconds since 1970.
  public func cosign(_ checkpoint: Checkpoint, at time: UInt64) -> NoteSignature {
    precondition(time <= Cosignature.latestTime, "no clock says that")
    guard let signature = try? key.signature(for: Cosignature.message(checkpoint.text, at: time))
    else { preconditionFailure("Ed25519 signs whatever it is given") }
    return NoteSignature(
      name: verifierKey.name, keyID: verifierKey.keyID,
      bytes: withUnsafeBytes(of: time.bigEndian) { [UInt8]($0) } + signature)
  }
}

extension CosignerKey {
  /// The key as `PRIVATE+KEY+name+id+base64`, as that of a log is spelled.
  ///
  /// Whoever reads it can cosign. Keep it out of logs.
  public var secretText: String {
    NoteKeyText(
      name: verifierKey.name, type: .cosignature, keyID: verifierKey.keyID,
      keyBytes: key.rawRepresentation
    ).secret
  }

  /// The key that `secretText` spells.
  public init(parsing secretText: String) throws(NoteFault) {
    let fields = try NoteKeyText(parsingSecret: secretText, as: .cosignature)
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: fields.keyBytes) else {
      throw .malformedKey
    }
    self.init(name: fields.name, key: key)
    guard fields.spells(verifierKey.keyID) else { throw .keyIDDiffers }
  }
}

extension CosignerKey: CustomStringConvertible {
  /// The public half: a key that is printed by mistake stays secret.
  public var description: String { "cosigning key of \(verifierKey)" }
}
