import DealRecords
import Deals
import EventLog
import Synchronization

@testable import Projections

/// What the projections of these tests give, and what they cannot apply.
protocol Ledgered: Projection {
  static func cells(of deal: Deal) -> (paid: Int, disputes: Int, titles: String)
}

/// Payments, disputes and titles of each deal.
enum Sound: Ledgered {
  static let name = "seeded"
  static let version = 1
  static let highestClass = DisclosureClass.public
  static let table = ModelTable(
    "seeded", "A row for each deal.",
    [
      .text("deal", "The deal's id."), .integer("paid", "How many payments."),
      .integer("disputes", "How many disputes."), .text("titles", "The languages of its title."),
    ], indexes: [["paid"]])
  static let tables = [table]

  static func cells(of deal: Deal) -> (paid: Int, disputes: Int, titles: String) {
    (
      deal.payments.count, deal.disputes.count,
      deal.title.texts.keys.sorted().joined(separator: " ")
    )
  }
}

extension Ledgered {
  static var name: String { Sound.name }
  static var version: Int { Sound.version }
  static var highestClass: DisclosureClass { Sound.highestClass }
  static var tables: [ModelTable] { Sound.tables }

  static func rows(after event: LoggedEvent, state: StreamState?) -> [ModelRow] {
    guard case .deal(let deal) = state, case .deal(let id) = event.subject else { return [] }
    let (paid, disputes, titles) = cells(of: deal)
    return [
      ModelRow(
        Sound.table, .text(id.text), .integer(paid), .integer(disputes), .text(titles))
    ]
  }

  static func stream(owning owner: Cell) -> StreamName? { DealsProjection.stream(owning: owner) }
}

enum WrongSign: Ledgered {
  static func cells(of deal: Deal) -> (paid: Int, disputes: Int, titles: String) {
    let sound = Sound.cells(of: deal)
    return (-sound.paid, sound.disputes, sound.titles)
  }
}

enum MissedType: Ledgered {
  static func cells(of deal: Deal) -> (paid: Int, disputes: Int, titles: String) {
    let sound = Sound.cells(of: deal)
    return (sound.paid, 0, sound.titles)
  }
}

/// The titles as a dictionary happened to have them.
enum DictionaryOrder: Ledgered {
  static func cells(of deal: Deal) -> (paid: Int, disputes: Int, titles: String) {
    let sound = Sound.cells(of: deal)
    return (
      sound.paid, sound.disputes,
      deal.title.texts.keys.sorted(by: >).joined(separator: " ")
    )
  }
}

/// The next version of it.
enum Newer: Ledgered {
  static let version = 2

  static func cells(of deal: Deal) -> (paid: Int, disputes: Int, titles: String) {
    let sound = Sound.cells(of: deal)
    return (sound.paid + 1000, sound.disputes, sound.titles)
  }
}

/// Cannot apply an event of the deal D06 until it is put right, nor can what follows each event.
final class Poison: Sendable {
  /// The position that cannot be applied; none once it is put right.
  static let position = Mutex<UInt64?>(nil)

  static func objection(to event: LoggedEvent) -> String? {
    position.withLock { $0 } == event.position.rawValue ? "on purpose" : nil
  }
}

enum PoisonedDeals: Ledgered {
  static func cells(of deal: Deal) -> (paid: Int, disputes: Int, titles: String) {
    Sound.cells(of: deal)
  }

  static func objection(to event: LoggedEvent) -> String? { Poison.objection(to: event) }
}

/// A row for each stream, of whatever kind.
enum PoisonedStreams: Projection {
  static let name = "poisoned_streams"
  static let version = 1
  static let highestClass = DisclosureClass.public
  static let table = ModelTable(
    "poisoned_streams", "A row for each stream.",
    [.text("stream", "Its name."), .integer("position", "Its last event.")])
  static let tables = [table]

  static func rows(after event: LoggedEvent, state: StreamState?) -> [ModelRow] {
    [ModelRow(table, .text(event.stream.text), .integer(event.position.rawValue))]
  }

  static func stream(owning owner: Cell) -> StreamName? { nil }
  static func objection(to event: LoggedEvent) -> String? { Poison.objection(to: event) }
}
