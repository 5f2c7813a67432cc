import Deals

/// Duties towards authorities: when each was due, filed and decided, and which were late.
enum RegulatoryCasesProjection: DealConcern {
  static let name = "regulatory_cases"
  static let version = 2
  static let highestClass = DisclosureClass.statistical
  static let tables = [cases]

  static let cases = ModelTable(
    "regulatory_cases", "One row for each case, as it stands.", keyLength: 2,
    [
      .deal,
      .text("case_id", "Its id within the deal."),
      .text("rule", "The rule that it follows from, such as CN-FREE-REG."),
      .text("jurisdiction", "Whose rule it is: CN, VN ..."),
      .text("effect", "What it does to the deal while it is open: CONSTITUTIVE ..."),
      .integer("registers", "1 where the rule asks for an entry in a register."),
      .text("duty_holder", "The party whose duty it is.", optional: true),
      .text("duty_holder_country", "ISO 3166-1 alpha-2.", optional: true),
      .text("duty_holder_kind", "enterprise, university ...", optional: true, of: .statistical),
      .day("opened_on", "When it was opened.", optional: false),
      .day("due_on", "The last day for filing."),
      .day("filed_on", "When it was filed."),
      .integer("short_form", "1 where it was filed in the short form.", optional: true),
      .text(
        "decision", "What was last decided: granted, conditional, refused or notRequired.",
        optional: true),
      .day("decided_on", "When that was decided."),
      .day("first_decided_on", "When it was first decided; conditions may be met later."),
      .integer("decisions", "How many decisions there were."),
      .day("valid_until", "How long the decision holds."),
      .day("overdue_on", "When it was marked as overdue."),
      .text("state", "open, filed, or what was decided."),
      .text("timeliness", "open, in time, late, or undated where filed without a last day."),
      .integer("days_to_file", "From opened_on to filed_on.", optional: true),
      .integer(
        "days_late", "From due_on to filed_on; below 0 where it was early.",
        optional: true),
      .integer("days_to_decide", "From filed_on to first_decided_on.", optional: true),
      .integer(
        "weekdays_to_decide", "Of those the days from Monday to Friday; holidays are not known.",
        optional: true),
      .integer("filed_revision", "The event that filed it.", optional: true),
      .integer("decided_revision", "The event of the decision.", optional: true),
      .revision("that opened it"),
    ], counted, indexes: [["rule"], ["due_on"], ["decided_on"]])

  /// What later versions of the events have brought for statistics.
  private static let counted: [ModelTable.Column] = [
    .day("catalogue_date", "Restricted technology: the version of the catalogue."),
    .text("catalogue_item", "Its item there, such as 252604X.", optional: true),
    .text(
      "procedure", "What is asked for: registration, compliance, licence, letterOfIntent ...",
      optional: true),
    .text(
      "certificate_kind",
      "What was last given: registration, compliance, licence, letterOfIntent or exemption.",
      optional: true),
    .text(
      "exemption_ground", "The ground in law of an exemption, such as PH-S91-a.",
      optional: true),
  ]

  static func rows(of id: Identifier, _ deal: Deal) -> [ModelRow] {
    deal.cases.map { row(of: id, $0, deal) }
  }

  private static func row(of id: Identifier, _ known: RegulatoryCase, _ deal: Deal) -> ModelRow {
    let opening = known.opening
    let holder = opening.fact.dutyHolder.flatMap { deal.members[$0]?.party }
    let (filed, decision) = (known.filedOn, known.decisions.last)
    let (decided, first) = (decision?.at.day, known.decisions.first?.at.day)
    let cells: [Cell] = [
      .id(id), .id(known.id), .text(opening.fact.rule.text),
      .id(opening.fact.jurisdiction), .text(known.effect.rawValue), .flag(known.registers),
      .id(opening.fact.dutyHolder), .text(holder?.country.text),
      .text(holder?.kind.shown()?.rawValue), .day(opening.at.day), .day(opening.fact.dueOn),
      .day(filed), .flag(known.filing?.fact.shortForm), .text(decision?.fact.decision.rawValue),
      .day(decided), .day(first), .integer(known.decisions.count), .day(decision?.fact.validUntil),
      .day(known.overdueSince?.day), .text(known.status.rawValue), .text(timeliness(of: known)),
      .days(from: opening.at.day, to: filed), .days(from: opening.fact.dueOn, to: filed),
      .days(from: filed, to: first), .integer(Day.weekdays(after: filed, through: first)),
      .integer(known.filing?.revision), .integer(decision?.revision), .integer(opening.revision),
    ]
    return ModelRow(cases, cells, counted(opening.fact, decision?.fact))
  }

  private static func counted(_ opening: CaseOpening, _ decision: CaseDecision?) -> [Cell] {
    [
      .day(opening.catalogue?.date), .text(opening.catalogue?.item.text),
      .text(opening.procedure?.rawValue), .text(decision?.certificateKind?.rawValue),
      .text(decision?.exemptionGround?.text),
    ]
  }

  private static func timeliness(of known: RegulatoryCase) -> String {
    guard let filed = known.filedOn else { return "open" }
    guard let due = known.opening.fact.dueOn else { return "undated" }
    return filed <= due ? "in time" : "late"
  }
}

extension RegulatoryCase {
  /// When it was filed: as the filing says, or else when it was told.
  fileprivate var filedOn: Day? { filing.map { $0.fact.filedOn ?? $0.at.day } }

  /// Whether its rule asks for an entry in a register.
  var registers: Bool { RegisterRules.ids.contains(opening.fact.rule.text) }
}

/// The rules of kind REGISTER or RECORD in Schemas/domain/rules.json: a case names its rule by its id
/// alone.
enum RegisterRules {
  static let ids: Set<String> = [
    "BN-PAT", "CN-FREE-REG", "CN-FREE-REG-CHANGE", "CN-FREE-REG-ROYALTY", "CN-PAT-ASSIGN-REG",
    "CN-PATLIC-RECORD", "CN-TCR-2000", "CN-TCR-2026", "ID-GR36-RECORD", "KH-PAT-LICENCE",
    "KH-TM-PRAKAS036", "LA-IP-LICENCE", "MM-PAT-TRANSFER", "MY-PAT-S39", "MY-PAT-S41-42",
    "PH-S91-92-EXEMPTION", "SG-PAT-S43-75", "TH-PAT-S41", "VN-LTT-REG",
  ]
}

extension Day {
  /// The days from Monday to Friday after one day, up to and with another; nil where one is unknown.
  static func weekdays(after start: Day?, through end: Day?) -> Int? {
    guard let start, let end, start <= end else { return nil }
    return end.weekdaysSinceMonday - start.weekdaysSinceMonday
  }

  /// Days from Monday to Friday since a Monday long ago (1969-12-29 is one), up to and with this one.
  private var weekdaysSinceMonday: Int {
    let days = number + 3 + 7 * 200_000
    return days / 7 * 5 + min(days % 7 + 1, 5)
  }
}
