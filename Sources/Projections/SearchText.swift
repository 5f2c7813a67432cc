import Foundation

/// How texts are made alike before one is looked for in another.
enum SearchText {
  /// Lower case and composed (NFC), so that two spellings of one letter meet.
  static func normalized(_ text: String) -> String {
    text.lowercased().precomposedStringWithCanonicalMapping
  }

  /// Texts to look in, one a line.
  static func normalized(_ lines: [String]) -> String { normalized(lines.joined(separator: "\n")) }

  /// A pattern for `LIKE … ESCAPE '\'` that finds the text anywhere.
  static func pattern(finding text: String) -> String {
    let escaped = normalized(text).flatMap { character in
      "\\%_".contains(character) ? "\\\(character)" : "\(character)"
    }
    return "%" + String(escaped) + "%"
  }
}
