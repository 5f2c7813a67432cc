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
    try log.submit(
      Scenarios.interleaved() + Scenarios.laterFields + Scenarios.network("example"))
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
          // A row to search in has a class of its own.
          if row.table.name != "search_texts" {
            #expect(column.disclosure == disclosure, "\(row.table.name).\(column.name)")
          }
          seen.insert("\(row.table.name).\(column.name)")
        }
      }
    }
    let declared = ReadModels.projections.flatMap { $0.tables }.flatMap { table in
      table.columns.filter { $0.disclosure != .public }.map { "\(table.name).\($0.name)" }
    }
    // No scenario has a natural person for a party, is paid in yuan, or tells Thailand or the
    // Philippines of research that they paid for; nobody has paid in the one deal of such research,
    // and it goes on. Where the size of a party is told, nobody has paid.
    let unseen: Set = [
      "deal_parties.name", "flow.size_band", "payments.funding_country",
      "payments.funding_agency", "payments.buyer_size",
      "utilisation.disclosed_on", "utilisation.disclosed_in_time", "utilisation.ended_on",
    ]
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

@Suite struct `The rules by which tables tell cases and clauses apart` {
  private let kinds: [String: String]

  init() throws {
    struct Rule: Decodable { let id, kind: String }
    struct File: Decodable { let rules: [Rule] }
    let data = try Data(
      contentsOf: Scenarios.repository.appending(path: "Schemas/domain/rules.json"))
    let rules =
      try (try? JSONDecoder().decode(File.self, from: data))?.rules
      ?? JSONDecoder().decode([Rule].self, from: data)
    kinds = Dictionary(uniqueKeysWithValues: rules.map { ($0.id, $0.kind) })
  }

  @Test func `ask for a register entry as the rule file says`() {
    let expected = kinds.filter { ["REGISTER", "RECORD"].contains($0.value) }
    #expect(RegisterRules.ids == Set(expected.keys))
  }

  @Test func `ask something of a clause as the rule file says`() {
    let words: [String: ClauseRule] = [
      "CLAUSE_PROHIBITED": .prohibited, "CLAUSE_REQUIRED": .required, "CLAUSE_CHECK": .check,
    ]
    #expect(ClauseRule.byID == kinds.compactMapValues { words[$0] })
  }

  @Test func `stand before a technology as the rule file says`() {
    let words: [String: ScreeningRule] = [
      "GATE_BEFORE_NEGOTIATION": .letterOfIntent, "GATE_BEFORE_SIGNATURE": .approval,
      "LICENCE": .licence, "PROHIBIT": .prohibition,
    ]
    #expect(ScreeningRule.byID == kinds.compactMapValues { words[$0] })
  }

  @Test func `are counted one by one only where the rule file has them`() {
    let named =
      NamedRule.vietnamesePermits + [NamedRule.philippineExemption, NamedRule.thaiDisclosure]
    #expect(named.allSatisfy { kinds[$0] != nil })
  }
}
