import EventLog
import GRDB
import GRDBSQLite

/// The digests of all tables that the log gives, made without writing a row.
struct ModelDigests {
  private(set) var tables: [ModelTable: TableDigest]
  private(set) var parked: [ParkedStream] = []
  let salt: [UInt8]

  /// What the rows of one part come to.
  private struct Part: Sendable {
    struct Row: Sendable {
      let table: ModelTable
      let bucket: Int
      let digest: RowDigest

      init(_ row: ModelRow, salt: [UInt8]) {
        self.init(of: row.table, RowBytes(row, salt: salt))
      }

      init(of table: ModelTable, _ bytes: RowBytes) {
        (self.table, bucket, digest) = (table, bytes.bucket, bytes.row)
      }
    }

    let rows: [Row]
    let parked: [ParkedStream]

    init(_ part: ModelPart, salt: [UInt8]) {
      parked = part.parked
      rows =
        part.rows.runs.flatMap { Self.rows(of: $0, part.rows, salt) }
        + part.parked.map { Row($0.row, salt: salt) }
    }

    private static func rows(
      of run: PackedRows.Run, _ rows: PackedRows, _ salt: [UInt8]
    ) -> [Row] {
      let columns = run.table.columns.count
      return stride(from: run.cells.lowerBound, to: run.cells.upperBound, by: columns).map {
        first in
        Row(of: run.table, RowBytes(first..<first + columns, of: rows, run.table, salt: salt))
      }
    }
  }

  /// Folds the log before `end`, on several threads.
  init(
    of projections: [any Projection.Type], _ exposure: Exposure, from store: EventStore,
    before end: UInt64, _ progress: (UInt64) -> Void
  ) throws(LogFault) {
    let (salt, fold) = (RowBytes.salt(), PartFold(projections, exposure, before: end))
    self.salt = salt
    let all = projections.flatMap { $0.tables } + [ParkedStream.table]
    tables = Dictionary(uniqueKeysWithValues: all.map { ($0, TableDigest()) })
    try PartQueue<Result<Part, LogFault>>(fold.parts).run { part in
      Result { () throws(LogFault) in
        try store.withSnapshot { snapshot throws(LogFault) in
          Part(try fold.read(part, snapshot), salt: salt)
        }
      }
    } _: { (number, read) throws(LogFault) in
      let part = try read.get()
      parked += part.parked
      for row in part.rows {
        tables[row.table, default: TableDigest()].add(row.digest, in: row.bucket)
      }
      progress(fold.end(of: number))
    }
    parked.sort()
  }
}

extension TableDigest {
  /// Of a table as it stands in a file.
  init(of table: ModelTable, in db: Database, salt: [UInt8]) throws {
    self.init()
    let statement = try db.makeStatement(sql: table.scan)
    let handle = statement.sqliteStatement
    var code = sqlite3_step(handle)
    while code == SQLITE_ROW {
      let bytes = RowBytes(of: table, at: handle, salt: salt)
      add(bytes.row, in: bytes.bucket)
      code = sqlite3_step(handle)
    }
    sqlite3_reset(handle)
    guard code == SQLITE_DONE else { throw db.lastFault(code, in: table) }
  }
}

extension RowBytes {
  /// The row of these cells.
  fileprivate init(
    _ cells: Range<Int>, of rows: PackedRows, _ table: ModelTable, salt: [UInt8]
  ) {
    self.init(of: table, salt: salt)
    for cell in rows.cells[cells] {
      switch cell {
      case .null: addNull()
      case .integer(let number): add(number)
      case .text(let start, let count): add(text: rows.bytes[start..<start + count])
      }
    }
  }

  /// The row at which a statement stands.
  fileprivate init(of table: ModelTable, at statement: OpaquePointer, salt: [UInt8]) {
    self.init(of: table, salt: salt)
    for column in 0..<Int32(table.columns.count) {
      switch sqlite3_column_type(statement, column) {
      case SQLITE_NULL: addNull()
      case SQLITE_INTEGER: add(sqlite3_column_int64(statement, column))
      case SQLITE_TEXT:
        let text = sqlite3_column_text(statement, column)
        add(
          text: UnsafeBufferPointer(
            start: text, count: Int(sqlite3_column_bytes(statement, column))))
      // No projection writes it, whatever it is.
      default: addOther()
      }
    }
  }
}
