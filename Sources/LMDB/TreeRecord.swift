/// What LMDB keeps of one tree: `MDB_db` in its source, 48 bytes.
struct TreeRecord {
  static let length = 48
  /// The flag of the one tree whose keys are whole numbers as this machine writes them.
  static let integerKeys: UInt16 = 8

  /// The size of a page in the record of free pages, 0 in every other.
  ///
  /// 0.9.24 does not look at it. Newer versions of LMDB do, and do not open a table otherwise.
  let pad: UInt32
  let flags: UInt16
  let depth: Int
  let size: TreeSize
  private let rootPage: UInt64

  init(_ bytes: [UInt8], at offset: Int) throws(LMDBError) {
    pad = try bytes.integer(at: offset, as: UInt32.self)
    flags = try bytes.integer(at: offset + 4, as: UInt16.self)
    depth = Int(try bytes.integer(at: offset + 6, as: UInt16.self))
    size = TreeSize(
      branchPages: try bytes.integer(at: offset + 8, as: UInt64.self),
      leafPages: try bytes.integer(at: offset + 16, as: UInt64.self),
      overflowPages: try bytes.integer(at: offset + 24, as: UInt64.self),
      entries: try bytes.integer(at: offset + 32, as: UInt64.self))
    rootPage = try bytes.integer(at: offset + 40, as: UInt64.self)
  }

  /// Nil for a tree without entries.
  var root: UInt64? { rootPage == .max ? nil : rootPage }
}

/// How large a tree is, as LMDB counts it.
struct TreeSize: Equatable {
  var branchPages: UInt64 = 0
  var leafPages: UInt64 = 0
  var overflowPages: UInt64 = 0
  var entries: UInt64 = 0
}
