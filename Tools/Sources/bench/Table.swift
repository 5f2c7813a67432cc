import Foundation

/// The one table: all groups' rows under the same columns.
struct Table {
  private struct Line {
    var cells: [String]
    var isMissed = false
  }

  private static let head = ["", "median", "lowest – highest", "p50 ms", "p99 ms", "ratio", "goal"]
  private var lines: [Line] = [Line(cells: Self.head)]
  /// Titles, by the number of the line that they stand before.
  private var titles: [Int: String] = [:]
  private var notes: [String] = []

  mutating func add(_ group: Group, _ rows: [Row]) {
    titles[lines.count] = "\(group.name): \(group.title)"
    for row in rows { add(row) }
  }

  private mutating func add(_ row: Row) {
    let ratios = row.ratios.map { $0 as Ratio? }
    // A goal of the row's own stands on its first line, before those of its ratios.
    let first = row.goal == nil ? ratios.first ?? nil : nil
    lines.append(
      Line(
        cells: Self.cells(row, mark: mark(row.note)) + Self.cells(first, or: row),
        isMissed: row.isMissed || first?.isMissed ?? false))
    for ratio in row.goal == nil ? ratios.dropFirst() : ratios[...] {
      lines.append(
        Line(
          cells: ["", "", "", "", ""] + Self.cells(ratio, or: row),
          isMissed: ratio?.isMissed ?? false))
    }
  }

  private mutating func mark(_ note: String?) -> String {
    guard let note else { return "" }
    if let known = notes.firstIndex(of: note) { return " [\(known + 1)]" }
    notes.append(note)
    return " [\(notes.count)]"
  }

  private static func cells(_ row: Row, mark: String) -> [String] {
    let values = row.values
    let (lowest, highest) = (values.min() ?? 0, values.max() ?? 0)
    let range = values.count > 1 ? "\(number(lowest)) – \(number(highest))" : ""
    let latency = row.latency
    return [
      row.name + mark, "\(number(values.median)) \(row.unit.rawValue)", range,
      latency.map { number($0.p50) } ?? "", latency.map { number($0.p99) } ?? "",
    ]
  }

  private static func cells(_ ratio: Ratio?, or row: Row) -> [String] {
    guard let ratio else {
      return ["", row.goal.map { words($0, isMissed: row.isMissed) } ?? ""]
    }
    return [
      "\(number(ratio.values.median)) × \(ratio.name)",
      ratio.goal.map { words($0, isMissed: ratio.isMissed) } ?? "",
    ]
  }

  private static func words(_ goal: Goal, isMissed: Bool) -> String {
    let bound =
      switch goal {
      case .atLeast(let bound): "≥ \(number(bound))"
      case .atMost(let bound): "≤ \(number(bound))"
      }
    return bound + (isMissed ? " missed" : " met")
  }

  /// Three digits that count, thousands set off: `12,345`, `3.14`, `0.0123`.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    guard abs(value) < 100 else { return Int(value.rounded()).inGroups }
    let digits = value == 0 ? 0 : max(0, 2 - Int(log10(abs(value)).rounded(.down)))
    return String(format: "%.\(digits)f", value)
  }

  /// - Parameter isColoured: Whether missed goals are red.
  func text(isColoured: Bool) -> String {
    let widths = Self.head.indices.map { column in
      lines.map { $0.cells[column].count }.max() ?? 0
    }
    var text = ""
    for (number, line) in lines.enumerated() {
      if let title = titles[number] { text += "\n\(title)\n" }
      let padded = zip(line.cells, widths).enumerated().map { column, pair in
        Self.pad(pair.0, pair.1, toLeft: column > 0 && column < 5)
      }
      let row = "  " + padded.joined(separator: "  ").trimmingRight
      text += line.isMissed && isColoured ? "\u{1B}[31m\(row)\u{1B}[0m\n" : row + "\n"
    }
    return text + notes.enumerated().map { "\n[\($0 + 1)] \($1)" }.joined() + "\n"
  }

  private static func pad(_ text: String, _ width: Int, toLeft: Bool) -> String {
    let space = String(repeating: " ", count: width - text.count)
    return toLeft ? space + text : text + space
  }
}

extension String {
  fileprivate var trimmingRight: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}

extension Int {
  /// With thousands set off: `1,234,567`.
  fileprivate var inGroups: String {
    let digits = Array(String(magnitude))
    let grouped = digits.enumerated().map { index, digit in
      index > 0 && (digits.count - index) % 3 == 0 ? ",\(digit)" : "\(digit)"
    }
    return (self < 0 ? "-" : "") + grouped.joined()
  }
}
