import CanonicalJSON
import Transparency

/// What stands in a line for a value that is not public (RFC 9901, section 4.2.3).
public enum DisclosureDigest {
  /// How many characters of base64url a digest has.
  public static let length = 43

  /// The digest of a disclosure: base64url of the SHA-256 of its base64url.
  public static func of(_ disclosure: RawSpan) -> [UInt8] {
    var (digest, scratch): ([UInt8], [UInt8]) = ([], [])
    append(disclosure, to: &digest, by: &scratch)
    return digest
  }

  /// Writes the digest of a disclosure behind what stands in `digests`.
  static func append(
    _ disclosure: RawSpan, to digests: inout [UInt8], by scratch: inout [UInt8]
  ) {
    scratch.removeAll(keepingCapacity: true)
    Base64URL.encode(disclosure, into: &scratch)
    TreeHash.sha256(scratch.span.bytes).withBytes { Base64URL.encode($0, into: &digests) }
  }
}
