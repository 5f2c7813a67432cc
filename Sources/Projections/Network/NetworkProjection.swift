import DealRecords
import Deals
import EventLog

/// What the network consists of and what it does: a row for each thing, as its events have left it.
enum NetworkProjection: Projection {
  static let name = "network"
  static let version = 2
  static let highestClass = DisclosureClass.statistical
  static let tables = [
    streams, members, mechanisms, facilities, gatherings, trainings, indicators,
  ]

  static let streams = ModelTable(
    "network", "One row for each thing of the network, as its last event has left it.",
    [
      .text("id", "Its id, which is that of a row of members, mechanisms, facilities ..."),
      .text("last_at", "When the last event legally happened."),
      .integer("revision", "The revision of the last event, from 0."),
      .integer("position", "The place of the last event among all events, from 0."),
    ], indexes: [["last_at"]])

  static func rows(after event: LoggedEvent, state: StreamState?) -> [ModelRow] {
    guard case .network(let entry) = state, case .network(let id) = event.subject else { return [] }
    let stream = ModelRow(
      streams, .text(id.text), .text(event.occurred.text), .integer(event.revision),
      .integer(event.position.rawValue))
    return [stream] + rows(of: id, entry.thing)
  }

  private static func rows(of id: Identifier, _ thing: NetworkEntry.Thing?) -> [ModelRow] {
    switch thing {
    case .organisation(let organisation): rows(of: id, organisation)
    case .mechanism(let mechanism): [row(of: id, mechanism)]
    case .facility(let facility): [row(of: id, facility)].compactMap(\.self)
    case .gathering(let gathering): [row(of: id, gathering)]
    case .training(let training): [row(of: id, training)]
    case .figure, nil: []
    }
  }

  static func stream(owning owner: Cell) -> StreamName? {
    guard case .text(let id) = owner else { return nil }
    return Identifier(text: id).map { Subject.network($0).stream }
  }
}

extension ModelTable.Column {
  static let evidenceHash = text(
    "evidence_hash", "The hash of a document that shows it.", optional: true, of: .statistical)

  static func country(_ name: String, _ what: String, optional: Bool = false) -> Self {
    text(name, "\(what) ISO 3166-1 alpha-2.", optional: optional)
  }
}

extension [ModelTable.Column] {
  /// What a row rests on.
  static let basis: Self = [
    .text("source", "Who says so; null where nobody is named.", optional: true), .evidenceHash,
    .integer("synthetic", "1 where it is invented for a demonstration, else 0."),
  ]
}

extension [Cell] {
  static func basis(
    _ source: Text?, _ evidence: Sealed<Digest?>, synthetic: Bool?
  ) -> [Cell] {
    [
      .text(source?.text), .text(evidence.shown()?.text), .integer(synthetic == true ? 1 : 0),
    ]
  }
}
