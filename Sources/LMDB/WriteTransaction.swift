internal import CLMDB
internal import Glibc

/// The one writer: `commit()` keeps what it wrote, dropping it undoes that.
///
/// Begin and end it on one thread: LMDB's write lock belongs to that thread, and ended elsewhere it
/// would never be free again. That stops the process, in release too.
///
/// After a write has thrown `mapFull`, `diskFull` or a fatal error the transaction is spoilt: drop
/// it.
@safe public struct WriteTransaction: ~Copyable, Reading {
  public let handle: TransactionHandle
  private let environment: Environment
  private var isOpen = true

  /// Waits for the write lock, which belongs to this thread until the transaction ends.
  @available(*, noasync, message: "LMDB's write lock belongs to a thread")
  public init(_ environment: Environment) throws(LMDBError) {
    handle = try environment.beginWriting()
    self.environment = environment
  }

  deinit {
    guard isOpen else { return }
    environment.stopWriting()
    unsafe mdb_txn_abort(handle.pointer)
  }

  /// Makes everything written durable.
  ///
  /// Once this returns, a loss of power cannot undo it. If it throws an error that `isFatal`, the
  /// outcome is unknown; after any other, nothing was kept.
  public consuming func commit() throws(LMDBError) {
    environment.stopWriting()
    isOpen = false  // LMDB frees the handle whether or not the commit succeeds.
    do throws(LMDBError) {
      try unsafe check(mdb_txn_commit(handle.pointer))
    } catch .other(let code, _) where code > 0 {
      // An `errno` that says nothing of how far the commit came.
      throw .io(code: code)
    } catch .noMemory {
      throw .io(code: ENOMEM)
    }
  }

  /// Stores `value` under `key`, in place of any that is there.
  public mutating func put(
    _ value: RawSpan, for key: RawSpan, in table: Table
  ) throws(LMDBError) {
    try check(store(value, for: key, in: table, flags: 0))
  }

  /// Stores `value` under a key that sorts after every other in the table.
  ///
  /// Faster than `put`, and it throws `outOfOrder` for any other key.
  public mutating func append(
    _ value: RawSpan, for key: RawSpan, in table: Table
  ) throws(LMDBError) {
    let code = try store(value, for: key, in: table, flags: MDB_APPEND)
    guard code != MDB_KEYEXIST else { throw .outOfOrder }
    try check(code)
  }

  /// Stores `value` under `key` unless there is one; answers whether it did.
  public mutating func insert(
    _ value: RawSpan, for key: RawSpan, in table: Table
  ) throws(LMDBError) -> Bool {
    let code = try store(value, for: key, in: table, flags: MDB_NOOVERWRITE)
    if code == MDB_KEYEXIST { return false }
    try check(code)
    return true
  }

  /// Removes the entry under `key`; answers whether there was one.
  @discardableResult
  public mutating func delete(_ key: RawSpan, in table: Table) throws(LMDBError) -> Bool {
    let code = try unsafe withKey(key) { key in
      unsafe mdb_del(handle.pointer, table.handle, &key, nil)
    }
    if code == MDB_NOTFOUND { return false }
    try check(code)
    return true
  }

  private func store(
    _ value: RawSpan, for key: RawSpan, in table: Table, flags: Int32
  ) throws(LMDBError) -> Int32 {
    try unsafe withKey(key) { key in
      unsafe withValue(value) { value in
        unsafe mdb_put(handle.pointer, table.handle, &key, &value, UInt32(flags))
      }
    }
  }
}
