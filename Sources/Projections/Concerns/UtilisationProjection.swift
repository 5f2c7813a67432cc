import Deals

/// What becomes of research that Thailand or the Philippines paid for.
enum UtilisationProjection: DealConcern {
  static let name = "utilisation"
  static let version = 1
  static let highestClass = DisclosureClass.statistical
  static let tables = [utilisation]

  /// That a deal stands in it says who paid for the technology, and so all of a row is statistical.
  static let utilisation = ModelTable(
    "utilisation",
    "One row for each deal whose technology Thailand or the Philippines paid for: the first country"
      + " among the sources of funds. What it brings in is in payments, by funding_country.",
    [
      .deal,
      .text("funding_country", "TH or PH.", of: .statistical),
      .text(
        "programme", "The programme under which it was made.", optional: true, of: .statistical),
      .text(
        "funding_agency", "Who gave the programme's money.", optional: true, of: .statistical),
      .text(
        "owner", "The first party that gives technology.", optional: true, of: .statistical),
      .text("owner_country", "ISO 3166-1 alpha-2.", optional: true, of: .statistical),
      .text(
        "owner_kind", "What it is: enterprise, university ...", optional: true, of: .statistical),
      .text("type", "The first of the deal's kinds of agreement.", of: .statistical),
      .text(
        "field", "The technology field by the national scheme.", optional: true,
        of: .statistical),
      .text("state", "Where the deal stands.", of: .statistical),
      .day("proposed_on", "When it was proposed.", optional: false, of: .statistical),
      .day(
        "disclosed_on", "When what Thailand asks of the owner was disclosed.", of: .statistical),
      .integer(
        "disclosed_in_time", "1 where that was in time; null where it had no last day.",
        optional: true, of: .statistical),
      .day("licensed_on", "The day from which the deal binds.", of: .statistical),
      .integer(
        "is_spin_off", "1 where shares of a new company are among its components.",
        of: .statistical),
      .integer(
        "performed_in_time", "How many dated obligations were performed in time.",
        of: .statistical),
      .integer("performed_late", "How many were performed late.", of: .statistical),
      .integer(
        "used_within_plan",
        "1 where some were performed in time and none late; null before any was.",
        optional: true, of: .statistical),
      .day(
        "ended_on", "When it ended, or its winding up began; of a term the last day.",
        of: .statistical),
      .revision("that proposed the deal", of: .statistical),
    ], indexes: [["funding_country", "proposed_on"], ["funding_country", "licensed_on"]])

  private static let countries: Set = ["TH", "PH"]

  static func rows(of id: Identifier, _ deal: Deal) -> [ModelRow] {
    guard let proposal = deal.proposal, let country = deal.fundingCountry,
      countries.contains(country.text)
    else { return [] }
    let owner = deal.flow.from
    let first: [Cell] = [
      .id(id), .country(country), .text(proposal.fact.programme.shown()?.text),
      .text(proposal.fact.fundingAgency.shown()?.text), .id(owner?.party), .country(owner?.country),
      .code(owner?.kind.shown()), .text(deal.types.first?.rawValue ?? ""),
      .text(proposal.fact.field?.national?.text), .code(deal.phase), .day(proposal.at.day),
    ]
    return [
      ModelRow(
        utilisation,
        first, disclosure(of: deal),
        [.day(deal.effectiveOn), .flag(deal.types.contains(.spinoffEquity))], use(of: deal),
        [.day(deal.endedOn), .integer(proposal.revision)])
    ]
  }

  private static func disclosure(of deal: Deal) -> [Cell] {
    let duty = deal.cases.first { $0.opening.fact.rule.text == NamedRule.thaiDisclosure }
    let isInTime: Bool? =
      switch duty?.timeliness {
      case .inTime: true
      case .late: false
      case .open, .undated, nil: nil
      }
    return [.day(duty?.filedOn), .flag(isInTime)]
  }

  private static func use(of deal: Deal) -> [Cell] {
    let dated = deal.obligations.compactMap { owed -> Bool? in
      guard let due = owed.schedule.fact.dueOn, let done = owed.performedOn(in: deal)
      else { return nil }
      return done <= due
    }
    let inTime = dated.count { $0 }
    return [
      .integer(inTime), .integer(dated.count - inTime),
      .flag(dated.isEmpty ? nil : inTime == dated.count),
    ]
  }
}
