/// Rows under heads, each column as wide as its widest cell.
struct Table {
  struct Column {
    enum Alignment {
      case left, right
    }

    enum Yielding {
      case cut, wrapped
    }

    let head: String
    var alignment = Alignment.left
    /// How it gives way where the terminal is narrow; nil where it does not.
    var yielding: Yielding?
  }

  struct Cell: ExpressibleByStringLiteral {
    let text: String
    let tone: Tone

    init(_ text: String, _ tone: Tone = .plain) { (self.text, self.tone) = (text.printable, tone) }
    init(stringLiteral text: String) { self.init(text) }
  }

  let columns: [Column]
  private(set) var rows: [[Cell]] = []

  init(_ columns: [Column]) { self.columns = columns }

  mutating func add(_ row: [Cell]) { rows.append(row) }

  /// The lines of the table; `paint` gives a text its tone.
  ///
  /// - Parameter width: How many columns there are; nil where nothing needs to be cut.
  func lines(width: Int?, paint: (String, Tone) -> String) -> [String] {
    let widths = widths(within: width)
    let heads = columns.map { Cell($0.head, .strong) }
    return ([heads] + rows).flatMap { row in
      wrapped(row, widths).map { line($0, widths, paint: paint) }
    }
  }

  /// The row as several, where a cell goes on in the next line.
  private func wrapped(_ row: [Cell], _ widths: [Int]) -> [[Cell]] {
    let pieces = row.indices.map { index in
      columns[index].yielding == .wrapped
        ? row[index].text.wrapped(to: widths[index]) : [row[index].text]
    }
    return (0..<(pieces.map(\.count).max() ?? 1)).map { line in
      row.indices.map { index in
        Cell(line < pieces[index].count ? pieces[index][line] : "", row[index].tone)
      }
    }
  }

  private func line(
    _ row: [Cell], _ widths: [Int], paint: (String, Tone) -> String
  ) -> String {
    var (line, trailing) = ("", "")
    for (index, cell) in row.enumerated() {
      let text = cell.text.fitted(to: widths[index])
      let padding = String(repeating: " ", count: widths[index] - text.displayWidth)
      let painted = paint(text, cell.tone)
      line += trailing
      switch columns[index].alignment {
      case .left: (line, trailing) = (line + painted, padding + "  ")
      case .right: (line, trailing) = (line + padding + painted, "  ")
      }
    }
    return line
  }

  private func widths(within limit: Int?) -> [Int] {
    var widths = columns.map(\.head.displayWidth)
    for row in rows {
      for (index, cell) in row.enumerated() {
        widths[index] = max(widths[index], cell.text.displayWidth)
      }
    }
    guard let limit else { return widths }
    let total = widths.reduce(0, +) + 2 * (widths.count - 1)
    var excess = total - limit
    for index in columns.indices.reversed() where columns[index].yielding != nil && excess > 0 {
      let least = max(columns[index].head.displayWidth, 16)
      let cut = min(excess, max(0, widths[index] - least))
      widths[index] -= cut
      excess -= cut
    }
    return widths
  }
}
