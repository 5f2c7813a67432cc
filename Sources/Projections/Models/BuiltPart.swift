import EventLog
import GRDB

/// A part of the log as SQLite takes it: made by whoever folds, so that whoever writes has less to do.
struct BuiltPart: Sendable {
  enum Item: Sendable {
    case rows([BuiltRow], of: ModelPart.ProjectionPlace, StreamName)
    case parked(ParkedStream, StreamName)
  }

  let items: [Item]

  init(_ part: ModelPart) {
    items = part.items.map { item in
      switch item {
      case .rows(let rows, let place, let stream):
        .rows(rows.map(BuiltRow.init), of: place, stream)
      case .parked(let entry, let stream): .parked(entry, stream)
      }
    }
  }
}

struct BuiltRow: Sendable {
  let table: ModelTable
  let arguments: StatementArguments
  let tally: RowTally

  init(_ row: ModelRow) {
    table = row.table
    arguments = StatementArguments(row.cells.map(\.databaseValue))
    tally = RowTally(row.cells)
  }
}
