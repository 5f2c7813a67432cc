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
    let columns = report.columns.enumerated().flatMap { place, name in
      currencies(at: place).map { currency in
        let column = ReportTable.Column(
          name: currency.map { "\(name)_\($0)" } ?? name, of: name, currency: currency,
          isNumber: true)
        return (place, column)
      }
    }
    let lines = rows.filter { !$0.isWithheld }.map { row in
      ReportTable.Row(
        level: row.level.rawValue,
        cells: [.text(row.period), .text(row.level.rawValue)] + row.place.map(Self.cell)
          + columns.map { Self.cell(row.figures[$0], $1.currency) })
    }
    return ReportTable(columns: plain + columns.map(\.1), rows: lines)
  }

  private func column(_ name: String) -> ReportTable.Column {
    ReportTable.Column(name: name, of: name, currency: nil, isNumber: false)
  }

  private func currencies(at place: Int) -> [String?] {
    // Of a row that stands for what is withheld there is none.
    let figures = rows.lazy.filter { !$0.isWithheld }.compactMap { $0.figures[place] }
    let known = figures.reduce(into: Set<String>()) { $0.formUnion($1.numbers.map(\.currency)) }
    let currencies = known.filter { !$0.isEmpty }.sorted()
    return known.contains("") || currencies.isEmpty ? [nil] + currencies : currencies
  }

  private static func cell(_ figure: ReportFigure?, _ currency: String?) -> Cell {
    guard let figure, let entry = figure[currency ?? ""] else { return .null }
    return .text(entry.number?.text(trimmed: figure.unit == .money) ?? ReportTable.suppressed)
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
      let all = row.figures.compactMap(\.self).flatMap { $0.numbers.map(\.currency) }
      let known = Set(all).filter { !$0.isEmpty }.sorted()
      let currencies: [String?] = known.isEmpty ? [nil] : known
      return currencies.enumerated().map { place, currency in
        line(of: row, currency, isFirst: place == 0)
      }
    }
  }

  private func line(of row: ReportRow, _ currency: String?, isFirst: Bool) -> ReportLine {
    let keys =
      [row.period]
      + row.place.map { value in
        switch value {
        case nil: "∑"
        case .null?: "-"
        case let value?: "\(value)"
        }
      }
    let figures = row.figures.map { figure -> String in
      guard let figure, let found = currency.flatMap({ figure[$0] }) ?? (isFirst ? figure[""] : nil)
      else { return "" }
      return found.number?.text(trimmed: figure.unit == .money) ?? ReportTable.suppressed
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
