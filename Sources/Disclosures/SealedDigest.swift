import CanonicalJSON

/// A digest in a line, which stands for a field that is not shown.
public struct SealedDigest: Hashable, Sendable {
  /// The object whose `_sd` holds the digest.
  public let owner: FieldPath
  /// 43 characters of base64url.
  public let digest: String

  /// The digests of a line, in the order in which they stand in it, outer and inner as they come.
  ///
  /// Throws unless `line` is canonical JSON in which `_sd` holds digests, each of them once, and
  /// nothing else bears a name that SD-JWT reserves.
  public static func all(in line: [UInt8]) throws(DisclosureFault) -> [SealedDigest] {
    var walk = DigestWalk()
    do throws(JSONFault) {
      try walk.read(line)
    } catch {
      throw .lineNotCanonical(error)
    }
    if let fault = walk.fault { throw fault }
    return walk.found
  }
}
