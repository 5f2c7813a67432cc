internal import CLMDB

/// What a snapshot and a write transaction have in common: one state, to be read.
///
/// Take `borrowing some Reading & ~Copyable` in code that is to read from either.
public protocol Reading: ~Copyable {
  /// What this module reads through; of no use to others.
  var handle: TransactionHandle { get }
}

extension Reading where Self: ~Copyable {
  /// The bytes stored under `key`, where they lie.
  ///
  /// They cannot outlive the transaction, nor the next write to it. No entry is `nil`; damage throws.
  @_lifetime(borrow self)
  public borrowing func value(
    for key: RawSpan, in table: Table
  ) throws(LMDBError) -> RawSpan? {
    guard let bytes = try unsafe handle.find(key, in: table) else { return nil }
    return unsafe _overrideLifetime(RawSpan(_unsafeBytes: bytes), borrowing: self)
  }

  /// A cursor that stands before the first entry and after the last, whichever is asked for.
  ///
  /// While it lives the transaction can be neither written to nor ended.
  @_lifetime(borrow self)
  public borrowing func cursor(in table: Table) throws(LMDBError) -> Cursor {
    try Cursor(over: self, in: table)
  }

  /// How many entries the table has; LMDB keeps count.
  public borrowing func entries(in table: Table) throws(LMDBError) -> Int {
    try statistics(of: table).entries
  }

  /// How large the table is.
  public borrowing func statistics(of table: Table) throws(LMDBError) -> TableStatistics {
    var stat = MDB_stat()
    try unsafe check(mdb_stat(handle.pointer, table.handle, &stat))
    return TableStatistics(
      depth: Int(stat.ms_depth), branchPages: stat.ms_branch_pages, leafPages: stat.ms_leaf_pages,
      overflowPages: stat.ms_overflow_pages, entries: stat.ms_entries)
  }
}

extension TransactionHandle {
  /// The bytes under `key`, good until the transaction is written to or ends.
  fileprivate func find(
    _ key: RawSpan, in table: Table
  ) throws(LMDBError) -> UnsafeRawBufferPointer? {
    var found = unsafe MDB_val()
    let code = try unsafe withKey(key) { key in
      unsafe mdb_get(pointer, table.handle, &key, &found)
    }
    if code == MDB_NOTFOUND { return nil }
    try check(code)
    return unsafe UnsafeRawBufferPointer(found)
  }
}
