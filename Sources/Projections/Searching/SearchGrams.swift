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

  /// Puts in what the table holds, which may be one of another database.
  ///
  /// In the order of the rows' numbers: at each that is less than the one before, SQLite would write
  /// out what it has gathered, and merge it with the rest later.
  static func filling(from table: String) -> String {
    "INSERT INTO \(name) (rowid, grams) SELECT id, \(grams("")) FROM \(table) ORDER BY id"
  }

  private static func grams(_ row: String) -> String {
    "deal_grams(\(row)titles || char(10) || \(row)names || char(10) || \(row)texts)"
  }

  static let function = DatabaseFunction("deal_grams", argumentCount: 1, pure: true) { values in
    guard let text = String.fromDatabaseValue(values[0]) else { return "" }
    return SearchText.gramList(of: text)
  }
}
