/// How large a table is.
public struct TableStatistics: Hashable, Sendable {
  /// The levels of the tree; an empty one has none.
  public let depth: Int
  public let branchPages: Int
  public let leafPages: Int
  /// Pages of values that do not fit into a leaf.
  public let overflowPages: Int
  public let entries: Int
}
