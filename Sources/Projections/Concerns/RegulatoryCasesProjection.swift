import Deals

/// Duties towards authorities: when each was due, filed and decided, and which were late.
enum RegulatoryCasesProjection: DealConcern {
  static let name = "regulatory_cases"
  static let version = 3
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
    ], counting, .money("turnover", "That of the deal.", of: .statistical),
    .money("technology_value", "What of it is given for technology.", of: .statistical),
    [
      .integer("filed_revision", "The event that filed it.", optional: true),
      .integer("decided_revision", "The event of the decision.", optional: true),
      .revision("that opened it"),
    ], counted,
    indexes: [
      ["screen", "opened_on", "catalogue_date", "catalogue_item", "decision", "jurisdiction"],
      ["jurisdiction", "filed_on"], ["jurisdiction", "exemption_ground", "first_decided_on"],
      [
        "jurisdiction", "granted_on", "screen", "rule", "direction", "mode", "country",
        "payment_mode", "from_party", "to_party", "turnover_currency", "turnover_millionths",
        "technology_value_currency", "technology_value_millionths",
      ],
      [
        "due_on", "rule", "jurisdiction", "duty_holder_kind", "in_time", "late", "open",
        "days_to_file",
      ],
    ])

  /// What reports count cases by, beside the columns above: much of it is the deal's.
  private static let counting: [ModelTable.Column] = [
    .integer("is_due", "1 where there is a last day for filing."),
    .integer("in_time", "1 where it was filed by the last day."),
    .integer("late", "1 where it was filed after the last day."),
    .integer("open", "1 where it was neither filed nor decided."),
    .day("granted_on", "When it was first granted, be it with conditions."),
    .text(
      "screen",
      "Of a rule on restricted or prohibited technology what it asks for: letterOfIntent,"
        + " approval, licence or prohibition.", optional: true),
    .text(
      "direction",
      "Of the technology, as the rule's country sees it: export, import or domestic; null where"
        + " neither side is there.", optional: true),
    .country("country", "Of an export or import: the other side's."),
    .country("from_country", "Where the technology comes from."),
    .country("to_country", "Where it goes."),
    .country("licensor_country", "Of the first licensor."),
    .text("type", "The first of the deal's kinds of agreement."),
    .text(
      "mode",
      "The same, as trade is counted: patent assignment, patent licence, know-how licence, service"
        + " or other."),
    .text("field", "The technology field by the national scheme.", optional: true),
    .text("payment_mode", "lumpSum, royalty, mixed or inKind.", optional: true, of: .statistical),
  ]

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
    .text("industry", "The deal's: scheme:code; isic4, psic or gbt4754.", optional: true),
    .text(
      "royalty_band", "The deal's, in per cent: none, below1, 1to3, 3to5, 5to10 or above10.",
      optional: true, of: .statistical),
    .integer("term_years", "How long the deal is to run.", optional: true, of: .statistical),
    .text("from_party", "The first party that gives technology.", optional: true),
    .text("to_party", "The first party that takes it.", optional: true),
  ]

  static func rows(of id: Identifier, _ deal: Deal) -> [ModelRow] {
    guard !deal.cases.isEmpty else { return [] }
    let (flow, worth) = (deal.flow, deal.consideration)
    return deal.cases.map { known in
      ModelRow(
        cases,
        course(of: known, id, deal), counting(known, flow, deal),
        [.code(worth?.payment)], .money(worth?.turnover), .money(worth?.technologyValue),
        [
          .integer(known.filing?.revision), .integer(known.decisions.last?.revision),
          .integer(known.opening.revision),
        ], counted(known, flow, deal))
    }
  }

  private static func course(
    of known: RegulatoryCase, _ id: Identifier, _ deal: Deal
  ) -> [Cell] {
    let opening = known.opening
    let holder = opening.fact.dutyHolder.flatMap { deal.members[$0]?.party }
    let (filed, decision) = (known.filedOn, known.decisions.last)
    let (decided, first) = (decision?.at.day, known.decisions.first?.at.day)
    return [
      .id(id), .id(known.id), .text(opening.fact.rule.text),
      .id(opening.fact.jurisdiction), .text(known.effect.rawValue), .flag(known.registers),
      .id(opening.fact.dutyHolder), .text(holder?.country.text),
      .text(holder?.kind.shown()?.rawValue), .day(opening.at.day), .day(opening.fact.dueOn),
      .day(filed), .flag(known.filing?.fact.shortForm), .text(decision?.fact.decision.rawValue),
      .day(decided), .day(first), .integer(known.decisions.count), .day(decision?.fact.validUntil),
      .day(known.overdueSince?.day), .text(known.status.rawValue), .text(known.timeliness.rawValue),
      .days(from: opening.at.day, to: filed), .days(from: opening.fact.dueOn, to: filed),
      .days(from: filed, to: first), .integer(Day.weekdays(after: filed, through: first)),
    ]
  }

  private static func counted(
    _ known: RegulatoryCase, _ flow: (from: Party?, to: Party?), _ deal: Deal
  ) -> [Cell] {
    let (opening, decision) = (known.opening.fact, known.decisions.last?.fact)
    let worth = deal.consideration
    return [
      .day(opening.catalogue?.date), .text(opening.catalogue?.item.text),
      .text(opening.procedure?.rawValue), .text(decision?.certificateKind?.rawValue),
      .text(decision?.exemptionGround?.text), .text(deal.proposal?.fact.industry?.text),
      .code(worth?.royaltyBand), .integer(worth?.termYears), .id(flow.from?.party),
      .id(flow.to?.party),
    ]
  }

  private static func counting(
    _ known: RegulatoryCase, _ flow: (from: Party?, to: Party?), _ deal: Deal
  ) -> [Cell] {
    let (from, to) = (flow.from?.country, flow.to?.country)
    let direction = Direction(
      from: from, to: to, seenFrom: known.opening.fact.jurisdiction.text)
    let licensor = deal.proposal?.fact.parties.first { $0.role == .licensor }
    return [
      .flag(known.opening.fact.dueOn != nil), .flag(known.timeliness == .inTime),
      .flag(known.timeliness == .late), .flag(known.filing == nil && known.isOpen),
      .day(known.grantedOn), .code(ScreeningRule(id: known.opening.fact.rule.text)),
      .code(direction), .country(direction.flatMap { $0.other(from, to) }), .country(from),
      .country(to), .country(licensor?.country), .code(deal.types.first),
      .code(deal.types.first?.tradeMode ?? .other),
      .text(deal.proposal?.fact.field?.national?.text),
    ]
  }
}

/// Where technology goes, as the country of a rule sees it.
private enum Direction: String {
  case export, `import`, domestic

  init?(from: Country?, to: Country?, seenFrom jurisdiction: String) {
    switch (from?.text == jurisdiction, to?.text == jurisdiction) {
    case (true, true): self = .domestic
    case (true, false): self = .export
    case (false, true): self = .import
    case (false, false): return nil
    }
  }

  func other(_ from: Country?, _ to: Country?) -> Country? {
    switch self {
    case .export: to
    case .import: from
    case .domestic: nil
    }
  }
}

/// How the filing of a case stands to its last day.
enum Timeliness: String {
  case open, late, undated
  case inTime = "in time"
}

extension RegulatoryCase {
  /// When it was filed: as the filing says, or else when it was told.
  var filedOn: Day? { filing.map { $0.fact.filedOn ?? $0.at.day } }

  var timeliness: Timeliness {
    guard let filedOn else { return .open }
    guard let due = opening.fact.dueOn else { return .undated }
    return filedOn <= due ? .inTime : .late
  }

  /// The first decision that granted it, be it with conditions.
  var grantedOn: Day? {
    decisions.first { [.granted, .conditional].contains($0.fact.decision) }?.at.day
  }

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
