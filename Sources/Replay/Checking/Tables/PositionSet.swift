/// A set of positions below an end, one bit each, so that a million take 125 kilobytes.
struct PositionSet {
  private var words: [UInt64]
  private let end: UInt64
  private(set) var count: UInt64 = 0

  init(below end: UInt64) {
    words = Array(repeating: 0, count: Int(end / 64) + 1)
    self.end = end
  }

  func contains(_ position: UInt64) -> Bool {
    position < end && words[Int(position / 64)] & Self.bit(position) != 0
  }

  /// Adds a position; answers whether it lies below the end and was not there.
  @discardableResult
  mutating func insert(_ position: UInt64) -> Bool {
    guard position < end, !contains(position) else { return false }
    words[Int(position / 64)] |= Self.bit(position)
    count += 1
    return true
  }

  private static func bit(_ position: UInt64) -> UInt64 { 1 << (position % 64) }
}
