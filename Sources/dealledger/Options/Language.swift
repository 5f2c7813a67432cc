import ArgumentParser

/// The languages in which people are shown titles and states.
enum Language: String, CaseIterable, ExpressibleByArgument {
  case english = "en"
  case thai = "th"
  case chinese = "zh"

  /// The tags of titles in this language, the best first.
  var tags: [String] {
    switch self {
    case .english: ["en"]
    case .thai: ["th"]
    case .chinese: ["zh", "zh-Hans", "zh-CN", "zh-Hant"]
    }
  }
}
