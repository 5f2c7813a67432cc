import Projections

/// What is shown of the amounts at a place.
struct RowFigures {
  private let measures: [ReportDefinition.Measure]
  /// The measures of which a mean is asked for.
  private let averaged: [Int]
  private let hidesQuantiles: Bool
  private let codes: CellCodes
  private let hidden: HiddenFigures
  private let differentValues = DifferentValues()

  init(
    _ report: ReportDefinition, _ derivation: Derivation, _ codes: CellCodes,
    _ hidden: HiddenFigures
  ) {
    measures = derivation.measures
    averaged = derivation.averaged
    hidesQuantiles = report.suppression == .cells
    (self.codes, self.hidden) = (codes, hidden)
  }

  /// The measures, and then of each that a mean is asked of how many rows it consists of.
  func measures(_ amounts: Amounts?, at place: Coordinates) -> [ReportFigure?] {
    var figures: [ReportFigure?] = []
    figures.reserveCapacity(measures.count + averaged.count)
    for (measure, definition) in measures.enumerated() {
      figures.append(figure(measure, definition.kind, amounts?[measure], at: place))
    }
    for measure in averaged {
      guard case .sums(let sums)? = amounts?[measure] else {
        figures.append(nil)
        continue
      }
      figures.append(
        figure(measure, .number, of: sums, at: place) { Decimal(Int128($0.contributions)) })
    }
    return figures
  }

  private func figure(
    _ measure: Int, _ kind: ReportDefinition.Measure.Kind, _ amount: Amount?, at place: Coordinates
  ) -> ReportFigure? {
    switch amount {
    case .sums(let sums)?:
      let scale = if case .sum = kind { 0 } else { 6 }
      let unit: ReportFigure.Unit = if case .money = kind { .money } else { .number }
      return figure(measure, unit, of: sums, at: place) { Decimal($0.value, scale: scale) }
    case .values(let values)?: return .count(differentValues.count(of: values))
    case .count(let count)?:
      return ReportFigure(
        .number, isHidden(measure, at: place) ? nil : Decimal(Int128(count)))
    case .numbers(let numbers)?:
      guard case .quantile(_, let perMille) = kind,
        let number = numbers.quantile(perMille: perMille)
      else { return nil }
      let isHidden = hidesQuantiles && hidden.touches(place)
      return ReportFigure(.number, isHidden ? nil : Decimal(Int128(number)))
    case nil:
      switch kind {
      case .count, .distinct: return .count(0)
      case .sum, .decimals, .money, .quantile: return nil
      }
    }
  }

  private func figure(
    _ measure: Int, _ unit: ReportFigure.Unit, of sums: [CurrencySum], at place: Coordinates,
    _ number: (Sum) -> Decimal
  ) -> ReportFigure {
    let numbers = sums.map { sum in
      ReportFigure.Entry(
        currency: name(of: sum.currency),
        number: isHidden(measure, sum.currency, at: place) ? nil : number(sum.sum))
    }
    return ReportFigure(
      unit: unit,
      numbers: numbers.count < 2 ? numbers : numbers.sorted { $0.currency < $1.currency })
  }

  private func name(of currency: Int32) -> String {
    if case .text(let name) = codes.cell(currency) { name } else { "" }
  }

  private func isHidden(
    _ measure: Int, _ currency: Int32 = FigureName.noCurrency, at place: Coordinates
  ) -> Bool {
    !hidden.places.isEmpty
      && hidden.contains(FigureName(measure: measure, currency: currency), at: place)
  }
}
