/// A page of a tree whose nodes have been found to lie within it.
///
/// The layout is that of `MDB_page` and `MDB_node` in LMDB's source.
struct CheckedPage {
  /// What a page is, and with it what its nodes are.
  enum Kind {
    case branch
    case leaf

    fileprivate var flags: UInt16 { self == .branch ? 1 : 2 }
  }

  /// Where a node leads to.
  enum Lead {
    case value(Range<Int>)
    case run(Run)
    /// The record of a tree.
    case record(at: Int)
    case page(UInt64)
  }

  /// A value of `length` bytes on pages of its own.
  struct Run {
    let first: UInt64
    let length: Int

    func pageCount(of pageSize: Int) -> UInt64 {
      UInt64((length + CheckedPage.headerLength - 1) / pageSize + 1)
    }
  }

  struct Node {
    let key: Range<Int>
    let lead: Lead
  }

  static let headerLength = 16
  private static let nodeLength = 8
  private let bytes: [UInt8]
  private(set) var nodes: [Node] = []

  /// Throws unless the page has this number, is of this kind, and is well formed.
  init(_ bytes: [UInt8], number: UInt64, _ kind: Kind) throws(PageFault) {
    self.bytes = bytes
    guard bytes.count > Self.headerLength else { throw .damaged(page: number, .beyondEnd) }
    guard number == integer(at: 0, as: UInt64.self) else {
      throw .damaged(page: number, .wrongNumber)
    }
    guard integer(at: 10, as: UInt16.self) == kind.flags else {
      throw .damaged(page: number, .wrongKind)
    }
    do throws(PageProblem) {
      try readNodes(kind)
    } catch {
      throw .damaged(page: number, error)
    }
  }

  private mutating func readNodes(_ kind: Kind) throws(PageProblem) {
    let lower = Int(integer(at: 12, as: UInt16.self))
    let upper = Int(integer(at: 14, as: UInt16.self))
    guard lower > Self.headerLength, lower.isMultiple(of: 2), lower <= upper, upper <= bytes.count
    else { throw .malformed }
    let count = (lower - Self.headerLength) / 2
    nodes.reserveCapacity(count)
    for index in 0..<count {
      let offset = Int(integer(at: Self.headerLength + 2 * index, as: UInt16.self))
      guard offset >= upper, offset.isMultiple(of: 2), offset + Self.nodeLength <= bytes.count
      else { throw .malformed }
      nodes.append(try kind == .branch ? branch(at: offset) : leaf(at: offset))
    }
  }

  private func branch(at offset: Int) throws(PageProblem) -> Node {
    let page =
      UInt64(integer(at: offset, as: UInt32.self))
      | UInt64(integer(at: offset + 4, as: UInt16.self)) << 32
    return Node(key: try key(of: offset), lead: .page(page))
  }

  private func leaf(at offset: Int) throws(PageProblem) -> Node {
    let key = try key(of: offset)
    let size = Int(integer(at: offset, as: UInt32.self))
    let flags = integer(at: offset + 4, as: UInt16.self)
    let isRun = flags == 1
    let value = key.upperBound..<key.upperBound + (isRun ? 8 : size)
    guard !key.isEmpty, value.upperBound <= bytes.count else { throw .malformed }
    switch flags {
    case 0: return Node(key: key, lead: .value(value))
    case 1:
      let run = Run(first: integer(at: value.lowerBound, as: UInt64.self), length: size)
      return Node(key: key, lead: .run(run))
    case 2 where size == TreeRecord.length:
      return Node(key: key, lead: .record(at: value.lowerBound))
    default: throw .malformed
    }
  }

  /// The bytes of a place that one of the nodes names.
  subscript(place: Range<Int>) -> ArraySlice<UInt8> { bytes[place] }

  func record(at offset: Int) throws(LMDBError) -> TreeRecord {
    try TreeRecord(bytes, at: offset)
  }

  private func key(of offset: Int) throws(PageProblem) -> Range<Int> {
    let length = Int(integer(at: offset + 6, as: UInt16.self))
    let start = offset + Self.nodeLength
    guard length <= Table.longestKey, start + length <= bytes.count else { throw .malformed }
    return start..<start + length
  }

  /// The caller knows that the integer lies within the page.
  private func integer<Number: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int, as type: Number.Type
  ) -> Number {
    unsafe bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: type)
  }
}
