/// The languages that titles, names and notes are written in.
enum Language: Int, CaseIterable {
  case english, chinese, thai, lao, khmer, burmese, vietnamese, indonesian, malay, filipino
  case portuguese

  /// Its BCP 47 tag.
  var tag: String {
    switch self {
    case .english: "en"
    case .chinese: "zh-Hans"
    case .thai: "th"
    case .lao: "lo"
    case .khmer: "km"
    case .burmese: "my"
    case .vietnamese: "vi"
    case .indonesian: "id"
    case .malay: "ms"
    case .filipino: "fil"
    case .portuguese: "pt"
    }
  }
}

/// One thing in all languages.
struct Phrase {
  private let texts: [String]

  /// - Parameter texts: In the order of the languages' cases.
  init(_ texts: String...) {
    precondition(texts.count == Language.allCases.count, "\(texts) lacks a language")
    self.texts = texts
  }

  subscript(language: Language) -> String { texts[language.rawValue] }
}

/// What stands in every text of a generated deal.
let label = "(synthetic)"
