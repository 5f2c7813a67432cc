import CanonicalJSON
public import Transparency

/// A file that shows one line of the log and some of its hidden fields, with proof.
///
/// Reading checks the form only; `DisclosureVerifier` says what it proves.
public struct DisclosureFile: Hashable, Sendable {
  /// What the file gives as its format, by which the version is told.
  public static let format = "dealledger/disclosure/1"
  /// The longest file that is read, in bytes: a line, its fields and a note have room many times.
  public static let longest = 1 << 20

  /// The signed note as the log serves it (C2SP tlog-checkpoint).
  public let checkpoint: String
  /// The way from the line to the checkpoint's root.
  public let inclusion: InclusionProof
  /// The line as a JWS, and the chosen disclosures (RFC 9901, section 4).
  public let sdJWT: String

  init(checkpoint: String, inclusion: InclusionProof, sdJWT: String) {
    self.checkpoint = checkpoint
    self.inclusion = inclusion
    self.sdJWT = sdJWT
  }
}

// MARK: Making

extension DisclosureFile {
  /// A file that shows the fields of `line` that `disclosures` are of, and no others.
  ///
  /// `line` is as it is stored, each disclosure the JSON of its array as it was hashed; they are
  /// put into the order of the line's digests. What is made has been verified under the key's
  /// public half, so whatever does not belong together throws.
  public init(
    line: [UInt8], disclosing disclosures: [[UInt8]], inclusion: InclusionProof,
    checkpoint: SignedNote, signedBy key: NoteSigningKey
  ) throws(DisclosureFault) {
    let chosen = try Self.inOrder(disclosures, of: line)
    self.init(
      checkpoint: checkpoint.rendered, inclusion: inclusion,
      sdJWT: SDJWT.text(of: SignedLine(line, by: key), disclosing: chosen))
    _ = try DisclosureVerifier(key.verifierKey).verify(encoded)
  }

  private static func inOrder(
    _ disclosures: [[UInt8]], of line: [UInt8]
  ) throws(DisclosureFault) -> [[UInt8]] {
    let digests = try SealedDigest.all(in: line).map(\.digest)
    let places = Dictionary(uniqueKeysWithValues: zip(digests, digests.indices))
    var placed: [(place: Int, disclosure: [UInt8])] = []
    for (index, json) in disclosures.enumerated() {
      let encoded = Base64URL.encode(json.span.bytes)
      let disclosure = try Disclosure(encoded: encoded, number: index + 1)
      guard let place = places[disclosure.digest] else {
        throw .foreignDisclosure(disclosure.name)
      }
      placed.append((place, json))
    }
    return placed.sorted { $0.place < $1.place }.map(\.disclosure)
  }
}
