import Deals

/// A text that is looked for: all of its words, in any order, each anywhere in a text.
public struct SearchQuery: Hashable, Sendable {
  /// Folded as the texts are; see `SearchText`.
  private let words: [Substring]

  /// As many words as a search takes.
  public static let mostWords = 16

  /// Throws `unsearchable` for a text without a letter or a digit, and for one of too many words.
  public init(_ text: String) throws(ProjectionFault) {
    words = SearchText.folded(text).split(separator: " ")
    guard !words.isEmpty else {
      throw .unsearchable("there is no letter and no digit in what is searched for")
    }
    guard words.count <= Self.mostWords else {
      throw .unsearchable("at most \(Self.mostWords) words are searched for at a time")
    }
  }
}

extension SearchQuery {
  /// The deals in whose texts of these classes every word stands, each with its `tier`.
  ///
  /// The tier is 0 where the query is a title, or the deal's id; 1 where a title begins with it; and
  /// else that of the word that is hardest to find: 2 in a title, 3 in a name, 4 in another text.
  ///
  /// Found rows are kept aside once, or SQLite would look at their texts twice.
  func hits(showing classes: Set<DisclosureClass>) -> (sql: String, arguments: [Cell]) {
    let shown = classes.union([.public]).map(\.rawValue).sorted()
    let rows = words.indices.map { Self.rows(of: $0, classes: shown.count) }
    // Of one class a deal has one row, and there is nothing to choose from.
    let perWord =
      shown.count == 1
      ? "SELECT deal, number, tier FROM found WHERE tier IS NOT NULL"
      : """
      SELECT deal, number, min(tier) AS tier FROM found WHERE tier IS NOT NULL GROUP BY number, word
      """
    let sql = """
      WITH found AS MATERIALIZED (\(rows.joined(separator: " UNION ALL ")))
      \(words.count == 1
        ? perWord
        : "SELECT deal, number, max(tier) AS tier FROM (\(perWord)) "
          + "GROUP BY number HAVING count(*) = \(words.count)")
      """
    return (sql, words.flatMap { arguments(for: $0, shown) })
  }

  /// The rows in which a word may stand by their grams, with no tier where it does not.
  private static func rows(of place: Int, classes: Int) -> String {
    """
    SELECT deal, id >> \(SearchProjection.classBits) AS number, \(place) AS word,
    CASE
      WHEN instr(titles, ?) THEN
        CASE WHEN NOT instr(titles, ?) THEN 2 WHEN instr(titles, ?) THEN 0 ELSE 1 END
      WHEN instr(names, ?) THEN 3
      WHEN instr(texts, ?) THEN 4
    END AS tier
    FROM search_texts
    WHERE id IN (SELECT rowid FROM search_grams WHERE search_grams MATCH ?)
    AND class IN (\(Array(repeating: "?", count: classes).joined(separator: ", ")))
    """
  }

  private func arguments(for word: Substring, _ shown: [String]) -> [Cell] {
    let (word, line) = (String(word), "\n" + words.joined(separator: " "))
    let grams = SearchText.leastGrams(of: word[...]).map { "\"\($0)\"" }
      .joined(separator: " AND ")
    return ([word, line, line + "\n", word, word, grams] + shown).map { .text($0) }
  }
}
