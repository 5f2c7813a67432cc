/// Rows one behind the other: all texts in one run of bytes, all cells in one array.
///
/// A row of its own for each, with a string for each text, would be made by one thread and freed by
/// another, a million times.
struct PackedRows: Sendable {
  enum PackedCell: Sendable {
    case null
    case integer(Int64)
    /// Where its bytes stand among those of all rows.
    case text(start: Int, count: Int)
  }

  /// Rows of one table that follow each other.
  struct Run: Sendable {
    let table: ModelTable
    let firstCell: Int
    fileprivate(set) var tally = RowTally()

    /// The cells of all its rows.
    var cells: Range<Int> { firstCell..<firstCell + tally.rows * table.columns.count }
  }

  private(set) var bytes: [UInt8] = []
  private(set) var cells: [PackedCell] = []
  private(set) var runs: [Run] = []

  mutating func append(_ row: ModelRow) {
    if runs.last?.table !== row.table {
      runs.append(Run(table: row.table, firstCell: cells.count))
    }
    var sum = 0
    for cell in row.cells {
      switch cell {
      case .null: cells.append(.null)
      case .integer(let number):
        cells.append(.integer(number))
        sum += RowTally.share(of: number)
      case .text(let text), .other(let text):
        let start = bytes.count
        bytes.append(utf8: text)
        cells.append(.text(start: start, count: bytes.count - start))
        sum += bytes.count - start
      }
    }
    runs[runs.count - 1].tally += RowTally(rows: 1, sum: sum)
  }

  /// Each as a row of its own.
  var unpacked: [ModelRow] {
    runs.flatMap { unpacked($0) }
  }

  func unpacked(_ run: Run) -> [ModelRow] {
    let columns = run.table.columns.count
    return stride(from: run.cells.lowerBound, to: run.cells.upperBound, by: columns).map { first in
      ModelRow(run.table, cells[first..<first + columns].map(unpacked))
    }
  }

  private func unpacked(_ cell: PackedCell) -> Cell {
    switch cell {
    case .null: .null
    case .integer(let number): .integer(number)
    case .text(let start, let count):
      .text(String(decoding: bytes[start..<start + count], as: UTF8.self))
    }
  }
}
