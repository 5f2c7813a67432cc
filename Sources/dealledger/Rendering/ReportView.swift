import Reports

extension Console {
  /// Shows a report to a person.
  func show(_ answer: ReportAnswer) throws {
    try data.write(
      screen.paint("\(answer.report.id)  \(answer.report.title(in: language))", .strong))
    for filter in answer.filters {
      let name = answer.word(for: filter.dimension, in: language.tags)
      try data.write("\(name) = \(filter.value)")
    }
    try write(table(of: answer))
    talk.say(
      "As of \(answer.asOf), from \(answer.position) events, by version \(answer.report.version).")
    if answer.suppressed > 0 {
      talk.say(
        "\(answer.suppressed) figures are not shown (\(ReportTable.suppressed)): they are of too few,"
          + " or mostly of one party, or would give such a figure away.")
    }
    for period in answer.withheld { talk.say("Nothing is shown of the cells of \(period).") }
    for (name, reason) in answer.report.notHeld.sorted(by: { $0.key < $1.key }) {
      talk.say("\(name) is not in the ledger: \(reason)")
    }
  }

  /// With a line for each currency of a row, where the answer's own table has columns.
  private func table(of answer: ReportAnswer) -> Table {
    let lines = answer.lines
    let hasMoney = lines.contains { $0.currency != nil }
    let heads = ["period"] + answer.report.dimensions.map(\.name) + (hasMoney ? ["currency"] : [])
    var table = Table(
      heads.map { .init(head: answer.word(for: $0, in: language.tags), yielding: .wrapped) }
        + answer.report.columns.map {
          .init(head: answer.word(for: $0, in: language.tags), alignment: .right)
        })
    for line in lines {
      let tone: Tone = line.isTotal ? .strong : .plain
      let currency = hasMoney ? [Table.Cell(line.currency ?? "", .faint)] : []
      let keys = line.keys.map { Table.Cell($0, tone) }
      let figures = line.figures.map { Table.Cell($0.grouped, self.tone($0, tone)) }
      table.add(keys + currency + figures)
    }
    return table
  }

  private func tone(_ figure: String, _ tone: Tone) -> Tone {
    figure == ReportTable.suppressed ? .faint : tone
  }
}

extension String {
  /// A decimal number with its thousands apart; any other text as it is.
  fileprivate var grouped: String {
    guard let first = utf8.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first) else {
      return self
    }
    let pieces = split(separator: ".", maxSplits: 1)
    var digits = Array(pieces[0])
    let sign = digits.first == "-" ? String(digits.removeFirst()) : ""
    for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
    return sign + String(digits) + (pieces.count == 2 ? "." + pieces[1] : "")
  }
}
