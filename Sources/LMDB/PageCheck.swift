/// Follows every page that is in use as LMDB would, and takes nothing for granted.
///
/// LMDB has no checksums and follows a damaged page wherever it leads, to a fault of the memory or
/// an abort. So whoever is to judge a file that may be damaged has its pages checked first.
struct PageCheck: ~Copyable {
  /// What the entries of a tree are.
  private enum Content {
    case tables, rows, freePages

    var flags: UInt16 { self == .freePages ? TreeRecord.integerKeys : 0 }
  }

  /// Between which keys those of a page have to lie.
  fileprivate struct Bounds {
    var least: [UInt8]?
    var end: [UInt8]?
  }

  /// As deep as a cursor of LMDB's can follow.
  private static let deepest = 32

  private let file: DataFile
  private let head: FileHead
  /// How many pages the file has.
  private let end: UInt64
  private var used: PageSet
  private(set) var usedCount: UInt64 = 0
  private let progress: (_ done: UInt64, _ total: UInt64) -> Void

  init(
    _ file: consuming DataFile, _ head: FileHead, length: Int,
    progress: @escaping (_ done: UInt64, _ total: UInt64) -> Void
  ) {
    self.file = file
    self.head = head
    self.progress = progress
    end = min(head.lastPage + 1, UInt64(length / head.pageSize))
    used = PageSet(count: end)
  }

  mutating func run() throws(PageFault) {
    try take(0, count: 2)
    try check(head.tables, of: .tables, recordedOn: 0)
    try check(head.free, of: .freePages, recordedOn: 0)
  }

  private mutating func check(
    _ record: TreeRecord, of content: Content, recordedOn page: UInt64
  ) throws(PageFault) {
    let pad = content == .freePages ? UInt32(head.pageSize) : 0
    guard record.flags == content.flags, record.pad == pad, record.depth <= Self.deepest else {
      throw .damaged(page: page, .malformed)
    }
    var size = TreeSize()
    if let root = record.root {
      guard record.depth > 0 else { throw .damaged(page: page, .malformed) }
      try walk(root, record.depth, within: Bounds(), of: content, &size)
    }
    guard size == record.size else { throw .damaged(page: page, .wrongCount) }
  }

  /// Checks a page with all that it leads to: `levels` of its tree, from here down.
  private mutating func walk(
    _ number: UInt64, _ levels: Int, within bounds: Bounds, of content: Content,
    _ size: inout TreeSize
  ) throws(PageFault) {
    try take(number, count: 1)
    let page = try CheckedPage(
      bytes(of: number, count: head.pageSize), number: number, levels > 1 ? .branch : .leaf)
    if content != .freePages { try checkOrder(of: page, number, isBranch: levels > 1, bounds) }
    guard levels > 1 else { return try checkEntries(of: page, number, content, &size) }
    size.branchPages += 1
    // LMDB stops the process at a branch that does not branch.
    guard page.nodes.count > 1 || content == .freePages else {
      throw .damaged(page: number, .malformed)
    }
    for index in page.nodes.indices {
      guard case .page(let child) = page.nodes[index].lead else { continue }
      try walk(child, levels - 1, within: bounds.part(index, of: page), of: content, &size)
    }
  }

  private mutating func checkEntries(
    of page: CheckedPage, _ number: UInt64, _ content: Content, _ size: inout TreeSize
  ) throws(PageFault) {
    size.leafPages += 1
    for node in page.nodes {
      size.entries += 1
      switch (content, node.lead) {
      case (.tables, .record(let offset)):
        guard let record = try? page.record(at: offset) else {
          throw .damaged(page: number, .malformed)
        }
        try check(record, of: .rows, recordedOn: number)
      case (.rows, .value): break
      case (.rows, .run(let run)):
        try checkRun(run, &size)
      case (.freePages, .value(let place)):
        try checkFree(Array(page[place]), listedOn: number)
      case (.freePages, .run(let run)):
        try checkRun(run, &size)
        let list = try bytes(of: run.first, from: CheckedPage.headerLength, count: run.length)
        try checkFree(list, listedOn: number)
      default: throw .damaged(page: number, .wrongKind)
      }
    }
  }

