internal import Glibc

extension DataFile {
  /// Throws if a page that is in use lies past the end, where to read the map would be fatal.
  ///
  /// Pages at the end that no tree leads to may lack: LMDB does not write a page that one
  /// transaction takes and gives back.
  borrowing func checkLength(_ access: Environment.Access) throws(LMDBError) {
    guard try length() > 0 else {
      guard access == .readWrite else { throw .noSuchFile }
      return
    }
    let meta = try newerMetaPage()
    // Measured after the meta page was read: a writer in another process only makes it longer.
    let length = try length()
    guard length < meta.fileLength, try leadsPastEnd(of: length, meta) else { return }
    throw .truncated(expected: meta.fileLength, actual: length)
  }

  private borrowing func newerMetaPage() throws(LMDBError) -> MetaPage {
    let first = try metaPage(at: 0)
    let pageSize = first?.pageSize ?? sysconf(Int32(_SC_PAGESIZE))
    let second = try metaPage(at: pageSize)
    let found = [first, second].compactMap(\.self)
    guard let newer = found.max(by: { $0.transactionID < $1.transactionID }) else { throw .notLMDB }
    let length = try length()
    guard length >= 2 * pageSize else {
      throw .truncated(expected: newer.fileLength, actual: length)
    }
    guard first != nil, second != nil else { throw .corrupted }
    return newer
  }

  private borrowing func metaPage(at offset: Int) throws(LMDBError) -> MetaPage? {
    try MetaPage(bytes(at: offset, count: MetaPage.length))
  }

  /// Walks the trees as far as they lie in the first `length` bytes.
  private borrowing func leadsPastEnd(
    of length: Int, _ meta: MetaPage
  ) throws(LMDBError) -> Bool {
    let end = length / meta.pageSize
    var waiting = meta.roots
    var walked = 0
    while let root = waiting.popLast() {
      if root == .max { continue }  // A tree without entries.
      guard root < end else { return true }
      walked += 1
      guard walked <= end else { throw .corrupted }  // A page leads back to one above it.
      for lead in try TreePage(bytes(at: Int(root) * meta.pageSize, count: meta.pageSize)).leads() {
        switch lead {
        case .tree(let root): waiting.append(root)
        case .run(let last) where last >= end: return true
        case .run, .nowhere: break
        }
      }
    }
    return false
  }
}
