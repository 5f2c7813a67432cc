import Deals

/// Where technology flows: from whom to whom, of what kind, in which field, for how much.
enum FlowProjection: DealConcern {
  static let name = "flow"
  static let version = 3
  static let highestClass = DisclosureClass.statistical
  static let tables = [flow, components, fields, ipKinds, funding, parties]

  static let flow = ModelTable(
    "flow", "One row for each deal, as statistics count it.",
    [
      .deal,
      .text("state", "Where the deal stands: Proposed, Negotiating, Effective ..."),
      .text("from_party", "The first party that gives technology.", optional: true),
      .text("from_country", "Its country, ISO 3166-1 alpha-2.", optional: true),
      .text("from_region", "Its region, ISO 3166-2.", optional: true, of: .statistical),
      .text(
        "seller_kind", "What it is: enterprise, university ...", optional: true,
        of: .statistical),
      .text("to_party", "The first party that takes technology.", optional: true),
      .text("to_country", "Its country, ISO 3166-1 alpha-2.", optional: true),
      .text("to_region", "Its region, ISO 3166-2.", optional: true, of: .statistical),
      .text(
        "buyer_kind", "What it is: enterprise, university ...", optional: true,
        of: .statistical),
      .integer("cross_border", "1 where the two are in different countries.", optional: true),
      .text("type", "The first of its kinds of agreement; all are in components."),
      .text("contract_type", "The first contract type among its components.", optional: true),
      .text(
        "field", "The technology field by the national scheme; others are in fields.",
        optional: true),
      .text(
        "programme", "The programme under which it was made.", optional: true,
        of: .statistical),
      .integer("trl", "Technology readiness level, 1 to 9.", optional: true, of: .statistical),
      .text("listing", "The listing that it came from.", optional: true),
      .day("proposed_on", "When it was proposed.", optional: false),
      .day("signed_on", "When the last party signed, as the signatures say."),
      .day("effective_on", "The day from which it binds."),
      .day("registered_on", "When it was first entered in a register: a case with registers = 1."),
      .integer("registered_year", "The year of that.", optional: true),
      .text("registered_rule", "The rule under which it was.", optional: true),
      .text("payment_mode", "lumpSum, royalty, mixed or inKind.", optional: true, of: .statistical),
    ],
    .money(
      "turnover", "The whole of what is given, as last offered or agreed.", of: .statistical),
    .money(
      "technology_value", "What of it is given for technology.", of: .statistical),
    counting,
    [.revision("that proposed the deal")], counted,
    indexes: [
      [
        "registered_on", "contract_type", "field", "ip_kind", "seller_kind", "buyer_kind",
        "from_country", "to_country", "size_band", "publicly_funded", "programme_level",
        "programme", "from_party", "to_party", "turnover_currency", "turnover_millionths",
        "technology_value_currency", "technology_value_millionths",
      ],
      [
        "signed_on", "channel", "is_option", "seller_kind", "from_party", "buyer_size",
        "exclusivity",
      ],
      [
        "channel", "effective_on", "from_party", "buyer_size", "exclusivity", "is_option",
        "ended_on",
      ],
      ["channel", "signed_on", "is_option", "exclusivity", "from_party", "buyer_size"],
      ["field", "effective_on"],
    ])

  /// What reports count deals by, beside the columns above.
  private static let counting: [ModelTable.Column] = [
    .text(
      "ip_kind", "The first kind of intellectual property, or none; all are in ip_kinds.",
      optional: true, of: .statistical),
    .text(
      "size_band",
      "The turnover in yuan: 100m and more, 10m to 100m, or below 10m; null in other currencies.",
      optional: true, of: .statistical),
    .integer(
      "publicly_funded", "1 where a source of funds is named; all are in funding_sources.",
      optional: true, of: .statistical),
    .text(
      "exclusivity",
      "Of the first licence among its components: exclusive, sole or nonexclusive; else none."),
    .text(
      "channel",
      "The first among its components: licence, contract R&D, collaboration, consultancy, spin-off"
        + " or mobility; options, know-how and assignments count as licence.", optional: true),
    .integer("is_option", "1 where an option is among its components."),
    .integer("is_equity", "1 where shares of a new company are among its components."),
    .day("ended_on", "When it ended, or its winding up began; of a term the last day."),
  ]

