/// Both meta pages of a file, found to belong together, and what the newer one says.
///
/// LMDB believes its head: a wrong page size, flag or parity leads it anywhere.
struct FileHead {
  /// One of the two, as `MDB_meta` in LMDB's source lays it.
  struct Half {
    static let length = 152
    /// In bytes; more does not fit into the address space.
    private static let largestMap: UInt64 = 1 << 46

    fileprivate let pageSize: Int
    fileprivate let free: TreeRecord
    fileprivate let tables: TreeRecord
    fileprivate let lastPage: UInt64
    fileprivate let transactionID: UInt64

    /// Reads the beginning of page 0 or 1; nil if it is no meta page.
    init?(_ page: [UInt8], number: UInt64) throws(LMDBError) {
      guard page.count == Self.length,
        try page.integer(at: 0, as: UInt64.self) == number,
        try page.integer(at: 10, as: UInt16.self) == 8,
        try page.integer(at: 16, as: UInt32.self) == 0xBEEF_C0DE,
        try page.integer(at: 20, as: UInt32.self) == 1
      else { return nil }
      pageSize = Int(try page.integer(at: 40, as: UInt32.self))
      free = try TreeRecord(page, at: 40)
      tables = try TreeRecord(page, at: 88)
      lastPage = try page.integer(at: 136, as: UInt64.self)
      transactionID = try page.integer(at: 144, as: UInt64.self)
      let mapSize = try page.integer(at: 32, as: UInt64.self)
      guard (512...32_768).contains(pageSize), pageSize.nonzeroBitCount == 1,
        free.flags == TreeRecord.integerKeys, tables.flags == 0,
        mapSize <= Self.largestMap, lastPage < mapSize / UInt64(pageSize),
        transactionID == 0 || transactionID & 1 == number
      else { return nil }
    }
  }

  let pageSize: Int
  let lastPage: UInt64
  let transactionID: UInt64
  let free: TreeRecord
  let tables: TreeRecord

  init(_ first: Half, _ second: Half) throws(PageFault) {
    let (older, newer) =
      first.transactionID < second.transactionID ? (first, second) : (second, first)
    guard older.pageSize == newer.pageSize, newer.transactionID - older.transactionID <= 1 else {
      throw .damaged(page: 0, .headsDisagree)
    }
    (pageSize, lastPage, transactionID) = (newer.pageSize, newer.lastPage, newer.transactionID)
    (free, tables) = (newer.free, newer.tables)
  }
}

extension DataFile {
  /// Reads both halves of the head; again, if a writer changed them in between.
  func head() throws(PageFault) -> FileHead {
    for _ in 0..<8 {
      if let head = try? readHead() { return head }
    }
    return try readHead()
  }

  private func readHead() throws(PageFault) -> FileHead {
    guard let first = try half(0, at: 0) else { throw .damaged(page: 0, .notAHead) }
    guard let second = try half(1, at: first.pageSize) else { throw .damaged(page: 1, .notAHead) }
    return try FileHead(first, second)
  }

  private func half(_ number: UInt64, at offset: Int) throws(PageFault) -> FileHead.Half? {
    do throws(LMDBError) {
      return try FileHead.Half(bytes(at: offset, count: FileHead.Half.length), number: number)
    } catch {
      throw .unreadable(error)
    }
  }
}
