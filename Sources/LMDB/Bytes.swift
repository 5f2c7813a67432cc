internal import CLMDB

/// Lends `key` to LMDB, which copies what it keeps.
func withKey<Result>(
  _ key: RawSpan, _ body: (inout MDB_val) -> Result
) throws(LMDBError) -> Result {
  guard !key.isEmpty else { throw .emptyKey }
  guard key.byteCount <= Table.longestKey else { throw .keyTooLong(key.byteCount) }
  return unsafe withValue(key, body)
}

/// Lends `value` to LMDB, which copies what it keeps.
func withValue<Result>(_ value: RawSpan, _ body: (inout MDB_val) -> Result) -> Result {
  unsafe value.withUnsafeBytes { bytes in
    var lent = unsafe MDB_val(
      mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
    return unsafe body(&lent)
  }
}

extension UnsafeRawBufferPointer {
  /// The bytes that LMDB points to, good for as long as it says.
  init(_ value: MDB_val) {
    unsafe self.init(start: value.mv_data, count: value.mv_size)
  }
}
