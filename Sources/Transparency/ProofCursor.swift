/// The climb from a leaf to the root that both verifications of RFC 9162 share: `leaf` is its fn,
/// `last` its sn.
struct ProofCursor {
  private var leaf: UInt64
  private var last: UInt64

  init(leaf: UInt64, last: UInt64) {
    self.leaf = leaf
    self.last = last
  }

  /// Whether there is nothing above.
  var isAtRoot: Bool { last == 0 }

  /// Climbs while there is only complete ground below: out of every right child.
  mutating func leaveRightChildren() {
    while leaf & 1 == 1 { climb() }
  }

  /// Climbs past one hash of a proof, and says on which side of ours that hash stands.
  mutating func pass() -> Side {
    defer { climb() }
    guard leaf & 1 == 1 || leaf == last else { return .right }
    while leaf & 1 == 0 && leaf != 0 { climb() }
    return .left
  }

  private mutating func climb() {
    leaf >>= 1
    last >>= 1
  }

  enum Side { case left, right }
}
