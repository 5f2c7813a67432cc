import EventLog
import Testing

@testable import Projections

@Suite struct `Rows that were made before their turn` {
  /// A stream whose events stand at these positions.
  private func stream(_ positions: some Sequence<UInt64>) throws -> EarlyStream {
    let name = try StreamName("deal/D1")
    var stream = EarlyStream(where: nil)
    for position in positions {
      stream.take(position) { part in
        let row = ModelRow(
          ParkedStream.table, .text("p"), .text("s"), .integer(position), .text("né \(position)"))
        part.give([row], of: 0, name)
      }
    }
    return stream
  }

  private func cells(of entry: EarlyRows.Entry?) -> [[Cell]]? {
    entry.map { entry in
      var part = ModelPart()
      part.give(entry)
      var cells: [[Cell]] = []
      part.handOn { runs, rows, _, _ in
        for run in runs { cells += rows.unpacked(rows.runs[run]).map(\.cells) }
      } parked: { _ in
      }
      return cells
    }
  }

  private func expected(_ position: UInt64) -> [[Cell]] {
    [[.text("p"), .text("s"), .integer(position), .text("né \(position)")]]
  }

  @Test func `are given in the part in which their event stands`() throws {
    let (rows, length) = (EarlyRows(), PartFold.length)
    var own = rows.take(0)
    rows.keep(try stream([3, 5, length, 3 * length + 7]), from: 0, &own)
    #expect(own.positions == [3, 5])
    #expect(cells(of: own[5]) == expected(5))
    #expect(cells(of: rows.take(1)[length]) == expected(length))
    #expect(rows.take(2).positions.isEmpty)
    #expect(cells(of: rows.take(3)[3 * length + 7]) == expected(3 * length + 7))
  }

  @Test func `are not kept for a part that was begun`() throws {
    let (rows, length) = (EarlyRows(), PartFold.length)
    var own = rows.take(0)
    _ = rows.take(1)
    rows.keep(try stream([0, length, 2 * length]), from: 0, &own)
    #expect(rows.take(1).positions.isEmpty)
    #expect(rows.take(2).positions == [0])
  }

  @Test func `are kept up to a number of events, and again once some were given`() throws {
    let (rows, length) = (EarlyRows(capacity: 1000), PartFold.length)
    var own = rows.take(0)
    let long: UInt64 = 1000
    #expect(rows.hasRoom)
    rows.keep(try stream(1...long), from: 0, &own)
    #expect(!rows.hasRoom)
    rows.keep(try stream([long + 1]), from: 0, &own)
    let last = PartFold.part(of: long)
    for part in 1..<last { #expect(rows.take(part).positions.count == Int(length)) }
    #expect(rows.take(last).positions.last == long % length)
    #expect(rows.hasRoom)
    rows.keep(try stream([long + length]), from: 0, &own)
    #expect(rows.take(last + 1).positions.count == 1)
  }
}

extension EarlyRows.Entries {
  /// Of what came, within the part.
  fileprivate var positions: [UInt64] {
    (0..<PartFold.length).filter { self[$0] != nil }
  }
}
