import DealRecords
import Deals
import EventLog
import Foundation
import Keyring
import Replay
import Testing

@testable import Ledger

@Suite struct `Commands about a person in flight` {
  @Test func `are erased by an order after them, or open: none is lost in between`() async throws {
    let bench = try ErasureBench()
    try await bench.submit(Commands.propose("D0"))
    let rounds = Nightly.isOn ? 9 : 2
    let places = try await bench.open { ledger async throws in
      let places = try await race(in: ledger, rounds: rounds)
      try expectKept(places, in: ledger)
      #expect(try ledger.checkKeys().isSound)
      return places
    }
    #expect(places.count == rounds * 64 * 3)
    let replayed = try bench.replay()
    #expect(replayed.exitCode == 0, "\(replayed.problems)")
  }

  /// Sends 64 commands about a person at once, and an order to erase among them, several times.
  private func race(in ledger: Ledger, rounds: Int) async throws -> [GlobalPosition] {
    var places: [GlobalPosition] = []
    for round in 0..<rounds {
      places += try await withThrowingTaskGroup(of: [GlobalPosition].self) { group in
        for number in 0..<65 {
          group.addTask {
            if number == 20 {
              let at = "2021-10-01T0\(round):00:00Z"
              let outcome = try await ledger.handle(Commands.erase("D0", "p-1", at: at))
              #expect(outcome.code == "accepted")
              return []
            }
            var places: [GlobalPosition] = []
            for turn in 0..<3 {
              let deal = "D-\(round)-\(number)-\(turn)"
              let outcome = try await ledger.handle(
                Commands.introduce(deal, "p-1", name: "canary"))
              #expect(outcome.code == "accepted")
              places += outcome.receipt?.last.map { [$0.position] } ?? []
            }
            return places
          }
        }
        return try await group.reduce(into: []) { $0 += $1 }
      }
    }
    return places
  }

  private func expectKept(_ places: [GlobalPosition], in ledger: Ledger) throws {
    let lines = try ledger.lines()
    let order = try #require(
      lines.lastIndex { $0["type"] == DealEventKind.personalDataErased.rawValue })
    for place in places {
      let event = try ledger.event(at: place, showing: Set(DisclosureClass.allCases))
      let isShown = "\(event?.fact as Any)".contains("canary")
      #expect(isShown == (place.rawValue > order), "position \(place), the order at \(order)")
    }
  }
}
