import LMDB

/// How much room a log takes, and how much it may take.
public struct StorageUsage: Hashable, Sendable {
  /// The bytes that the log's file can grow to.
  public let capacity: Int
  /// The bytes of its file that have been in use so far.
  public let used: Int
  /// How many snapshots of all processes there have been at a time.
  public let mostReaders: Int
  /// How many snapshots of all processes there may be at a time.
  public let readerLimit: Int
  /// How many times the log was committed to.
  public let commits: Int

  init(_ info: EnvironmentInfo) {
    (capacity, used) = (info.mapSize, (info.lastPage + 1) * info.pageSize)
    (mostReaders, readerLimit, commits) = (info.readers, info.maxReaders, info.lastTransactionID)
  }
}

extension EventStore {
  /// How much room the log takes.
  public func usage() throws(LogFault) -> StorageUsage {
    StorageUsage(try requireOpen().info)
  }
}
