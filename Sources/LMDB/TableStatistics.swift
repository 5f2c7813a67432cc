/// How large a table is.
public struct TableStatistics: Hashable, Sendable {
  /// The levels of the tree; an empty one has none.
  public let depth: Int
  /// Pages that only lead to others.
  public let branchPages: Int
  /// Pages that hold entries.
  public let leafPages: Int
  /// Pages of values that do not fit into a leaf.
  public let overflowPages: Int
  /// Keys that have a value.
  public let entries: Int
}
