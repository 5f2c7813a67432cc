import Deals

extension NetworkProjection {
  static let facilities = ModelTable(
    "facilities", "One row for each laboratory, centre, park and platform.",
    [
      .text("facility", "Its id."),
      .text("name", "In English, or else in the first language by tag."),
      .text("kind", "lab, centre, park, platform or servicePlatform."),
      .text(
        "level",
        "nationalBilateral, guangxiSupported or other: sets that are never to be added up."
      ),
      .country("country", "Where it stands; null where no source says.", optional: true),
      .text("sector", "modernAgriculture, newEnergy ...", optional: true),
      .text("sponsor_region", "Whose bodies set it up. ISO 3166-2.", optional: true),
      .text("state", "planned, open or closed."),
      .day("planned_on", "When it was agreed upon."),
      .day("opened_on", "When it opened."),
      .day("closed_on", "When it closed, or its plan was given up."),
    ], .money("equipment", "What its equipment is worth.", of: .statistical), .basis)

  static let gatherings = ModelTable(
    "gatherings", "One row for each forum, matchmaking and consultation.",
    [
      .text("gathering", "Its id."),
      .text("name", "In English, or else in the first language by tag."),
      .text("kind", "forum, matchmaking, parkConsultation, training or other."),
      .integer("edition", "The how-manieth of its series.", optional: true),
      .country("country", "Where it was held, or with whom."),
      .day("from_on", "Its first day.", optional: false),
      .day("to_on", "Its last.", optional: false),
      .integer("projects", "How many projects were put forward.", optional: true),
      .integer("enterprises", "How many enterprises took part.", optional: true),
      .integer("agreements", "How many agreements its organisers counted.", optional: true),
    ], .basis)

  static let trainings = ModelTable(
    "trainings", "One row for each training, in numbers alone.",
    [
      .text("training", "Its id."),
      .text("programme", "The programme that it belongs to."),
      .country("home_country", "Where those who took part came from."),
      .country("host_country", "Where it took place."),
      .text("sector", "modernAgriculture, newEnergy ...", optional: true),
      .text("facility", "Where in the network it took place.", optional: true),
      .day("from_on", "Its first day.", optional: false),
      .day("to_on", "Its last.", optional: false),
      .integer("days", "How many days it had."),
      .integer("persons", "How many took part."),
      .integer("placements", "How many of them were placed after it.", optional: true),
      .integer("startups", "How many companies came of it.", optional: true),
    ], .basis)

  static func row(of id: Identifier, _ facility: Facility) -> ModelRow? {
    guard let fact = facility.description?.fact else { return nil }
    let state = facility.closing != nil ? "closed" : facility.opening != nil ? "open" : "planned"
    let first: [Cell] = [
      .id(id), .text(fact.name.inLanguage("en")), .text(fact.kind.rawValue),
      .text(fact.level.rawValue), .text(fact.country?.text), .text(fact.sector?.rawValue),
      .text(fact.sponsorRegion?.text), .text(state), .day(facility.plan?.fact.on),
      .day(facility.opening?.fact.on), .day(facility.closing?.fact.on),
    ]
    return ModelRow(
      facilities,
      first, .money(fact.equipmentValue.shown()),
      .basis(fact.source, fact.evidenceHash, synthetic: fact.synthetic))
  }

  static func row(of id: Identifier, _ gathering: Entered<Gathering>) -> ModelRow {
    let fact = gathering.fact
    let first: [Cell] = [
      .id(id), .text(fact.name.inLanguage("en")), .text(fact.kind.rawValue),
      .integer(fact.edition), .text(fact.country.text), .day(fact.from), .day(fact.to),
      .integer(fact.projects), .integer(fact.enterprises), .integer(fact.agreements),
    ]
    return ModelRow(
      gatherings, first, .basis(fact.source, fact.evidenceHash, synthetic: fact.synthetic))
  }

  static func row(of id: Identifier, _ training: Entered<Training>) -> ModelRow {
    let fact = training.fact
    let first: [Cell] = [
      .id(id), .text(fact.programme.text), .text(fact.homeCountry.text),
      .text(fact.hostCountry.text), .text(fact.sector?.rawValue), .id(fact.facility),
      .day(fact.from), .day(fact.to), .integer(fact.days.value), .integer(fact.persons.value),
      .integer(fact.placements), .integer(fact.startups),
    ]
    return ModelRow(
      trainings, first, .basis(fact.source, fact.evidenceHash, synthetic: fact.synthetic))
  }
}
