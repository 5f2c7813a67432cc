/// What an environment says about itself.
public struct EnvironmentInfo: Hashable, Sendable {
  /// The bytes that the map can hold, which the file can grow to.
  public let mapSize: Int
  /// The bytes of a page.
  public let pageSize: Int
  /// The number of the last page in use; the first is 0.
  public let lastPage: Int
  /// The slots that readers of all processes have taken so far, free again or not.
  public let readers: Int
  /// The slots that there are, for readers of all processes together.
  public let maxReaders: Int
  /// The last commit's; an environment that was never written to has 0.
  public let lastTransactionID: Int
}