  /// What later versions of the events have brought for statistics.
  private static let counted: [ModelTable.Column] = [
    .text(
      "programme_level", "Who runs the programme: national, ministry, province or city.",
      optional: true, of: .statistical),
    .text(
      "industry", "The industry that is to use it, as scheme:code; isic4, psic or gbt4754.",
      optional: true),
    .text("source", "How the parties met: listing, matchmaking or direct.", optional: true),
    .text(
      "funding_agency", "Who gave the programme's money.", optional: true, of: .statistical),
    .text(
      "seller_size", "How large from_party is: startup, small or large.", optional: true,
      of: .statistical),
    .text(
      "buyer_size", "How large to_party is: startup, small or large.", optional: true,
      of: .statistical),
    .text(
      "royalty_band", "In per cent: none, below1, 1to3, 3to5, 5to10 or above10.",
      optional: true, of: .statistical),
    .integer(
      "term_years", "How long the agreement is to run.", optional: true, of: .statistical),
  ]

  static let components = ModelTable(
    "components", "What a deal consists of: each kind of agreement that it is.", keyLength: 2,
    [
      .deal,
      .integer("place", "In the order of the proposal, from 0."),
      .text("type", "LICENCE_EXCLUSIVE, JOINT_LAB ..."),
      .text(
        "contract_type",
        "development, transfer, licence, consulting or service; null where it counts as none.",
        optional: true),
    ])

  static let fields = ModelTable(
    "fields", "The technology field of a deal, in each scheme by its own code.", keyLength: 2,
    [
      .deal,
      .text("scheme", "gbt4754, ipc or national."),
      .text("code", "The code in that scheme, as it was given."),
    ])

  static let ipKinds = ModelTable(
    "ip_kinds", "The kinds of intellectual property in a deal.", keyLength: 2,
    [
      .deal,
      .integer("place", "In the order of the proposal, from 0.", of: .statistical),
      .text("kind", "invention patent, technical secret ... as it was given.", of: .statistical),
    ])

  static let funding = ModelTable(
    "funding_sources", "Who paid for the technology of a deal.", keyLength: 2,
    [
      .deal,
      .integer("place", "In the order of the proposal, from 0.", of: .statistical),
      .text("source", "A country or a programme, as it was given.", of: .statistical),
    ])

  static let parties = ModelTable(
    "flow_parties", "Everyone who is, or was, a party, with the side on which it stands.",
    keyLength: 2,
    [
      .deal,
      .text("party", "The party's id."),
      .integer("place", "In the order in which they came, from 0."),
      .text("role", "licensor, developer ..."),
      .text("side", "gives, takes or between, by the role."),
      .text("country", "ISO 3166-1 alpha-2."),
      .text("region", "ISO 3166-2.", optional: true, of: .statistical),
      .text("kind", "enterprise, university ...", optional: true, of: .statistical),
      .day("since_on", "When it became a party.", optional: false),
      .text("successor", "Who took its place; null while it is a party.", optional: true),
      .revision("that made it a party"),
    ])

  static func rows(of id: Identifier, _ deal: Deal) -> [ModelRow] {
    guard let proposal = deal.proposal else { return [] }
    let lists = [(ipKinds, proposal.fact.ipKinds), (funding, proposal.fact.fundingSources)]
    return [row(of: id, deal, proposal)] + componentRows(of: id, deal)
      + fieldRows(of: id, proposal.fact.field)
      + lists.flatMap { table, texts in listRows(of: id, table, texts.shown()) }
      + partyRows(of: id, deal)
  }

