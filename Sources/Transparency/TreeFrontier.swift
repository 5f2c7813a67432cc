/// The complete subtrees that make up a tree, from the largest to the smallest: all it takes to
/// append and to know the root.
///
/// It hands out no tiles, which `TreeEdge` does, and can begin behind lines that nobody has.
public struct TreeFrontier: Hashable, Sendable {
  /// How many leaves the tree has.
  public private(set) var size: UInt64
  /// One for each binary digit of the size that is set, from the largest to the smallest.
  public private(set) var subtrees: [TreeHash]

  /// The frontier of a tree without leaves.
  public init() { (size, subtrees) = (0, []) }

  /// The frontier of a tree of `size` leaves; nil where it has another number of subtrees.
  public init?(size: UInt64, subtrees: [TreeHash]) {
    guard subtrees.count == size.nonzeroBitCount else { return nil }
    (self.size, self.subtrees) = (size, subtrees)
  }

  /// The root of the tree (RFC 6962, section 2.1).
  public var root: TreeHash { .joining(subtrees) }

  public mutating func append(_ leaf: TreeHash) { append(subtree: leaf, height: 0) }

  /// Adds the root over 2^height leaves; the size has to be a multiple of their number.
  public mutating func append(subtree: TreeHash, height: Int) {
    precondition(size & (1 << height - 1) == 0, "a subtree begins at a multiple of its size")
    var (joined, height) = (subtree, height)
    let added: UInt64 = 1 << height
    while size >> height & 1 == 1, let left = subtrees.popLast() {
      joined = .node(left, joined)
      height += 1
    }
    subtrees.append(joined)
    size &+= added
  }
}
