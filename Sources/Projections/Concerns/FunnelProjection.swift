import Deals

/// How far deals come on their way from a proposal to their close, and how fast.
enum FunnelProjection: DealConcern {
  static let name = "funnel"
  static let version = 1
  static let highestClass = DisclosureClass.public
  static let tables = [funnel]

  static let funnel = ModelTable(
    "funnel",
    "One row for each deal: the day on which it first came to each step. Days are those to the next"
      + " step that it came to on that day or later; null where there is none.",
    [
      .deal,
      .country("country", "Of the side that belongs to ASEAN:"),
      .text("field", "The technology field by the national scheme.", optional: true),
      .text("type", "The first of its kinds of agreement."),
      .text("state", "Where the deal stands."),
      .text(
        "initiative",
        "offer where the giving side proposed it, demand where the taking side did, match where"
          + " somebody between them did."),
      .text("source", "How the parties met: listing, matchmaking or direct.", optional: true),
      .day("proposed_on", "When it was proposed.", optional: false),
      .day("interest_on", "When interest was first expressed."),
      .day("nda_on", "When a secrecy agreement was first made."),
      .day("term_sheet_on", "When the heads of terms were agreed."),
      .day("negotiation_on", "When negotiations were first opened."),
      .day("agreed_on", "When all parties first agreed on a version."),
      .day("signed_on", "When the last party signed, as the signatures say."),
      .day("effective_on", "The day from which it binds."),
      .day("closed_on", "When it was closed."),
    ], steps.map { .integer("days_from_\($0)", "From \($0)_on to the next.", optional: true) },
    [.revision("that proposed the deal")],
    indexes: [dimensions + days])

  /// What deals are counted by, so that a scan in this order need not sort them.
  private static let dimensions = ["country", "field", "source", "proposed_on", "initiative"]

  private static let days =
    ["interest", "nda", "term_sheet", "negotiation", "signed", "effective", "closed"]
    .map { "\($0)_on" } + steps.map { "days_from_\($0)" }

  /// All but the last, which no other follows.
  private static let steps = [
    "proposed", "interest", "nda", "term_sheet", "negotiation", "agreed", "signed", "effective",
  ]

  static func rows(of id: Identifier, _ deal: Deal) -> [ModelRow] {
    guard let proposal = deal.proposal else { return [] }
    let days = [
      proposal.at.day, deal.interests.first?.at.day,
      deal.sideAgreements.first { $0.fact.kind == .nda }?.at.day, deal.termSheet?.at.day,
      deal.firstDay(in: .negotiating), deal.firstDay(in: .termsAgreed), deal.signedOn,
      deal.effectiveOn, deal.closing?.at.day,
    ]
    let first: [Cell] = [
      .id(id), .country(deal.aseanCountry), .text(proposal.fact.field?.national?.text),
      .text(deal.types.first?.rawValue ?? ""), .code(deal.phase),
      .text(initiative(of: proposal, deal)), .code(proposal.fact.source),
    ]
    return [
      ModelRow(
        funnel, first, days.map(Cell.day), waits(between: days), [.integer(proposal.revision)])
    ]
  }

  private static func initiative(of proposal: Entered<Proposal>, _ deal: Deal) -> String {
    switch proposal.by.party.flatMap({ deal.members[$0] })?.party.role.side {
    case .gives: "offer"
    case .takes: "demand"
    case .between, nil: "match"
    }
  }

  private static func waits(between days: [Day?]) -> [Cell] {
    days.indices.dropLast().map { place in
      guard let day = days[place] else { return .null }
      let next = days[(place + 1)...].lazy.compactMap(\.self).first { $0 >= day }
      return .days(from: day, to: next)
    }
  }
}
