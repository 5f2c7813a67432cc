import Deals

/// Clauses that a rule forbids or asks for, as far as changes of the terms name the rule.
enum ClauseChecksProjection: DealConcern {
  static let name = "clause_checks"
  static let version = 3
  static let highestClass = DisclosureClass.public
  static let tables = [checks]

  static let checks = ModelTable(
    "clause_checks",
    "One row for each rule on clauses that changes of a deal's terms name. A change that adds what a"
      + " rule forbids, or removes what it asks for, sets the terms against it; any other sets them"
      + " right, and says that those before were against it. A rule of kind check is only named.",
    keyLength: 2,
    [
      .deal,
      .text("rule", "The rule's id: PH-S87-03, TH-PAT-S39 ..."),
      .text("kind", "What it asks of a clause: prohibited, required or check."),
      .text("jurisdiction", "Whose rule it is: PH, TH ..."),
      .text(
        "stage",
        "How far terms that are against it came: offered, agreed or signed; null where there were none.",
        optional: true),
      .integer("offered", "1 where such terms were offered, be it in an amendment."),
      .integer("agreed", "1 where all parties agreed on such terms."),
      .integer("signed_with", "1 where they signed such terms."),
      .integer("removed", "1 where the last version offered was set right."),
      .integer("exempted", "1 where they did, and the Philippines exempted the deal."),
      .country("from_country", "Where the technology comes from."),
      .country("to_country", "Where it goes."),
      .text("type", "The first of the deal's kinds of agreement."),
      .day("first_seen_on", "When a change first named the rule.", optional: false),
      .day("agreed_on", "When the parties last agreed on a version."),
      .day("signed_on", "When the last party signed, as the signatures say."),
      .text("clause", "What kind of clause the first change is.", optional: true),
      .revision("that first names the rule"),
    ], indexes: [["rule", "stage", "removed", "signed_with", "exempted", "first_seen_on"]])

  static func rows(of id: Identifier, _ deal: Deal) -> [ModelRow] {
    let steps = deal.termsSteps
    var rules: [String] = []
    for change in steps.lazy.flatMap(\.changes) {
      guard let rule = change.rule?.text, !rules.contains(rule) else { continue }
      rules.append(rule)
    }
    return rules.compactMap { rule in
      ClauseRule(id: rule).flatMap { row(of: id, rule, $0, steps, deal) }
    }
  }

  private static func row(
    of id: Identifier, _ rule: String, _ kind: ClauseRule, _ steps: [TermsStep], _ deal: Deal
  ) -> ModelRow? {
    guard let first = steps.first(where: { $0.names(rule) }) else { return nil }
    let course = ClauseCourse(of: rule, kind, over: steps)
    let (from, to) = deal.flow
    let isExempt = course.isSigned && rule.hasPrefix("PH-") && deal.isExempt
    return ModelRow(
      checks, .id(id), .text(rule), .code(kind), .text(String(rule.prefix { $0 != "-" })),
      .text(course.stage), .flag(course.isOffered), .flag(course.isAgreed),
      .flag(course.isSigned), .flag(course.isRemoved), .flag(isExempt), .country(from?.country),
      .country(to?.country), .text(deal.types.first?.rawValue ?? ""), .day(first.day),
      .day(deal.stages.last { $0.phase == .termsAgreed }?.at.day), .day(deal.signedOn),
      .text(first.changes.first { $0.rule?.text == rule }?.clauseLabel?.text),
      .integer(first.revision))
  }
}

/// Terms that were on the table: a version, or an amendment that was not rejected.
private struct TermsStep {
  let changes: [Redline]
  let day: Day
  let revision: Int
  let isVersion: Bool
  let isAgreed: Bool
  let isSigned: Bool

  func names(_ rule: String) -> Bool { changes.contains { $0.rule?.text == rule } }
}

/// How terms stood to a rule, from one step to the next.
private struct ClauseCourse {
  let isOffered: Bool
  let isAgreed: Bool
  let isSigned: Bool
  let isRemoved: Bool

  init(of rule: String, _ kind: ClauseRule, over steps: [TermsStep]) {
    let changes = steps.map { $0.changes.filter { $0.rule?.text == rule } }
    let paths = Set(changes.joined().map(\.path.text))
    let isAgainst = steps.indices.map { step in
      paths.contains { path in
        let here = changes.map { $0.last { $0.path.text == path } }
        if let last = here[...step].last(where: { $0 != nil }) ?? nil {
          return kind.isBroken(by: last.op)
        }
        // What was set right only later was wrong until then.
        return (here.first { $0 != nil } ?? nil).map { kind.isMet(by: $0.op) } ?? false
      }
    }
    let broken = zip(steps, isAgainst).filter(\.1).map(\.0)
    isOffered = !broken.isEmpty
    isAgreed = broken.contains(where: \.isAgreed)
    isSigned = broken.contains(where: \.isSigned)
    let versions = zip(steps, isAgainst).filter(\.0.isVersion).map(\.1)
    isRemoved = versions.contains(true) && versions.last == false
  }

  var stage: String? {
    if isSigned { return "signed" }
    if isAgreed { return "agreed" }
    return isOffered ? "offered" : nil
  }
}

extension ClauseRule {
  /// Whether a change made for its sake sets the terms against it.
  fileprivate func isBroken(by operation: RedlineOperation) -> Bool {
    switch self {
    case .prohibited: operation == .add
    case .required: operation == .remove
    case .check: false
    }
  }

  /// Whether such a change sets the terms right.
  fileprivate func isMet(by operation: RedlineOperation) -> Bool {
    self != .check && !isBroken(by: operation)
  }
}

extension Deal {
  /// In the order in which they came; empty where no change names a rule.
  fileprivate var termsSteps: [TermsStep] {
    let offered = versions.lazy.map(\.offer.fact.redline)
    let amended = amendments.lazy.map(\.proposal.fact.redline)
    let namesRule = { (changes: [Redline]?) in changes?.contains { $0.rule != nil } ?? false }
    guard offered.contains(where: namesRule) || amended.contains(where: namesRule)
    else { return [] }
    return versions.map(step) + amendments.filter { $0.status != .rejected }.map(step)
  }

  private func step(_ version: TermsVersion) -> TermsStep {
    TermsStep(
      changes: version.offer.fact.redline ?? [], day: version.offer.at.day,
      revision: version.offer.revision, isVersion: true,
      isAgreed: lastAgreement(on: version) != nil,
      isSigned: signedOn != nil && version.number == agreedVersion)
  }

  private func step(_ amendment: Amendment) -> TermsStep {
    let isConcluded = amendment.status == .concluded
    return TermsStep(
      changes: amendment.proposal.fact.redline ?? [], day: amendment.proposal.at.day,
      revision: amendment.proposal.revision, isVersion: false, isAgreed: isConcluded,
      isSigned: isConcluded)
  }

  /// Whether the Philippines let it stand as it is.
  fileprivate var isExempt: Bool {
    cases.contains {
      $0.opening.fact.rule.text == NamedRule.philippineExemption && $0.grantedOn != nil
    }
  }
}
