/// A sum over rows that SQLite can form too: how many they are, and of all columns the numbers, in
/// their lowest 24 bits, and the lengths of the texts in bytes.
///
/// It tells rows that were lost, doubled or cut off. It is no hash: what rows say is compared row by
/// row, by `ReadModels.compare`.
struct RowTally: Hashable, Sendable {
  private(set) var rows = 0
  private(set) var sum = 0

  private static let mask = 0xFF_FFFF

  init() {}

  init(rows: Int, sum: Int) { (self.rows, self.sum) = (rows, sum) }

  init(_ cells: [Cell]) {
    rows = 1
    for cell in cells {
      switch cell {
      case .null: break
      case .integer(let number): sum += Int(number) & Self.mask
      case .text(let text), .other(let text): sum += text.utf8.count
      }
    }
  }

  static func += (tally: inout RowTally, other: RowTally) {
    tally.rows += other.rows
    tally.sum += other.sum
  }

  /// The query that gives rows and sum of a whole table.
  static func query(of table: ModelTable) -> String {
    let terms = table.columns.map { column in
      switch column.kind {
      case .integer: "(\(column.name) & \(mask))"
      case .text: "length(CAST(\(column.name) AS BLOB))"
      }
    }
    let sum = terms.map { "ifnull(\($0), 0)" }.joined(separator: " + ")
    return "SELECT count(*), ifnull(sum(\(sum)), 0) FROM \(table.name)"
  }
}
