import DealRecords
import Deals
import EventLog
import Foundation
import Testing

@testable import Projections

/// What a column is declared to hold is held against what it does hold, over all scenarios and the network.
@Suite struct `The class of a column` {
  private let log: TemporaryLog

  init() throws {
    log = try TemporaryLog()
    try log.submit(Scenarios.interleaved() + Scenarios.network("example"))
  }

  /// The rows of a file that shows these classes, by their tables and keys.
  private func rows(showing classes: Set<DisclosureClass>) throws -> [[Cell]: ModelRow] {
    var fold = ModelFold(ReadModels.projections, Exposure(classes, log.vault))
    let batch = try log.store.withSnapshot { snapshot throws(LogFault) in
      try fold.run(
        from: try LogPoint(before: 0, in: snapshot), count: 10_000, passingOver: ParkedSet([]),
        in: snapshot)
    }
    #expect(batch.parked.isEmpty)
    let rows = batch.groups.flatMap(\.rows)
    return Dictionary(uniqueKeysWithValues: rows.map { ([.text($0.table.name)] + $0.key, $0) })
  }

  @Test func `is that of what it shows, and of nothing else`() throws {
    let open = try rows(showing: [.public])
    var seen: Set<String> = []
    for disclosure in DisclosureClass.allCases where disclosure != .public {
      let shown = try rows(showing: [.public, disclosure])
      #expect(Set(open.keys).isSubset(of: shown.keys))
      for (key, row) in shown {
        let before = open[key]?.cells ?? [row.cells[0]] + row.cells.dropFirst().map { _ in .null }
        for (column, (old, new)) in zip(row.table.columns, zip(before, row.cells)) where old != new
        {
          // The document shows what the file does, and a row to search in has a class of its own.
          if column.name != "document", row.table.name != "search_texts" {
            #expect(column.disclosure == disclosure, "\(row.table.name).\(column.name)")
          }
          seen.insert("\(row.table.name).\(column.name)")
        }
      }
    }
    let declared = ReadModels.projections.flatMap { $0.tables }.flatMap { table in
      table.columns.filter { $0.disclosure != .public }.map { "\(table.name).\($0.name)" }
    }
    // No scenario has a natural person for a party.
    let unseen: Set = ["deal_parties.name"]
    #expect(Set(declared).subtracting(seen) == unseen)
  }

  @Test(arguments: ReadModels.projections.map { $0.name })
  func `is at most the one that its projection declares`(name: String) throws {
    let projection = try #require(ReadModels.projections.first { $0.name == name })
    let order = DisclosureClass.allCases
    let highest = projection.tables.flatMap { $0.columns }
      .compactMap { order.firstIndex(of: $0.disclosure) }.max()
    #expect(highest == order.firstIndex(of: projection.highestClass))
  }

  @Test func `keeps what is the parties' own or personal out of a ministry's file`() throws {
    let classes = ReaderRole.ministry.classes
    #expect(classes.isDisjoint(with: [.parties, .sealed, .personal]))
    var hidden = 0
    for row in try rows(showing: classes).values where row.table.name != "deals" {
      if row.table.name == "search_texts" {
        #expect(classes.contains { row.cells[1] == .text($0.rawValue) })
        continue
      }
      for (column, cell) in zip(row.table.columns, row.cells)
      where !classes.contains(column.disclosure) && cell != .text(DealDocument.sealed)
        && !(row.table.name == "deal_parties" && column.name == "name")
      {
        #expect(cell == .null, "\(row.table.name).\(column.name)")
        hidden += 1
      }
    }
    #expect(hidden > 100)
  }
}

@Suite struct `The rules that ask for a register entry` {
  @Test func `are those of the rule file`() throws {
    struct Rule: Decodable { let id, kind: String }
    struct File: Decodable { let rules: [Rule] }
    let data = try Data(
      contentsOf: Scenarios.repository.appending(path: "Schemas/domain/rules.json"))
    let rules =
      try (try? JSONDecoder().decode(File.self, from: data))?.rules
      ?? JSONDecoder().decode([Rule].self, from: data)
    let expected = rules.filter { ["REGISTER", "RECORD"].contains($0.kind) }.map(\.id)
    #expect(RegisterRules.ids == Set(expected))
  }
}
