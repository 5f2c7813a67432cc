import Crypto

/// The public key of a witness, under its name: the "vkey" that others configure.
public struct CosignatureVerifierKey: Sendable {
  public let name: String
  /// Tells the name's keys apart.
  public let keyID: UInt32

  private let key: Curve25519.Signing.PublicKey

  init(name: String, key: Curve25519.Signing.PublicKey) {
    self.name = name
    self.key = key
    keyID = NoteKeyText.keyID(of: name, .cosignature, key)
  }

  /// Holds, or throws what is wrong: the note must bear this witness's cosignature, and wherever it
  /// does, it must fit.
  ///
  /// - Returns: When it was made, in seconds since 1970; the latest, where there are several. The
  ///   witness says so, and nobody else.
  @discardableResult
  public func verify(_ note: SignedNote) throws(NoteFault) -> UInt64 {
    var latest: UInt64?
    for signature in note.signatures(by: name, keyID) {
      guard let (time, bytes) = Cosignature.parts(of: signature.bytes),
        key.isValidSignature(bytes, for: Cosignature.message(note.text, at: time))
      else { throw .wrongSignature(by: name) }
      latest = max(time, latest ?? 0)
    }
    guard let latest else { throw .notSigned(by: name) }
    return latest
  }

  /// The cosignatures in `note` that are this witness's and fit.
  ///
  /// What else it holds is passed over: this is for taking them out of a note that somebody sent.
  public func cosignatures(in note: SignedNote) -> [NoteSignature] {
    note.signatures(by: name, keyID).filter { signature in
      (try? verify(SignedNote(text: note.text, signatures: [signature]))) != nil
    }
  }
}

extension CosignatureVerifierKey: CustomStringConvertible {
  /// The key as `name+id+base64`.
  public var description: String {
    NoteKeyText(
      name: name, type: .cosignature, keyID: keyID, keyBytes: key.rawRepresentation
    ).description
  }

  /// The key as `name+id`, by which others can tell which one is meant.
  public var nameAndID: String { "\(name)+\(NoteKeyText.spell(keyID))" }

  /// The key that `text` spells as `name+id+base64`.
  public init(parsing text: String) throws(NoteFault) {
    let fields = try NoteKeyText(parsing: text[...], as: .cosignature)
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: fields.keyBytes) else {
      throw .malformedKey
    }
    self.init(name: fields.name, key: key)
    guard fields.spells(keyID) else { throw .keyIDDiffers }
  }
}

extension CosignatureVerifierKey: Hashable {
  public static func == (a: Self, b: Self) -> Bool {
    a.description.utf8.elementsEqual(b.description.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(keyID)
  }
}
