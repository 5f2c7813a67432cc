/// How far a backup or its return has come.
public struct UpkeepProgress: Sendable {
  /// What is counted: `bytes`, `pages`, `rows`, `lines`.
  public let what: String
  public let done: UInt64
  public let total: UInt64
}