  /// Checks a value's own pages: the first one says how many they are.
  private mutating func checkRun(
    _ run: CheckedPage.Run, _ size: inout TreeSize
  ) throws(PageFault) {
    let count = run.pageCount(of: head.pageSize)
    try take(run.first, count: count)
    size.overflowPages += count
    let header = try bytes(of: run.first, count: CheckedPage.headerLength)
    guard header.isHeaderOfRun(from: run.first, count: count) else {
      throw .damaged(page: run.first, .wrongKind)
    }
  }

  /// Checks that none of the pages that may be written anew is in use.
  private mutating func checkFree(_ list: [UInt8], listedOn page: UInt64) throws(PageFault) {
    guard let pages = list.pageNumbers else { throw .damaged(page: page, .malformed) }
    for free in pages {
      guard free <= head.lastPage else { throw .damaged(page: free, .beyondEnd) }
      if free < end { try used.insert(free, otherwise: .isFree) }
    }
  }

  private func checkOrder(
    of page: CheckedPage, _ number: UInt64, isBranch: Bool, _ bounds: Bounds
  ) throws(PageFault) {
    // The first key of a branch is never looked at.
    let keys = page.nodes.dropFirst(isBranch ? 1 : 0).map { page[$0.key] }
    let isInOrder = zip(keys, keys.dropFirst()).allSatisfy { $0.precedes($1) }
    let isWithin =
      keys.first.map { first in bounds.least.map { !first.precedes($0[...]) } ?? true } ?? true
      && keys.last.map { last in bounds.end.map { last.precedes($0[...]) } ?? true } ?? true
    guard isInOrder, isWithin else { throw .damaged(page: number, .outOfOrder) }
  }

  private mutating func take(_ first: UInt64, count: UInt64) throws(PageFault) {
    guard first < end, count <= end - first else { throw .damaged(page: first, .beyondEnd) }
    for page in first..<first + count { try used.insert(page, otherwise: .usedTwice) }
    usedCount += count
    progress(usedCount, end)
  }

  private func bytes(
    of page: UInt64, from offset: Int = 0, count: Int
  ) throws(PageFault) -> [UInt8] {
    let bytes: [UInt8]
    do throws(LMDBError) {
      bytes = try file.bytes(at: Int(page) * head.pageSize + offset, count: count)
    } catch {
      throw .unreadable(error)
    }
    guard bytes.count == count else { throw .damaged(page: page, .beyondEnd) }
    return bytes
  }
}

extension PageCheck.Bounds {
  /// Where the keys below one node of a branch have to lie.
  fileprivate func part(_ index: Int, of page: CheckedPage) -> PageCheck.Bounds {
    var part = self
    if index > 0 { part.least = Array(page[page.nodes[index].key]) }
    if index + 1 < page.nodes.count { part.end = Array(page[page.nodes[index + 1].key]) }
    return part
  }
}

extension [UInt8] {
  /// Whether they begin a run of that many pages.
  fileprivate func isHeaderOfRun(from first: UInt64, count: UInt64) -> Bool {
    (try? integer(at: 0, as: UInt64.self)) == first && (try? integer(at: 10, as: UInt16.self)) == 4
      && (try? integer(at: 12, as: UInt32.self)).map(UInt64.init) == count
  }

  /// A list of pages, which begins with how many it holds.
  fileprivate var pageNumbers: [UInt64]? {
    guard let listed = try? integer(at: 0, as: UInt64.self), listed < UInt64(self.count / 8)
    else { return nil }
    return (0..<Int(listed)).compactMap { try? integer(at: 8 + 8 * $0, as: UInt64.self) }
  }
}

extension ArraySlice<UInt8> {
  /// The order of LMDB's keys: byte by byte, and the shorter of two that begin alike first.
  fileprivate func precedes(_ other: ArraySlice<UInt8>) -> Bool {
    lexicographicallyPrecedes(other)
  }
}
