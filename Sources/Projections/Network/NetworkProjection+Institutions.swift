import Deals

extension NetworkProjection {
  static let members = ModelTable(
    "members", "One row for each time that an organisation was a member of the network.",
    keyLength: 2,
    [
      .text("member", "The member's id."),
      .integer("place", "The how-manieth time that it is a member, from 0."),
      .text("name", "In English, or else in the first language by tag."),
      .country("country", "Where it is at home."),
      .text("region", "ISO 3166-2.", optional: true),
      .text(
        "kind", "enterprise, researchInstitute, university, government, intermediary or other."),
      .day("joined_on", "When it joined.", optional: false),
      .day("left_on", "When it left."),
    ], .basis,
    [
      .integer("revision", "The event by which it joined: its revision in its stream, from 0.")
    ], indexes: [["joined_on"]])

  static let indicators = ModelTable(
    "indicators", "One row for what an institution reports of itself for a period, as it stands.",
    keyLength: 4,
    [
      .text("institution", "The institution's id."),
      .text("indicator", "researchExpenditure, researchers, inventionDisclosures ..."),
      .day("from_on", "The first day of the period.", optional: false),
      .day("to_on", "The last.", optional: false),
      .text("name", "What the institution is called.", optional: true),
      .country("country", "Where it is at home."),
    ], .sum("value", "What was counted.", of: .statistical),
    .money("amount", "What was added up in money.", of: .statistical), .basis,
    [
      .integer("revision", "The event that says so: its revision in its stream, from 0.")
    ], indexes: [["to_on"]])

  static let mechanisms = ModelTable(
    "mechanisms", "One row for each mechanism and working group between governments.",
    [
      .text("mechanism", "Its id."),
      .text("name", "In English, or else in the first language by tag.", optional: true),
      .text("kind", "bilateralMechanism or workingGroup."),
      .country("country", "The country on the other side."),
      .text("counterpart", "The authority on the other side.", optional: true),
      .day("established_on", "When it was established.", optional: false),
      .day("ended_on", "When it ended."),
    ], .basis)

  static func rows(of id: Identifier, _ organisation: Organisation) -> [ModelRow] {
    let memberships = organisation.memberships.enumerated().map { place, membership in
      row(of: id, place, membership)
    }
    let name = organisation.memberships.last?.joining.fact.name
    return memberships + organisation.indicators.map { row(of: id, $0, called: name) }
  }

  private static func row(
    of id: Identifier, _ place: Int, _ membership: Organisation.Membership
  ) -> ModelRow {
    let fact = membership.joining.fact
    let first: [Cell] = [
      .id(id), .integer(place), .text(fact.name.inLanguage("en")), .text(fact.country.text),
      .text(fact.region?.text), .text(fact.kind.rawValue), .day(fact.joinedOn),
      .day(membership.leaving?.fact.leftOn),
    ]
    return ModelRow(
      members,
      first, .basis(fact.source, fact.evidenceHash, synthetic: fact.synthetic),
      [.integer(membership.joining.revision)])
  }

  private static func row(
    of id: Identifier, _ report: Entered<Indicator>, called known: LocalizedText?
  ) -> ModelRow {
    let fact = report.fact
    let first: [Cell] = [
      .id(id), .text(fact.indicator.rawValue), .day(fact.from), .day(fact.to),
      .text((fact.name ?? known)?.inLanguage("en")), .text(fact.country.text),
    ]
    return ModelRow(
      indicators,
      first, .sum(fact.value.shown()), .money(fact.amount.shown()),
      .basis(fact.source, fact.evidenceHash, synthetic: fact.synthetic),
      [.integer(report.revision)])
  }

  static func row(of id: Identifier, _ mechanism: Mechanism) -> ModelRow {
    let fact = mechanism.establishment.fact
    let first: [Cell] = [
      .id(id), .text(fact.name?.inLanguage("en")), .text(fact.kind.rawValue),
      .text(fact.country.text), .text(fact.counterpart?.inLanguage("en")),
      .day(fact.establishedOn), .day(mechanism.ending?.fact.endedOn),
    ]
    return ModelRow(
      mechanisms, first, .basis(fact.source, fact.evidenceHash, synthetic: fact.synthetic))
  }
}
