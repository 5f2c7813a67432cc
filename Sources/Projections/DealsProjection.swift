public import DealRecords
public import Deals
public import EventLog

/// Every deal as it stands: what `list`, `search` and `show` need.
public enum DealsProjection: Projection {
  public static let name = "deals"
  public static let version = 5
  public static let highestClass = DisclosureClass.personal

  public static let tables = [deals, titles, types, parties]

  static let deals = ModelTable(
    "deals", "One row for each deal, as its events have left it.",
    [
      .text("deal", "The deal's id."),
      .text("state", "Where it stands: Proposed, Negotiating, Effective, Closed ..."),
      .text("title", "In English, or else in the first language by tag. See deal_titles."),
      .text("proposed_at", "When it was proposed, with the offset it was given with."),
      .text("last_at", "When the last event legally happened."),
      .integer("revision", "The revision of the last event, from 0."),
      .integer("position", "The place of the last event among all events, from 0."),
    ], indexes: [["state"], ["last_at"]])

  static let titles = ModelTable(
    "deal_titles", "A deal's title in each of its languages.", keyLength: 2,
    [
      .text("deal", "The deal's id."),
      .text("language", "A BCP 47 tag, such as th or zh-Hans."),
      .text("title", "The title in this language."),
    ])

  static let types = ModelTable(
    "deal_types", "What kinds of agreement a deal is.", keyLength: 2,
    [
      .text("deal", "The deal's id."),
      .text("type", "LICENCE_EXCLUSIVE, JOINT_LAB ..."),
      .integer("place", "In the order of the proposal, from 0."),
    ], indexes: [["type"]])

  static let parties = ModelTable(
    "deal_parties", "Who is, or was, a party to a deal.", keyLength: 2,
    [
      .text("deal", "The deal's id."),
      .text("party", "The party's id."),
      .integer("place", "In the order in which they came, from 0."),
      .text(
        "name", "The party's name; sealed where it is not for this file's classes.", of: .personal),
      .text("name_class", "Whose name it is: public, or personal for that of a natural person."),
      .text("country", "ISO 3166-1 alpha-2."),
      .text("role", "licensor, developer ..."),
      .text("successor", "Who took its place; null while it is a party.", optional: true),
    ], indexes: [["party"], ["country"]])

  public static func rows(after event: LoggedEvent, state: StreamState?) -> [ModelRow] {
    guard case .deal(let deal) = state, case .deal(let id) = event.subject else { return [] }
    return [row(of: id, deal, event)] + titleRows(of: id, deal) + typeRows(of: id, deal)
      + partyRows(of: id, deal)
  }

  public static func stream(owning owner: Cell) -> StreamName? {
    guard case .text(let id) = owner else { return nil }
    return Identifier(text: id).map { Subject.deal($0).stream }
  }

  private static func row(of id: Identifier, _ deal: Deal, _ event: LoggedEvent) -> ModelRow {
    ModelRow(
      deals, .text(id.text), .text(deal.phase.rawValue), .text(deal.title.inLanguage("en")),
      .text(deal.proposal?.at.text ?? ""), .text(event.occurred.text), .integer(event.revision),
      .integer(event.position.rawValue))
  }

  private static func titleRows(of id: Identifier, _ deal: Deal) -> [ModelRow] {
    deal.title.texts.sorted { $0.key < $1.key }.map { language, title in
      ModelRow(titles, .text(id.text), .text(language), .text(title.text))
    }
  }

  private static func typeRows(of id: Identifier, _ deal: Deal) -> [ModelRow] {
    var rows: [ModelRow] = []
    for (place, type) in deal.types.enumerated() where !deal.types[..<place].contains(type) {
      rows.append(ModelRow(types, .text(id.text), .text(type.rawValue), .integer(place)))
    }
    return rows
  }

  private static func partyRows(of id: Identifier, _ deal: Deal) -> [ModelRow] {
    deal.members.enumerated().map { place, member in
      ModelRow(
        parties, .text(id.text), .text(member.id.text), .integer(place),
        .text((member.party.name ?? member.party.personName)?.text ?? DealDocument.sealed),
        .text(member.party.nameClass.rawValue), .text(member.party.country.text),
        .text(member.party.role.rawValue), .text(member.successor?.text))
    }
  }
}

extension Party {
  /// The name of a natural person, where it is open.
  fileprivate var personName: Text? { (person.value ?? nil)?.name }
  fileprivate var nameClass: DisclosureClass { name == nil ? .personal : .public }
}
