import DealRecords
import Deals
import EventLog

/// One concern of every deal: its rows follow from what the deal has come to, and from nothing else.
protocol DealConcern: Projection {
  static func rows(of id: Identifier, _ deal: Deal) -> [ModelRow]
}

extension DealConcern {
  static func rows(after event: LoggedEvent, state: StreamState?) -> [ModelRow] {
    guard case .deal(let deal) = state, case .deal(let id) = event.subject else { return [] }
    return rows(of: id, deal)
  }

  static func stream(owning owner: Cell) -> StreamName? {
    guard case .text(let id) = owner else { return nil }
    return Identifier(text: id).map { Subject.deal($0).stream }
  }
}
