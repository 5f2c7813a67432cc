/// A row that a projection gives, of one of its tables.
public struct ModelRow: Hashable, Sendable {
  public let table: ModelTable
  /// In the order of the table's columns.
  public let cells: [Cell]

  public init(_ table: ModelTable, _ cells: Cell...) {
    self.init(table, all: cells)
  }

  init(_ table: ModelTable, _ cells: [Cell]...) {
    var all: [Cell] = []
    all.reserveCapacity(table.columns.count)
    for part in cells { all += part }
    self.init(table, all: all)
  }

  private init(_ table: ModelTable, all cells: [Cell]) {
    precondition(cells.count == table.columns.count, "\(table.name) has other columns")
    (self.table, self.cells) = (table, cells)
  }

  public var key: ArraySlice<Cell> { cells.prefix(table.keyLength) }
}
