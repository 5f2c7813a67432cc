public import Transparency

/// A row of one of the tables that have one row: `edge` or `meta`.
public enum FixedRow: Hashable, Sendable {
  case edge(TreeEdge)
  case format(String)

  public init(_ row: borrowing StoredRow, of table: LogTable) throws(LogFault) {
    switch (table, row.key.text) {
    case (.meta, "format"): self = .format(row.value.text)
    case (.edge, "edge"): self = .edge(try TreeEdge(storedAs: row.value))
    default: throw .damaged("the table \(table.rawValue) has a row that the log does not write")
    }
  }
}

extension TreeEdge {
  fileprivate init(storedAs row: RawSpan) throws(LogFault) {
    do throws(TreeFault) {
      self = try TreeEdge(decoding: row)
    } catch {
      throw .damaged("the edge of the tree: \(error)")
    }
  }
}
