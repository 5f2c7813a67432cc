import GRDB

/// The index of `search_texts`: which rows have which letters, and which pairs of letters.
///
/// SQLite's trigrams find no word of one or two letters, and its words none in scripts that put no
/// blanks between them. The index holds no text. Triggers follow the table with a function that this
/// program gives to SQLite; other programs may read both, and write neither.
enum SearchGrams {
  static let name = "search_grams"

  /// Makes it, with nothing in it.
  static let declaration = """
    CREATE VIRTUAL TABLE \(name) USING fts5(
      grams, content = '', detail = none, columnsize = 0, tokenize = 'ascii')
    """

  /// Makes it, and what keeps it so.
  static let creation = [
    declaration,
    """
    CREATE TRIGGER search_texts_added AFTER INSERT ON search_texts BEGIN
      INSERT INTO search_grams (rowid, grams) VALUES (NEW.id, \(grams("NEW.")));
    END
    """,
    """
    CREATE TRIGGER search_texts_removed AFTER DELETE ON search_texts BEGIN
      INSERT INTO search_grams (search_grams, rowid, grams)
      VALUES ('delete', OLD.id, \(grams("OLD.")));
    END
    """,
  ]

  static let insertion = "INSERT INTO \(name) (rowid, grams) VALUES (?, ?)"

  /// What it is made of, in the order of the rows' numbers.
  static func entries(in db: Database) throws -> [WordIndex.Entry] {
    let rows = try Row.fetchCursor(db, sql: "SELECT id, \(text("")) FROM search_texts ORDER BY id")
    var entries: [WordIndex.Entry] = []
    while let row = try rows.next() { entries.append(WordIndex.Entry(id: row[0], text: row[1])) }
    return entries
  }

  private static func grams(_ row: String) -> String { "deal_grams(\(text(row)))" }

  private static func text(_ row: String) -> String {
    "\(row)titles || char(10) || \(row)names || char(10) || \(row)texts"
  }

  static let function = DatabaseFunction("deal_grams", argumentCount: 1, pure: true) { values in
    guard let text = String.fromDatabaseValue(values[0]) else { return "" }
    return SearchText.gramList(of: text)
  }
}
