public import Deals
import Projections

extension Reports {
  /// The question without the measures that rest on values which whoever asks may not see, or the
  /// models do not show.
  ///
  /// What all of a report rests on has to be allowed.
  func allowed(_ question: ReportQuestion) throws(ReportFault) -> ReportQuestion {
    let report = question.report
    let may = question.classes ?? Set(DisclosureClass.allCases)
    let single: Set<DisclosureClass> =
      question.isUnsuppressed ? [.statistical, .authority, .parties] : []
    let needed = report.frameClasses.union(single).union([report.reader].compactMap(\.self))
    guard needed.isSubset(of: may) else {
      throw .notForReader(report: report.id, missing: needed.subtracting(may))
    }
    guard report.frameClasses.isSubset(of: models.classes) else {
      throw .notShown(report: report.id, missing: report.frameClasses.subtracting(models.classes))
    }
    var allowed = question
    for (name, classes) in report.measureClasses {
      let missing = classes.subtracting(may.intersection(models.classes))
      if !missing.isEmpty { allowed.leftOut[name] = missing }
    }
    allowed.report.leaveOut(Set(allowed.leftOut.keys))
    return allowed
  }
}

extension ReportDefinition {
  /// The classes of all columns that it reads.
  public var classes: Set<DisclosureClass> {
    measureClasses.values.reduce(frameClasses) { $0.union($1) }
  }

  /// The classes of what all of it rests on: periods, dimensions, conditions.
  var frameClasses: Set<DisclosureClass> {
    parts.reduce(into: []) { classes, part in
      classes.formUnion(part.classes(of: part.frameColumns))
    }
  }

  /// The classes that each measure needs beside them.
  var measureClasses: [String: Set<DisclosureClass>] {
    parts.reduce(into: [:]) { classes, part in
      for measure in part.measures {
        classes[measure.name, default: []].formUnion(part.classes(of: part.columns(of: measure)))
      }
    }
  }

  /// The measures that add up what is above class public.
  var sealedSums: Set<String> {
    let sealed = parts.flatMap { part in
      part.measures.filter { measure in
        guard let amount = AmountColumns(measure.kind) else { return false }
        return part.classes(of: [amount.number]) != [.public]
      }
    }
    return Set(sealed.map(\.name))
  }

  /// Takes measures away, and what is worked out from them.
  mutating func leaveOut(_ names: Set<String>) {
    guard !names.isEmpty else { return }
    parts = parts.map { part in
      var part = part
      part.measures.removeAll { names.contains($0.name) }
      return part
    }
    columns.removeAll(where: names.contains)
    derived.removeAll { !$0.kind.measures.isDisjoint(with: names) }
    columns.removeAll { column in
      !parts.contains { $0.measures.contains { $0.name == column } }
        && !derived.contains { $0.name == column } && notHeld[column] == nil
    }
  }
}

extension ReportDefinition.Derived.Kind {
  var measures: Set<String> {
    switch self {
    case .ratio(let one, let other), .percentage(let one, let other),
      .perThousand(let one, let other):
      [one, other]
    case .mean(let name), .share(let name), .change(let name): [name]
    case .difference(let name, let others): Set([name] + others)
    }
  }
}

extension ReportDefinition.Part {
  /// Every column that it reads.
  public var readColumns: Set<String> {
    measures.reduce(into: frameColumns) { columns, measure in
      columns.formUnion(self.columns(of: measure))
    }
  }

  fileprivate var frameColumns: Set<String> {
    let dimensions = by.values.map { String($0.prefix { $0 != ":" }) }
    return Set(dimensions + conditions.flatMap(\.columns) + [on].compactMap(\.self))
  }

  fileprivate func columns(of measure: ReportDefinition.Measure) -> Set<String> {
    let own: [String] =
      switch measure.kind {
      case .count: []
      case .distinct(let column), .quantile(let column, _): [column]
      case .sum, .decimals: [AmountColumns(measure.kind)?.number ?? ""] + contributors
      case .money(_, let currency):
        [AmountColumns(measure.kind)?.number ?? "", currency] + contributors
      }
    return Set(own + measure.conditions.flatMap(\.columns))
  }

  /// The table that it reads.
  var table: ModelTable? {
    ReadModels.projections.flatMap { $0.tables }.first { $0.name == from }
  }

  fileprivate func classes(of names: Set<String>) -> Set<DisclosureClass> {
    let found = table?.columns.filter { names.contains($0.name) } ?? []
    return Set(found.map(\.disclosure))
  }
}

extension ReportCondition {
  var columns: [String] {
    switch self {
    case .present(let column), .absent(let column), .equals(let column, _),
      .differs(let column, _), .isOneOf(let column, _), .isMember(let column, _),
      .startsWith(let column, _), .through(let column, _), .after(let column, _),
      .atMost(let column, _), .atLeast(let column, _):
      [column]
    case .any(let conditions): conditions.flatMap(\.columns)
    }
  }
}
