extension ReadTransaction {
  /// How many pages of the file hold nothing, and wait to be used again.
  ///
  /// A compacting copy is smaller by as many.
  public borrowing func freePages() throws(LMDBError) -> Int {
    var cursor = try cursor(in: .freePages)
    var pages = 0
    while let list = try cursor.next() {
      let numbers = list.value.byteCount / MemoryLayout<UInt>.size
      guard numbers > 0 else { throw .corrupted }
      // A list begins with how many it holds.
      let listed = unsafe list.value.unsafeLoadUnaligned(as: UInt.self)
      guard listed < numbers else { throw .corrupted }
      pages += Int(listed)
    }
    return pages
  }
}

extension Table {
  /// LMDB's own list of free pages, which only a snapshot may look at.
  fileprivate static let freePages = Table(handle: 0)
}
