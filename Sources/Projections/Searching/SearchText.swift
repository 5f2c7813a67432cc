import Foundation

/// How texts are made alike before one is looked for in another, and what stands of them in the index.
///
/// A letter is a grapheme cluster: the marks of Thai, Lao, Khmer and Burmese stay with the letter that
/// bears them.
enum SearchText {
  /// The words of a text, with one blank between any two.
  ///
  /// Letters are in lower case and composed (NFC), and accents are taken off those of Latin, Greek and
  /// Cyrillic script. Digits of all scripts, and those of full width, are those of ASCII. Whatever is
  /// neither a letter nor a digit parts words; what only directs how text is set does not.
  static func folded(_ text: String) -> String {
    var words = ""
    words.reserveCapacity(text.utf8.count)
    var isParted = false
    for letter in alike(text) {
      guard letter.unicodeScalars.first.map(isOfWords) ?? false else {
        isParted = !words.isEmpty
        continue
      }
      if isParted { words.append(" ") }
      isParted = false
      words.append(letter)
    }
    return words
  }

  /// Single letters and pairs of neighbours within a word, each once, in a fixed order.
  static func grams(of folded: String) -> [String] {
    var grams: Set<String> = []
    for word in folded.split(separator: " ") {
      var previous: Character?
      for letter in word {
        grams.insert(String(letter))
        if let previous { grams.insert(String([previous, letter])) }
        previous = letter
      }
    }
    return grams.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The fewest grams that every text with this word has.
  static func leastGrams(of word: Substring) -> [String] {
    word.count == 1 ? [String(word)] : grams(of: String(word)).filter { $0.count == 2 }
  }
}

extension SearchText {
  private static func alike(_ text: String) -> String {
    let lower = text.lowercased()
    guard lower.utf8.contains(where: { $0 >= 0x80 }) else { return lower }
    var scalars = String.UnicodeScalarView()
    for scalar in lower.decomposedStringWithCanonicalMapping.unicodeScalars {
      if let kept = alike(scalar) { scalars.append(kept) }
    }
    return String(scalars).precomposedStringWithCanonicalMapping
  }

  /// Nil for an accent, and for what is not seen.
  private static func alike(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case ..<0x80: return scalar
    // The accents of Latin, Greek and Cyrillic letters; marks of other scripts stand elsewhere.
    case 0x300...0x36F: return nil
    case 0x111: return "d"  // đ, which no decomposition parts
    case 0xFF01...0xFF5E: return Unicode.Scalar(scalar.value - 0xFEE0)
    default: break
    }
    if scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue {
      return Unicode.Scalar(UInt8(ascii: "0") + UInt8(value))
    }
    return scalar.properties.generalCategory == .format ? nil : scalar
  }

  private static func isOfWords(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
      true
    default: false
    }
  }
}
