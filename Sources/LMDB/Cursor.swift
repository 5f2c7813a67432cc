internal import CLMDB

/// A place in a table, which moves in the order of the keys, byte by byte.
///
/// Each move answers the entry that it arrives at, or `nil` if there is none. Another `next()` or
/// `previous()` in the same direction is `nil` again; to turn round after a `nil`, say where to with
/// `first()`, `last()` or a `seek`.
@safe public struct Cursor: ~Copyable, ~Escapable {
  private let handle: OpaquePointer

  @_lifetime(borrow transaction)
  init<Transaction: Reading & ~Copyable>(
    over transaction: borrowing Transaction, in table: Table
  ) throws(LMDBError) {
    var opened: OpaquePointer?
    let code = unsafe mdb_cursor_open(transaction.handle.pointer, table.handle, &opened)
    guard let opened = unsafe opened, code == MDB_SUCCESS else { throw LMDBError(code: code) }
    unsafe handle = opened
  }

  deinit { unsafe mdb_cursor_close(handle) }

  /// The next entry; a new cursor's is the first.
  @_lifetime(copy self)
  public mutating func next() throws(LMDBError) -> Entry? {
    try move(MDB_NEXT)
  }

  /// The entry before; a new cursor's is the last.
  @_lifetime(copy self)
  public mutating func previous() throws(LMDBError) -> Entry? {
    try move(MDB_PREV)
  }

  /// The entry with the least key.
  @_lifetime(copy self)
  public mutating func first() throws(LMDBError) -> Entry? {
    try move(MDB_FIRST)
  }

  /// The entry with the greatest key.
  @_lifetime(copy self)
  public mutating func last() throws(LMDBError) -> Entry? {
    try move(MDB_LAST)
  }

  /// The first entry whose key is `key` or greater.
  @_lifetime(copy self)
  public mutating func seek(to key: RawSpan) throws(LMDBError) -> Entry? {
    var arrived = unsafe MDB_val()
    var value = unsafe MDB_val()
    let code = try unsafe withKey(key) { key in
      let code = unsafe mdb_cursor_get(handle, &key, &value, MDB_SET_RANGE)
      unsafe arrived = key
      return code
    }
    return try unsafe entry(code, arrived, value)
  }

  /// The last entry whose key is `key` or less.
  @_lifetime(copy self)
  public mutating func seek(atOrBefore key: RawSpan) throws(LMDBError) -> Entry? {
    guard let entry = try seek(to: key) else { return try last() }
    return entry.key.isEqual(to: key) ? entry : try previous()
  }

  @_lifetime(copy self)
  private mutating func move(_ operation: MDB_cursor_op) throws(LMDBError) -> Entry? {
    var key = unsafe MDB_val()
    var value = unsafe MDB_val()
    let code = unsafe mdb_cursor_get(handle, &key, &value, operation)
    return try unsafe entry(code, key, value)
  }

  /// What LMDB answered, lent for as long as the transaction stays as it is.
  @_lifetime(copy self)
  private func entry(
    _ code: Int32, _ key: MDB_val, _ value: MDB_val
  ) throws(LMDBError) -> Entry? {
    if code == MDB_NOTFOUND { return nil }
    try check(code)
    let entry = unsafe Entry(
      key: RawSpan(_unsafeBytes: UnsafeRawBufferPointer(key)),
      value: RawSpan(_unsafeBytes: UnsafeRawBufferPointer(value)))
    return unsafe _overrideLifetime(entry, copying: self)
  }
}

extension RawSpan {
  fileprivate func isEqual(to other: RawSpan) -> Bool {
    unsafe withUnsafeBytes { bytes in
      unsafe other.withUnsafeBytes { unsafe bytes.elementsEqual($0) }
    }
  }
}
