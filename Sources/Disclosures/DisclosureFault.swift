public import CanonicalJSON
public import Transparency

/// Why a file proves nothing, or could not be made.
///
/// Believe nothing that stands in such a file. No case holds a value of the line or of a
/// disclosure; names are repeated as the file claims them.
public enum DisclosureFault: Error, Hashable, Sendable {
  // MARK: The file

  /// The file is longer than `DisclosureFile.longest` bytes.
  case tooLong(limit: Int)
  case notJSON(JSONFault)
  /// A member of the file is of another kind than the format has there, or missing.
  case malformedMember(String)
  /// The format knows no such member.
  case unknownMember(String)
  /// This is no disclosure, or one of another version of the format.
  case otherFormat(String)

  // MARK: Checkpoint and proof

  case note(NoteFault)
  case checkpoint(CheckpointFault)
  /// The checkpoint is signed by the key, and is that of another log.
  case otherOrigin(String, key: String)
  /// The proof is said to lead to a tree of another size than the checkpoint's.
  case otherSize(proof: UInt64, checkpoint: UInt64)
  /// The proof is said to be that of another place than the line gives as its `id`.
  case otherPosition(proof: UInt64, line: UInt64)
  case inclusion(ProofFault)

  // MARK: The signed line

  /// The text is not `header.payload.signature`, each in base64url.
  case malformedJWS
  /// The text does not end with `~`: it was cut off.
  case unendedSDJWT
  /// A key binding JWT follows the last `~`; a line has no holder.
  case keyBinding
  /// The header of the JWS is no object in canonical JSON.
  case malformedHeader
  /// The header of the JWS has another member than `alg`, `kid` and `typ`; `crit` is one.
  case unknownHeaderMember(String)
  /// The header of the JWS gives something else than `EdDSA`; `none` is one.
  case otherAlgorithm(String)
  /// The header of the JWS gives something else than `dealledger+sd-jwt`.
  case otherType(String)
  /// The header of the JWS names another key than the one to verify with.
  case otherKey(String, key: String)
  /// The signature does not fit header and line: one of the three was changed.
  case wrongSignature

  // MARK: The line

  case lineNotCanonical(JSONFault)
  /// A member that every line has is missing, or of another form.
  case malformedAttribute(String)
  /// `_sd_alg` gives something else than `sha-256`.
  case otherDigestAlgorithm(String)
  /// An `_sd` is no array of digests.
  case malformedDigest(FieldPath)
  /// A digest stands in the line more than once.
  case repeatedDigest(String, at: FieldPath)
  /// A name that SD-JWT reserves stands where no line has it.
  case reservedName(FieldPath)

  // MARK: A disclosure

  case notBase64URL(DisclosureName)
  case disclosureNotCanonical(DisclosureName, JSONFault)
  /// It is no array of a salt, a name and a value.
  case notThreeElements(DisclosureName)
  /// Its salt is not 32 bytes in base64url.
  case malformedSalt(DisclosureName)
  /// It claims a name that SD-JWT reserves.
  case reservedField(DisclosureName)
  /// Its value holds a name that SD-JWT reserves, where another disclosure could hide.
  case sealedWithin(DisclosureName, String)
  /// It stands in the file twice.
  case repeatedDisclosure(DisclosureName, first: Int)
  /// Its digest is nowhere in the line: it was forged, changed, or belongs to another line.
  case foreignDisclosure(DisclosureName)
  /// The object that its digest stands in has such a field already.
  case takenName(DisclosureName, owner: FieldPath)
}
