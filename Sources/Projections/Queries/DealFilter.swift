public import Deals

/// Which deals are asked for: those that meet all that is given.
public struct DealFilter: Hashable, Sendable {
  /// Any of these; empty for all.
  public var states: Set<Phase> = []
  /// A party to the deal now.
  public var party: Identifier?
  /// The country of a party to the deal now.
  public var country: Country?
  public var type: AgreementType?
  /// What whoever asks may see: other values read sealed, and nothing is found by them.
  public var classes = Set(DisclosureClass.allCases)
  /// Found in the id, a title, the name of one who is or was a party, or another text.
  public var text: SearchQuery?
  /// Whether what fits the text best comes first, and not the lowest id.
  public var isRanked = false
  /// Only deals whose ids come after this one, so that a list can be asked for in pages.
  public var after: Identifier?
  public var limit: Int?

  public init() {}
}

extension DealFilter {
  /// The deals that are asked for, each with a `tier` by which they are sorted first, and what stands in
  /// its places.
  ///
  /// Rows of `deals` are long: none is read that is not wanted.
  ///
  /// - Parameter held: The classes that the file shows.
  func choice(in held: Set<DisclosureClass>) -> (sql: String, arguments: [Cell]) {
    let condition = condition
    let limit = Cell.integer(limit ?? -1)
    guard let hits = text?.hits(showing: classes.intersection(held)) else {
      return (
        "SELECT deal, 0 AS tier FROM deals WHERE \(condition.sql) ORDER BY deal LIMIT ?",
        condition.arguments + [limit]
      )
    }
    let isAny = condition.arguments.isEmpty
    return (
      """
      SELECT deal, \(isRanked ? "tier" : "0 AS tier") FROM (\(hits.sql))
      \(isAny ? "" : "WHERE deal IN (SELECT deal FROM deals WHERE \(condition.sql))")
      ORDER BY \(isRanked ? "tier, deal" : "deal") LIMIT ?
      """, hits.arguments + condition.arguments + [limit]
    )
  }

  /// The condition on a row of `deals`, and what stands in its places.
  private var condition: (sql: String, arguments: [Cell]) {
    let parts = [byState, byParty, byCountry, byType, byPage].compactMap(\.self)
    guard !parts.isEmpty else { return ("1", []) }
    return (parts.map(\.sql).joined(separator: " AND "), parts.flatMap(\.arguments))
  }

  private typealias Part = (sql: String, arguments: [Cell])

  private var byState: Part? {
    guard !states.isEmpty else { return nil }
    let names = states.map(\.rawValue).sorted()
    let places = names.map { _ in "?" }.joined(separator: ", ")
    return ("state IN (\(places))", names.map { .text($0) })
  }

  private var byParty: Part? { party.map { member("party", $0.text) } }
  private var byCountry: Part? { country.map { member("country", $0.text) } }

  private func member(_ column: String, _ value: String) -> Part {
    (
      "deal IN (SELECT deal FROM deal_parties WHERE \(column) = ? AND successor IS NULL)",
      [.text(value)]
    )
  }

  private var byType: Part? {
    type.map { ("deal IN (SELECT deal FROM deal_types WHERE type = ?)", [.text($0.rawValue)]) }
  }

  private var byPage: Part? { after.map { ("deal > ?", [.text($0.text)]) } }
}
