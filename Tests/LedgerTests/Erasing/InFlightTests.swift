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
    let places = try await bench.open { ledger async throws in
      let places = try await race(in: ledger, rounds: 4)
      try expectKept(places, in: ledger)
      #expect(try ledger.checkKeys().isSound)
      return places
    }
    #expect(places.count == 4 * 64)
    let replayed = try bench.replay()
    #expect(replayed.exitCode == 0, "\(replayed.problems)")
  }

  @Test func `are as safe where another process orders the erasure`() async throws {
    let bench = try ErasureBench()
    try await bench.submit(Commands.propose("D0"))
    try await bench.open { ledger async throws in
      _ = try await ledger.handle(Commands.introduce("D1", "p-1", name: "canary"))
    }
    // The order stands in the log, and whoever recorded it has not come to the keys.
    let keys = try bench.copy("keys")
    try await bench.submit(Commands.erase("D0", "p-1"))
    try bench.putBack("keys", from: keys)
    try await bench.open { ledger async throws in
      #expect(!(try ledger.shown().contains("canary")))
      let outcome = try await ledger.handle(Commands.introduce("D2", "p-1", name: "canary"))
      #expect(outcome.code == "accepted")
      #expect(try ledger.shown().contains("canary"))
      #expect(try ledger.checkKeys().isSound)
    }
  }

  /// Sends 64 commands about a person at once, and an order to erase among them, several times.
  private func race(in ledger: Ledger, rounds: Int) async throws -> [GlobalPosition] {
    var places: [GlobalPosition] = []
    for round in 0..<rounds {
      places += try await withThrowingTaskGroup(of: GlobalPosition?.self) { group in
        for number in 0..<65 {
          group.addTask {
            if number == 20 {
              let at = "2021-10-01T0\(round):00:00Z"
              let outcome = try await ledger.handle(Commands.erase("D0", "p-1", at: at))
              #expect(outcome.code == "accepted")
              return nil
            }
            let line = Commands.introduce("D-\(round)-\(number)", "p-1", name: "canary")
            let outcome = try await ledger.handle(line)
            #expect(outcome.code == "accepted")
            return outcome.receipt?.last?.position
          }
        }
        return try await group.reduce(into: []) { places, place in
          if let place { places.append(place) }
        }
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
