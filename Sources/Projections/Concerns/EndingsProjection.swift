import Deals

/// How deals ended, and the notices that came before.
enum EndingsProjection: DealConcern {
  static let name = "endings"
  static let version = 2
  static let highestClass = DisclosureClass.statistical
  static let tables = [endings, notices]

  static let endings = ModelTable(
    "endings", "One row for each deal that ended, or is being wound up.",
    [
      .deal,
      .text(
        "how", "declined, withdrawn, lapsed, signingRefused, rescinded, terminated or expired."),
      .day("ended_on", "When that was.", optional: false),
      .country("from_country", "Where the technology came from."),
      .country("to_country", "Where it went."),
      .country("country", "Of the side that belongs to ASEAN:"),
      .text("type", "The first of the deal's kinds of agreement."),
      .text("ground", "Of a termination: why, as it was stated.", optional: true, of: .statistical),
      .text("notice_ground", "Of a termination: why notice had been given.", optional: true),
      .integer("mutual", "Of a termination: 1 where the parties agreed on it.", optional: true),
      .text(
        "outcome", "Of a deal that was closed: fulfilled, terminated or expired.",
        optional: true),
      .day("closed_on", "When it was closed."),
      .integer(
        "days_in_force", "From the day it took effect to its end: of a term to its last day.",
        optional: true),
      .revision("that ended it"),
    ], indexes: [["ended_on", "how", "country", "notice_ground"]])

  static let notices = ModelTable(
    "notices", "One row for each notice that a deal will end.", keyLength: 2,
    [
      .deal,
      .text("notice", "Its id within the deal."),
      .text("ground", "breach, convenience, insolvency, patentInvalid or regulatory."),
      .text("given_by", "The party that gave it.", optional: true),
      .day("given_on", "When it was given.", optional: false),
      .day("cure_by", "The last day on which the breach could be cured."),
      .day(
        "takes_effect_on", "The day from which the deal may be terminated on it.",
        optional: false),
      .text("state", "open or cured."),
      .day("cured_on", "When it was cured."),
      .revision("that gave it"),
    ])

  static func rows(of id: Identifier, _ deal: Deal) -> [ModelRow] {
    [deal.ending.map { row(of: id, $0, deal) }].compactMap(\.self)
      + deal.notices.map { row(of: id, $0) }
  }

  private static func row(
    of id: Identifier, _ ending: Entered<Ending>, _ deal: Deal
  ) -> ModelRow {
    let termination = ending.fact.termination
    let notice = deal.notices.last { $0.isMatured(on: ending.at.day) }
    let (from, to) = deal.flow
    return ModelRow(
      endings, .id(id), .text(ending.fact.word), .day(ending.at.day), .country(from?.country),
      .country(to?.country), .country(deal.aseanCountry), .code(deal.types.first),
      .text(termination?.ground.value?.text),
      .text(termination == nil ? nil : notice?.notice.fact.ground.rawValue),
      .flag(termination?.mutual), .text(deal.closing?.fact.outcome.rawValue),
      .day(deal.closing?.at.day), .days(from: deal.effectiveOn, to: deal.endedOn),
      .integer(ending.revision))
  }

  private static func row(of id: Identifier, _ notice: Notice) -> ModelRow {
    let fact = notice.notice.fact
    return ModelRow(
      notices, .id(id), .id(notice.id), .text(fact.ground.rawValue),
      .id(notice.notice.by.party), .day(notice.notice.at.day), .day(fact.cureBy),
      .day(fact.takesEffectOn), .text(notice.status.rawValue), .day(notice.cure?.at.day),
      .integer(notice.notice.revision))
  }
}

extension Ending {
  fileprivate var word: String {
    switch self {
    case .declined: "declined"
    case .withdrawn: "withdrawn"
    case .lapsed: "lapsed"
    case .signingRefused: "signingRefused"
    case .rescinded: "rescinded"
    case .terminated: "terminated"
    case .expired: "expired"
    }
  }

  fileprivate var termination: Termination? {
    if case .terminated(let termination) = self { termination } else { nil }
  }
}
