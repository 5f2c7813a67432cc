import Transparency

extension DisclosureFault: CustomStringConvertible {
  /// What is wrong and where, for people.
  public var description: String {
    switch self {
    case .tooLong, .notJSON, .malformedMember, .unknownMember, .otherFormat: file
    case .note, .checkpoint, .otherOrigin, .otherSize, .otherPosition, .inclusion: proof
    case .malformedJWS, .unendedSDJWT, .keyBinding, .malformedHeader, .unknownHeaderMember,
      .otherAlgorithm, .otherType, .otherKey, .wrongSignature:
      "sd_jwt: " + signature
    case .lineNotCanonical, .malformedAttribute, .otherDigestAlgorithm, .malformedDigest,
      .repeatedDigest, .reservedName:
      "line: " + line
    default: "sd_jwt: " + disclosure
    }
  }

  private var file: String {
    switch self {
    case .tooLong(let limit): "the file is longer than \(limit) bytes"
    case .notJSON(let fault): "the file: \(fault)"
    case .malformedMember(let name): "\(name) is missing, or not what the format has there"
    case .unknownMember(let name): "the format knows no member \(Shown.quoted(name))"
    case .otherFormat(let format):
      "the format is \(Shown.quoted(format)), not \(Shown.quoted(DisclosureFile.format))"
    default: ""
    }
  }

  private var proof: String {
    switch self {
    case .note(let fault): "checkpoint: " + words(fault)
    case .checkpoint(let fault): "checkpoint: its text is none (\(fault))"
    case .otherOrigin(let origin, let key):
      "checkpoint: it is that of \(Shown.quoted(origin)), the key that of \(Shown.quoted(key))"
    case .otherSize(let proof, let checkpoint):
      "inclusion: it is for a tree of \(proof) lines, and the checkpoint is over \(checkpoint)"
    case .otherPosition(let proof, let line):
      "inclusion: it is for position \(proof), and the line has the id \(line)"
    case .inclusion(let fault): "inclusion: " + words(fault)
    default: ""
    }
  }

  private func words(_ fault: NoteFault) -> String {
    switch fault {
    case .notSigned(let name): "it bears no signature by the key given, \(Shown.quoted(name))"
    case .wrongSignature(let name): "the signature by \(Shown.quoted(name)) does not fit its text"
    default: "it is no signed note (\(fault))"
    }
  }

  private func words(_ fault: ProofFault) -> String {
    switch fault {
    case .rootDiffers: "it does not lead from this line to the checkpoint"
    case .tooShort: "it holds too few hashes"
    case .tooLong: "it holds too many hashes"
    case .leafBeyondTree(let index, let size): "a tree of \(size) lines has no position \(index)"
    default: "\(fault)"
    }
  }

  private var signature: String {
    switch self {
    case .malformedJWS: "it does not begin with header.payload.signature in base64url"
    case .unendedSDJWT: "it does not end with ~: it was cut off"
    case .keyBinding: "a key binding follows the last ~, and a line has no holder"
    case .malformedHeader: "the header is no object in canonical JSON"
    case .unknownHeaderMember(let name): "the header may not hold \(Shown.quoted(name))"
    case .otherAlgorithm(let name): "alg is \(Shown.quoted(name)), and only EdDSA is taken"
    case .otherType(let name):
      "typ is \(Shown.quoted(name)), not \(Shown.quoted(SignedLine.type))"
    case .otherKey(let name, let key):
      "kid is \(Shown.quoted(name)), and the key given is \(Shown.quoted(key))"
    case .wrongSignature: "the signature does not fit header and line under the key given"
    default: ""
    }
  }

  private var line: String {
    switch self {
    case .lineNotCanonical(let fault): "\(fault)"
    case .malformedAttribute(let name): "\(name) is missing, or not what a line has there"
    case .otherDigestAlgorithm(let name): "_sd_alg is \(Shown.quoted(name)), not sha-256"
    case .malformedDigest(let path): "\(Shown.quoted(path.description)) is no array of digests"
    case .repeatedDigest(let digest, let path):
      "the digest \(digest) stands in it twice, again in \(Shown.quoted(path.description))"
    case .reservedName(let path):
      "\(Shown.quoted(path.description)) bears a name that SD-JWT keeps for itself"
    default: ""
    }
  }

  private var disclosure: String {
    switch self {
    case .notBase64URL(let name): "\(name) is not in base64url without padding"
    case .disclosureNotCanonical(let name, let fault): "\(name) is no canonical JSON: \(fault)"
    case .notThreeElements(let name): "\(name) is no array of salt, name and value"
    case .malformedSalt(let name): "\(name) has a salt that is not 32 bytes in base64url"
    case .reservedField(let name): "\(name) takes a name that SD-JWT keeps for itself"
    case .sealedWithin(let name, let inner): "\(name) holds \(Shown.quoted(inner)) in its value"
    case .repeatedDisclosure(let name, let first): "\(name) is disclosure \(first) again"
    case .foreignDisclosure(let name):
      "\(name) is not of this line: its digest stands nowhere in it"
    case .takenName(let name, let owner):
      "\(name) cannot stand in \(Shown.quoted(owner.description)), which has that field already"
    default: ""
    }
  }
}
