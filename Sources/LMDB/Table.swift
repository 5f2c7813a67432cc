/// A named table, opened with `Environment.openTables(_:)`.
///
/// It is good in every transaction of that environment, for as long as the environment is open.
public struct Table: Hashable, Sendable {
  /// The most bytes that a key may have.
  public static let longestKey = 511

  let handle: UInt32
}
