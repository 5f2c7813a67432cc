import CanonicalJSON
import Deals
import EventLog
import Projections

extension ReportAnswer {
  /// The whole answer as one JSON object on one line.
  public var json: String {
    var json = CanonicalWriter()
    json.beginObject()
    json.member("report", report.id)
    json.key("version")
    json.integer(report.version)
    json.key("catalogueVersion")
    json.integer(catalogue.version)
    json.member("title", report.title)
    json.key("audience")
    json.texts(report.audience)
    json.member("basis", report.basis)
    json.member("ledger", ledger)
    json.key("asOfPosition")
    json.integer(Int(position.rawValue))
    json.member("asOfDate", asOf.text)
    writePeriods(to: &json)
    writeFilters(to: &json)
    json.key("codeLists")
    json.texts(report.codeLists)
    // Rules are recorded by their ids; no pack of them is evaluated.
    json.key("rulePacks")
    json.texts([])
    writeSuppression(to: &json)
    json.member("notHeld", report.notHeld)
    json.member("leftOut", leftOut.mapValues(\.words))
    json.key("dimensions")
    json.texts(report.dimensions.map(\.name))
    json.key("columns")
    json.texts(report.columns)
    json.key("rows")
    json.array(rows.filter { !$0.isWithheld }) { row, json in write(row, to: &json) }
    json.endObject()
    return String(decoding: json.finish(), as: UTF8.self)
  }

  private func writePeriods(to json: inout CanonicalWriter) {
    if let kind = periods.kind { json.member("periodKind", kind) }
    json.key("periods")
    json.array(periods.asked) { period, json in
      json.beginObject()
      json.member("period", period.label)
      if period.from.hasFourDigitYear, period.label != "all" {
        json.member("from", period.from.text)
      }
      json.member("to", period.to.text)
      json.endObject()
    }
  }

  private func writeFilters(to json: inout CanonicalWriter) {
    json.key("filters")
    json.beginArray()
    for filter in filters {
      json.element()
      json.beginObject()
      json.member("dimension", filter.dimension)
      json.member("value", filter.value)
      json.endObject()
    }
    json.elements(report.parts) { part, json in
      json.beginObject()
      json.member("from", part.from)
      if let on = part.on { json.member("periodBy", on) }
      json.key("where")
      json.texts(part.conditions.map { "\($0)" })
      json.key("measures")
      json.texts(part.measures.map(\.name))
      json.endObject()
    }
    json.endArray()
  }

  private func writeSuppression(to json: inout CanonicalWriter) {
    json.key("suppression")
    json.beginObject()
    json.member("rule", isUnsuppressed ? "lifted" : report.suppression.rawValue)
    json.key("minimum")
    json.integer(catalogue.suppression.minimum)
    json.key("dominancePerMille")
    json.integer(catalogue.suppression.dominancePerMille)
    json.key("figures")
    json.integer(suppressed)
    json.key("withheldPeriods")
    json.texts(withheld)
    json.endObject()
  }

  private func write(_ row: ReportRow, to json: inout CanonicalWriter) {
    json.beginObject()
    json.member("period", row.period)
    json.member("level", row.level.rawValue)
    for (dimension, value) in zip(report.dimensions, row.place) {
      guard let value else { continue }
      json.key(dimension.name)
      switch value {
      case .null: json.null()
      case .integer(let number): json.integer(Int(number))
      case .text(let text), .other(let text): json.string(text)
      }
    }
    for (column, figure) in zip(report.columns, row.figures) {
      json.key(column)
      write(figure, to: &json)
    }
    json.endObject()
  }

  private func write(_ figure: ReportFigure?, to json: inout CanonicalWriter) {
    guard let figure else {
      json.null()
      return
    }
    if figure.numbers.count == 1, figure.numbers[0].currency.isEmpty {
      write(figure.numbers[0].number, figure.unit, to: &json)
      return
    }
    json.array(figure.numbers) { entry, json in
      json.beginObject()
      json.member("currency", entry.currency)
      json.key("value")
      write(entry.number, figure.unit, to: &json)
      json.endObject()
    }
  }

  /// A count is a number; what may have a part after the point is a text, so that no reader rounds it.
  private func write(
    _ number: Decimal?, _ unit: ReportFigure.Unit, to json: inout CanonicalWriter
  ) {
    guard let number else {
      json.beginObject()
      json.key("suppressed")
      json.boolean(true)
      json.endObject()
      return
    }
    if number.scale == 0, let count = Int(exactly: number.units), abs(count) < 1 << 53 {
      json.integer(count)
    } else {
      json.string(number.text(trimmed: unit == .money))
    }
  }
}

extension CanonicalWriter {
  fileprivate mutating func member(_ name: String, _ text: String) {
    key(name)
    string(text)
  }

  fileprivate mutating func member(_ name: String, _ texts: [String: String]) {
    key(name)
    beginObject()
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) { member(name, text) }
    endObject()
  }

  fileprivate mutating func texts(_ texts: [String]) {
    array(texts) { text, json in json.string(text) }
  }

  fileprivate mutating func array<Element>(
    _ elements: [Element], _ write: (Element, inout CanonicalWriter) -> Void
  ) {
    beginArray()
    self.elements(elements, write)
    endArray()
  }

  fileprivate mutating func elements<Element>(
    _ elements: [Element], _ write: (Element, inout CanonicalWriter) -> Void
  ) {
    for each in elements {
      element()
      write(each, &self)
    }
  }
}
