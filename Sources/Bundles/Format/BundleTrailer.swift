import CanonicalJSON
import Crypto
public import Transparency

/// A bundle's last line: how much it holds, so that nobody can cut it at the end of a line.
public struct BundleTrailer: Hashable, Sendable {
  public var digest: TreeHash
  public var events: UInt64
  /// The positions of the first and the last event.
  public var range: ClosedRange<UInt64>?
  public var refusals: UInt64
  public var requests: UInt64

  public init(
    digest: TreeHash, events: UInt64 = 0, range: ClosedRange<UInt64>? = nil, refusals: UInt64 = 0,
    requests: UInt64 = 0
  ) {
    (self.digest, self.events, self.range) = (digest, events, range)
    (self.refusals, self.requests) = (refusals, requests)
  }
}

extension BundleTrailer {
  private static let label = "sha256:"

  func write(to writer: inout CanonicalWriter) {
    writer.beginObject()
    writer.member("digest", Self.label + digest.hex)
    writer.member("events", events)
    if let range {
      writer.member("first", range.lowerBound)
      writer.member("last", range.upperBound)
    }
    writer.member("refusals", refusals)
    writer.member("requests", requests)
    writer.endObject()
  }

  init(_ reader: inout MemberReader) throws(BundleFault) {
    try reader.begin()
    let text = try reader.text("digest")
    guard text.hasPrefix(Self.label),
      let digest = TreeHash(hex: String(text.dropFirst(Self.label.count)))
    else { throw .malformed("digest", "it is not sha256: and 64 hexadecimal digits") }
    self.digest = digest
    events = try reader.count("events")
    let first = try reader.optionalCount("first")
    let last = first == nil ? nil : try reader.count("last")
    if let first, let last {
      guard first <= last else { throw .malformed("first", "it is larger than last") }
      range = first...last
    }
    refusals = try reader.count("refusals")
    requests = try reader.count("requests")
    try reader.end()
  }
}

/// The digest of a bundle, as it goes from line to line.
public struct BundleDigest: Sendable {
  private var hasher = SHA256()

  public init() {}

  /// Takes lines by their leaf hashes, which are SHA-256(0x00 ‖ line).
  public mutating func take(_ leaf: TreeHash) {
    leaf.withBytes { take(leaves: $0) }
  }

  /// The same for hashes that lie one behind the other.
  public mutating func take(leaves: RawSpan) {
    leaves.withUnsafeBytes { hasher.update(bufferPointer: $0) }
  }

  public var value: TreeHash {
    let digest = hasher.finalize()
    guard let hash = digest.withUnsafeBytes({ TreeHash($0.bytes) }) else {
      preconditionFailure("SHA-256 has 32 bytes")
    }
    return hash
  }
}
