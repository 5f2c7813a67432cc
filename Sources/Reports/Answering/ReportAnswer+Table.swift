public import Projections

/// A report as heads and rows of cells, for CSV and for people.
public struct ReportTable: Sendable {
  public struct Column: Hashable, Sendable {
    /// As the answer's JSON has it; of money the name, an underscore and the currency.
    public let name: String
    /// A dimension or a measure, by its name in the definition.
    public let of: String
    public let currency: String?
    public let isNumber: Bool
  }

  public let columns: [Column]
  public let rows: [Row]

  public struct Row: Sendable {
    /// cell, margin or total.
    public let level: String
    public let cells: [Cell]
  }

  /// What stands for a figure that is not shown: confidential, as SDMX has it in CONF_STATUS.
  public static let suppressed = "C"
}

extension ReportAnswer {
  /// One row for each of the answer's, with a column for each currency of a measure.
  ///
  /// A dimension of which a row has all values is empty, and one that was not stated reads `-`.
  public var table: ReportTable {
    let plain = ["period", "level"].map { column($0) } + report.dimensions.map { column($0.name) }
    let figures = report.columns.flatMap { name in
      currencies(of: name).map { currency in
        ReportTable.Column(
          name: currency.map { "\(name)_\($0)" } ?? name, of: name, currency: currency,
          isNumber: true)
      }
    }
    let lines = rows.filter { !$0.isWithheld }.map { row in
      ReportTable.Row(
        level: row.level.rawValue,
        cells: [.text(row.period), .text(row.level.rawValue)] + row.place.values.map(Self.cell)
          + figures.map { cell(of: row, $0) })
    }
    return ReportTable(columns: plain + figures, rows: lines)
  }

  private func column(_ name: String) -> ReportTable.Column {
    ReportTable.Column(name: name, of: name, currency: nil, isNumber: false)
  }

  private func currencies(of name: String) -> [String?] {
    let known = Set(rows.flatMap { $0.figures[name].map { Array($0.numbers.keys) } ?? [] })
    let currencies = known.filter { !$0.isEmpty }.sorted()
    return known.contains("") || currencies.isEmpty ? [nil] + currencies : currencies
  }

  private func cell(of row: ReportRow, _ column: ReportTable.Column) -> Cell {
    guard let figure = row.figures[column.of],
      let number = figure.numbers[column.currency ?? ""]
    else { return .null }
    return .text(
      number.map { $0.text(trimmed: figure.unit == .money) } ?? ReportTable.suppressed)
  }

  private static func cell(_ value: Cell?) -> Cell {
    switch value {
    case nil: .null
    case .null?: .text("-")
    case let value?: value
    }
  }
}

// MARK: For people

/// A line of a report as people read it: of one currency.
public struct ReportLine: Sendable {
  public let isTotal: Bool
  /// The period and the values of the dimensions; those of totals and of further lines are short.
  public let keys: [String]
  public let currency: String?
  /// In the order of the columns; empty where there is none.
  public let figures: [String]
}

extension ReportAnswer {
  /// Each row as one line for each of its currencies; what has no currency is in the first.
  public var lines: [ReportLine] {
    rows.filter { !$0.isWithheld }.flatMap { row in
      let known = Set(row.figures.values.flatMap(\.numbers.keys)).filter { !$0.isEmpty }.sorted()
      let currencies: [String?] = known.isEmpty ? [nil] : known
      return currencies.enumerated().map { place, currency in
        line(of: row, currency, isFirst: place == 0)
      }
    }
  }

  private func line(of row: ReportRow, _ currency: String?, isFirst: Bool) -> ReportLine {
    let keys =
      [row.period]
      + row.place.values.map { value in
        switch value {
        case nil: "∑"
        case .null?: "-"
        case let value?: "\(value)"
        }
      }
    let figures = report.columns.map { name -> String in
      guard let figure = row.figures[name] else { return "" }
      let found = currency.flatMap { figure.numbers[$0] } ?? (isFirst ? figure.numbers[""] : nil)
      guard let number = found else { return "" }
      return number.map { $0.text(trimmed: figure.unit == .money) } ?? ReportTable.suppressed
    }
    return ReportLine(
      isTotal: row.level != .cell, keys: isFirst ? keys : keys.map { _ in "" },
      currency: currency, figures: figures)
  }

  /// What a dimension or column is called in a language.
  ///
  /// - Parameter tags: Of the language, the best first.
  public func word(for name: String, in tags: [String]) -> String {
    let words = catalogue.words[name] ?? [:]
    return tags.lazy.compactMap { words[$0] }.first ?? name
  }
}

extension ReportTable {
  /// RFC 4180, in UTF-8.
  public func csv(withByteOrderMark hasMark: Bool) -> [UInt8] {
    var writer = CSVWriter()
    writer.add(columns.map { .text($0.name) })
    let numbers = Set(columns.indices.filter { columns[$0].isNumber })
    for row in rows { writer.add(row.cells, numbers: numbers) }
    return (hasMark ? CSVWriter.byteOrderMark : []) + writer.takePage()
  }
}
