internal import CLMDB

/// A snapshot, which sees nothing that is committed after it began.
///
/// It lasts until the end of its scope. Keep that short: while it lives, LMDB cannot use again the
/// pages that later commits replace, and the file grows. It may move between threads, as long as one
/// uses it at a time.
@safe public struct ReadTransaction: ~Copyable, Reading {
  public let handle: TransactionHandle
  // Keeps the map in place for as long as bytes of it are lent.
  private let environment: Environment

  /// Begins a snapshot of the last commit.
  ///
  /// Throws `readersFull` when the environment has no slot left; that is an answer for a caller
  /// who can come again, not a fault.
  public init(_ environment: Environment) throws(LMDBError) {
    handle = try environment.begin(flags: MDB_RDONLY)
    self.environment = environment
  }

  // An abort would close the tables that were opened in it.
  deinit { _ = unsafe mdb_txn_commit(handle.pointer) }

  /// Moves on to the last commit, in the slot that the snapshot already has.
  public mutating func refresh() throws(LMDBError) {
    unsafe mdb_txn_reset(handle.pointer)
    try unsafe check(mdb_txn_renew(handle.pointer))
  }
}
