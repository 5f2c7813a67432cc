/// A sum over rows: how many they are, and of all columns the numbers, in
/// their lowest 24 bits, and the lengths of the texts in bytes.
///
/// It tells rows that were lost, doubled or cut off. It is no hash: what rows say is compared by
/// `ReadModels.compare`.
struct RowTally: Hashable, Sendable {
  private(set) var rows = 0
  private(set) var sum = 0

  private static let mask = 0xFF_FFFF

  init() {}

  init(rows: Int, sum: Int) { (self.rows, self.sum) = (rows, sum) }

  /// What a number adds to the sum.
  static func share(of number: Int64) -> Int { Int(number) & mask }

  static func += (tally: inout RowTally, other: RowTally) {
    tally.rows += other.rows
    tally.sum += other.sum
  }
}
