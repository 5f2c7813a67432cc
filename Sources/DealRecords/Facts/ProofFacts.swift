public import Deals
public import EventLog
import Transparency

/// Where every stream ended before this line, as one root: it proves of a stream that nothing of it
/// is missing.
public struct HeadsRecorded: Record {
  /// The RFC 6962 root over the streams' heads, sorted (docs/format.md, "Heads").
  public var root = Digest.blank
  /// How many streams there were.
  public var streams = Count.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("root", &root)
    try visit.field("streams", &streams)
  }
}

extension HeadsRecorded {
  /// Nil for more streams than a number in a line can count.
  public init?(_ heads: StreamHeads) {
    guard let root = Digest(text: "sha256:\(heads.root.hex)") else { return nil }
    self.init()
    (self.root, streams) = (root, Count(heads.heads.count))
  }
}

/// From here on another key signs: trees that hold this line are signed with it and no other.
public struct LogKeyChanged: Record {
  /// The new public key as a C2SP verifier key, under the origin in force.
  public var key = Text.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("key", &key)
  }
}

/// The ledger goes on from a log that had lost its end, and says so.
///
/// Source and origin change with the epoch, from this line on, so that no position that others hold
/// is given out twice.
public struct LedgerRestored: Record {
  public var epoch = Count.blank
  /// The public key of the new epoch as a C2SP verifier key, under the new origin.
  public var key = Text.blank
  /// The root of the tree that is known to have been signed.
  public var lostRoot = Digest.blank
  /// How many events that tree had.
  public var lostSize = Count.blank
  public var origin = Text.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("epoch", &epoch)
    try visit.field("key", &key)
    try visit.field("lostRoot", &lostRoot)
    try visit.field("lostSize", &lostSize)
    try visit.field("origin", &origin)
  }
}

/// From here on these witnesses are to cosign each checkpoint; none for none.
///
/// Only another such line changes the list.
public struct WitnessesNamed: Record {
  /// Their public keys as C2SP verifier keys for cosignatures.
  public var witnesses: [Text] = []

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("witnesses", &witnesses)
  }
}
