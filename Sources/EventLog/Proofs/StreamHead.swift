import LMDB
public import Transparency

/// Where a stream ends.
public struct StreamHead: Hashable, Sendable {
  /// In bytes.
  public static let length = 48

  /// The SHA-256 of the stream's name: whoever reads the neighbour of a stream need not learn its
  /// name.
  public let subject: TreeHash
  /// Of the stream's last event.
  public let revision: StreamRevision
  /// Of the stream's last event.
  public let position: GlobalPosition

  public init(subject: TreeHash, revision: StreamRevision, position: GlobalPosition) {
    (self.subject, self.revision, self.position) = (subject, revision, position)
  }

  public static func hash(of stream: StreamName) -> TreeHash {
    .sha256(stream.text.utf8.span.bytes)
  }

  /// The hash of the subject, then revision and position, 8 bytes each, big-endian.
  public var encoded: [UInt8] {
    var bytes = subject.withBytes { $0.withUnsafeBytes { Array($0) } }
    bytes += Keys.bigEndian(revision.rawValue)
    bytes += Keys.bigEndian(position.rawValue)
    return bytes
  }

  /// Nil unless the bytes are 48.
  public init?(decoding bytes: RawSpan) {
    guard bytes.byteCount == Self.length,
      let subject = TreeHash(bytes.extracting(..<TreeHash.byteCount)),
      let revision = IntegerKey(bytes.extracting(TreeHash.byteCount..<TreeHash.byteCount + 8)),
      let position = IntegerKey(bytes.extracting(last: 8))
    else { return nil }
    self.init(
      subject: subject, revision: StreamRevision(revision.number),
      position: GlobalPosition(position.number))
  }

  /// Its leaf in the tree over all heads.
  public var leaf: TreeHash { .leaf(encoded.span.bytes) }
}
