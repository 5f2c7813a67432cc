/// Which pages of a file have been met, one bit a page.
struct PageSet {
  private var words: [UInt64]
  private let end: UInt64

  init(count: UInt64) {
    words = Array(repeating: 0, count: Int(count / 64) + 1)
    end = count
  }

  /// Adds a page; throws where it lies past the end, or is there already.
  mutating func insert(_ page: UInt64, otherwise problem: PageProblem) throws(PageFault) {
    guard page < end else { throw .damaged(page: page, .beyondEnd) }
    let (word, bit) = (Int(page / 64), UInt64(1) << (page % 64))
    guard words[word] & bit == 0 else { throw .damaged(page: page, problem) }
    words[word] |= bit
  }
}
