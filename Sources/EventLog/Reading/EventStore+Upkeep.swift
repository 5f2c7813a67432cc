import LMDB

/// A snapshot that some process looks at: pages that commits after it replaced are kept for it.
public struct HeldSnapshot: Hashable, Sendable {
  /// The number of the process, which may have died since.
  public let process: Int32
  /// How many commits have been made since.
  public let commitsBehind: Int
}

extension EventStore {
  /// The bytes of the log's file that hold nothing, and wait to be written again.
  public func freeBytes() throws(LogFault) -> Int {
    let environment = try requireOpen()
    return try stored { () throws(LMDBError) in
      try ReadTransaction(environment).freePages() * environment.info.pageSize
    }
  }

  /// The snapshots that all processes look at, those of dead processes included.
  public func heldSnapshots() throws(LogFault) -> [HeldSnapshot] {
    let environment = try requireOpen()
    return try stored { () throws(LMDBError) in
      let readers = try environment.readers()
      let last = environment.info.lastTransactionID
      return readers.compactMap { reader in
        reader.transactionID.map {
          HeldSnapshot(process: reader.process, commitsBehind: max(0, last - $0))
        }
      }
    }
  }

  /// Copies the log as it stands to `<folder>/data.mdb`, durably, while others read and write.
  ///
  /// What was deleted or written over is not in the copy, and nothing of it is left where the copy
  /// fails. It is a long snapshot: the file grows meanwhile if there are writes.
  @available(*, noasync, message: "a copy takes as long as the log is large")
  public func copy(to folder: String) throws(LogFault) {
    let environment = try requireOpen()
    try stored { () throws(LMDBError) in try environment.copy(to: folder, compacting: true) }
  }
}
