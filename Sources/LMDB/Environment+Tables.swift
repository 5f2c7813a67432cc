internal import CLMDB
internal import Synchronization

extension Environment {
  /// Opens tables by name, in the order given; a `readWrite` environment makes those that lack.
  ///
  /// Open them once, before other transactions use them. In a `readOnly` environment a table that
  /// nobody has made throws `missingTable`.
  @available(*, noasync, message: "LMDB's write lock belongs to a thread")
  public func openTables(_ names: [String]) throws(LMDBError) -> [Table] {
    try opening.withLock { _ throws(LMDBError) in
      switch access {
      case .readWrite:
        let transaction = try WriteTransaction(self)
        let tables = try transaction.open(names, flags: MDB_CREATE)
        try transaction.commit()
        return tables
      case .readOnly:
        return try ReadTransaction(self).open(names, flags: 0)
      }
    }
  }
}

extension Reading where Self: ~Copyable {
  /// Opens tables, which stay open only if the transaction is committed.
  ///
  /// A key has one value: tables with several (DUPSORT) have known bugs in LMDB 0.9.24.
  fileprivate borrowing func open(
    _ names: [String], flags: Int32
  ) throws(LMDBError) -> [Table] {
    var tables: [Table] = []
    for name in names {
      var table: UInt32 = 0
      let code = unsafe mdb_dbi_open(handle.pointer, name, UInt32(flags), &table)
      guard code != MDB_NOTFOUND else { throw .missingTable(name) }
      try check(code)
      tables.append(Table(handle: table))
    }
    return tables
  }
}
