/// What the first two pages say of the file: the newer one of them is in force.
///
/// The fields are as `MDB_meta` and `MDB_db` in LMDB's source have them.
struct MetaPage {
  /// As much of a page as the fields take.
  static let length = 152

  let pageSize: Int
  let lastPage: Int
  let transactionID: UInt64
  /// The roots of the tree of free pages and of the tree of tables.
  let roots: [UInt64]

  /// Reads the beginning of a page: `nil` if it is no meta page.
  init?(_ page: [UInt8]) throws(LMDBError) {
    guard page.count == MetaPage.length else { return nil }
    guard try page.integer(at: 16, as: UInt32.self) == 0xBEEF_C0DE else { return nil }
    guard try page.integer(at: 20, as: UInt32.self) == 1 else { throw .versionMismatch }
    pageSize = Int(try page.integer(at: 40, as: UInt32.self))
    roots = [try page.integer(at: 80, as: UInt64.self), try page.integer(at: 128, as: UInt64.self)]
    lastPage = Int(clamping: try page.integer(at: 136, as: UInt64.self))
    transactionID = try page.integer(at: 144, as: UInt64.self)
    guard (256...65_536).contains(pageSize), lastPage < Int.max / 65_536 else { throw .corrupted }
  }

  /// The bytes that the file has if all of its pages were written.
  var fileLength: Int { (lastPage + 1) * pageSize }
}
