/// Why a proof does not hold.
///
/// Trust nothing that came with it.
public enum ProofFault: Error, Hashable, Sendable {
  /// The tree that is spoken of has no such leaf.
  case leafBeyondTree(index: UInt64, size: UInt64)
  /// The older tree is said to be larger than the newer one.
  case sizesReversed(older: UInt64, newer: UInt64)
  /// There are fewer hashes than sizes and index need.
  case tooShort
  /// There are more hashes than sizes and index need.
  case tooLong
  /// The hashes do not lead to the root: another leaf, place, tree or root.
  case rootDiffers
  /// The hashes do not lead to the older root: history before it is not what was promised.
  case olderRootDiffers
  /// The hashes do not lead to the newer root.
  case newerRootDiffers
}
