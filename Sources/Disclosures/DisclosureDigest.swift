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

  /// Whether `digest` is that of a disclosure, found by way of `scratch`.
  public static func isDigest(
    _ digest: RawSpan, of disclosure: RawSpan, by scratch: inout [UInt8]
  ) -> Bool {
    scratch.removeAll(keepingCapacity: true)
    Base64URL.encode(disclosure, into: &scratch)
    let hash = TreeHash.sha256(scratch.span.bytes)
    scratch.removeAll(keepingCapacity: true)
    hash.withBytes { Base64URL.encode($0, into: &scratch) }
    return digest.withUnsafeBytes { $0.elementsEqual(scratch) }
  }

  /// Whether `text` is 32 bytes in base64url, spelled in the one way.
  public static func isWellFormed(_ text: RawSpan) -> Bool {
    text.byteCount == length && Base64URL.isCanonical(text)
  }

  public static func isWellFormed(_ text: String) -> Bool { isWellFormed(text.utf8.span.bytes) }
}
