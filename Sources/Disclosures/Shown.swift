import CanonicalJSON

/// Text from outside as it may be shown on a terminal.
enum Shown {
  private static let mostCharacters = 80

  /// The text as JSON, cut where it is too long to be a name.
  static func quoted(_ text: String) -> String {
    var writer = CanonicalWriter()
    writer.string(text.count > mostCharacters ? text.prefix(mostCharacters) + "…" : text)
    return escaped(writer.finish())
  }

  /// JSON in which what moves the cursor, turns the writing round or cannot be seen is escaped.
  static func escaped(_ json: [UInt8]) -> String {
    var shown = ""
    for scalar in String(decoding: json, as: UTF8.self).unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        for unit in UTF16.encode(scalar) ?? .init() {
          let digits = String(unit, radix: 16)
          shown += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}