  private static func row(
    of id: Identifier, _ deal: Deal, _ proposal: Entered<Proposal>
  ) -> ModelRow {
    let (from, to) = deal.flow
    let entry = deal.registration
    let worth = deal.consideration
    let isCrossing: Bool? = if let from, let to { from.country != to.country } else { nil }
    let kind: [Cell] = [
      .text(deal.types.first?.rawValue ?? ""),
      .code(deal.contractType),
      .text(proposal.fact.field?.national?.text), .text(proposal.fact.programme.shown()?.text),
      .integer(proposal.fact.trl.shown()?.value), .text(proposal.fact.listing?.text),
    ]
    let days: [Cell] = [
      .day(proposal.at.day), .day(deal.signedOn), .day(deal.effectiveOn), .day(entry?.on),
      .integer(entry?.on.civil.year), .text(entry?.rule.text), .text(worth?.payment?.rawValue),
    ]
    return ModelRow(
      flow,
      [.id(id), .text(deal.phase.rawValue)], side(from), side(to), [.flag(isCrossing)], kind,
      days, .money(worth?.turnover), .money(worth?.technologyValue), counting(deal, worth),
      [.integer(proposal.revision)], counted(proposal.fact, from, to, worth))
  }

  private static func counting(_ deal: Deal, _ worth: Consideration?) -> [Cell] {
    [
      .text(deal.ipKind), .code(SizeBand(worth?.turnover)), .flag(deal.isPubliclyFunded),
      .code(deal.exclusivity), .code(deal.channel), .flag(deal.types.contains(.option)),
      .flag(deal.types.contains(.spinoffEquity)), .day(deal.endedOn),
    ]
  }

  private static func counted(
    _ proposal: Proposal, _ from: Party?, _ to: Party?, _ worth: Consideration?
  ) -> [Cell] {
    [
      .text(proposal.programmeLevel.shown()?.rawValue), .text(proposal.industry?.text),
      .text(proposal.source?.rawValue), .text(proposal.fundingAgency.shown()?.text),
      .text(from?.size.shown()?.rawValue), .text(to?.size.shown()?.rawValue),
      .text(worth?.royaltyBand?.rawValue), .integer(worth?.termYears),
    ]
  }

  private static func side(_ party: Party?) -> [Cell] {
    [
      .id(party?.party), .text(party?.country.text), .text(party?.region.shown()?.text),
      .text(party?.kind.shown()?.rawValue),
    ]
  }

  private static func componentRows(of id: Identifier, _ deal: Deal) -> [ModelRow] {
    deal.types.enumerated().map { place, type in
      ModelRow(
        components, .id(id), .integer(place), .text(type.rawValue),
        .text(type.contractType?.rawValue))
    }
  }

  private static func fieldRows(of id: Identifier, _ field: TechnologyField?) -> [ModelRow] {
    let codes = [
      ("gbt4754", field?.gbt4754), ("ipc", field?.ipc), ("national", field?.national),
    ]
    return codes.compactMap { scheme, code in
      code.map { ModelRow(fields, .id(id), .text(scheme), .text($0.text)) }
    }
  }

  private static func listRows(
    of id: Identifier, _ table: ModelTable, _ texts: [Text]?
  ) -> [ModelRow] {
    (texts ?? []).enumerated().map { place, text in
      ModelRow(table, .id(id), .integer(place), .text(text.text))
    }
  }

  private static func partyRows(of id: Identifier, _ deal: Deal) -> [ModelRow] {
    deal.members.enumerated().map { place, member in
      let party = member.party
      return ModelRow(
        parties, .id(id), .id(member.id), .integer(place), .text(party.role.rawValue),
        .text(party.role.side.rawValue), .text(party.country.text),
        .text(party.region.shown()?.text), .text(party.kind.shown()?.rawValue),
        .day(member.since.day), .id(member.successor), .integer(member.revision))
    }
  }
}

extension Industry {
  /// Scheme and code, as a read model has them.
  var text: String { "\(scheme.rawValue):\(code.text)" }
}

extension Deal {
  /// The first entry in a register that an authority has granted.
  fileprivate var registration: (on: Day, rule: Text)? {
    let entries = cases.filter(\.registers).compactMap { known in
      known.grantedOn.map { (on: $0, rule: known.opening.fact.rule) }
    }
    return entries.enumerated().min { ($0.element.on, $0.offset) < ($1.element.on, $1.offset) }?
      .element
  }
}
