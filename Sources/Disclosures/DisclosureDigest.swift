import CanonicalJSON
import Transparency

/// What stands in a line's `_sd` for a field that is not shown (RFC 9901, section 4.2.3).
public enum DisclosureDigest {
  /// How many characters a digest has, and a salt: 32 bytes in base64url.
  public static let length = 43

  /// The 43 ASCII characters of base64url(SHA-256(base64url(`disclosure`))).
  ///
  /// `disclosure` is the JSON array of salt, name and value, as it stands: another spelling of the
  /// same array has another digest.
  public static func of(_ disclosure: RawSpan) -> [UInt8] {
    ofEncoded(Base64URL.encode(disclosure))
  }

  public static func of(_ disclosure: [UInt8]) -> [UInt8] { of(disclosure.span.bytes) }

  /// The digest of a disclosure that is in base64url already.
  static func ofEncoded(_ encoded: [UInt8]) -> [UInt8] {
    TreeHash.sha256(encoded.span.bytes).withBytes { Base64URL.encode($0) }
  }

  /// Writes the digest of a disclosure behind what stands in `digests`, by way of `scratch`.
  public static func append(
    _ disclosure: RawSpan, to digests: inout [UInt8], by scratch: inout [UInt8]
  ) {
    scratch.removeAll(keepingCapacity: true)
    Base64URL.encode(disclosure, into: &scratch)
    TreeHash.sha256(scratch.span.bytes).withBytes { Base64URL.encode($0, into: &digests) }
  }

  /// Whether `text` is 32 bytes in base64url, spelled in the one way.
  public static func isWellFormed(_ text: String) -> Bool {
    text.utf8.count == length && Base64URL.decode(text.utf8.span.bytes) != nil
  }
}
