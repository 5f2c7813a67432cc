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
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return foldedASCII(text) }
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

  /// Most words by far are of letters that are a byte each.
  private static func foldedASCII(_ text: String) -> String {
    String(unsafeUninitializedCapacity: text.utf8.count) { words in
      var (count, isParted) = (0, false)
      for byte in text.utf8 {
        guard let letter = byte.asLetterOfWords else {
          isParted = count > 0
          continue
        }
        if isParted {
          words[count] = UInt8(ascii: " ")
          count += 1
        }
        isParted = false
        words[count] = letter
        count += 1
      }
      return count
    }
  }

  /// Single letters and pairs of neighbours within a word of some lines, each once, in a fixed order.
  static func grams(of folded: String) -> [String] {
    var grams: Set<String> = []
    var plain = ASCIIGrams()
    for word in folded.utf8.split(whereSeparator: Self.partsWords) {
      if plain.take(word) { continue }
      var previous: Character?
      for letter in Substring(word) {
        grams.insert(String(letter))
        if let previous { grams.insert(String([previous, letter])) }
        previous = letter
      }
    }
    return plain.grams + grams.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func partsWords(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n")
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
    let isSettled = isSettled(lower)
    var scalars = String.UnicodeScalarView()
    for scalar in (isSettled ? lower : lower.decomposedStringWithCanonicalMapping).unicodeScalars {
      if let kept = alike(scalar) { scalars.append(kept) }
    }
    let text = String(scalars)
    return isSettled ? text : text.precomposedStringWithCanonicalMapping
  }

  /// Whether no normal form changes a text: one of ASCII, Thai with its marks in their order, the
  /// Chinese characters of the first block, and the usual punctuation.
  private static func isSettled(_ text: String) -> Bool {
    var last: UInt32 = 0
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case ..<0x80, 0xB7, 0xE01...0xE37, 0xE3F...0xE5B, 0x2010...0x2027, 0x3001...0x3020,
        0x4E00...0x9FFF, 0xFF01...0xFF5E:
        break
      // Vowels below the letter come before marks above it.
      case 0xE38...0xE3A:
        if 0xE38...0xE3A ~= last || 0xE48...0xE4B ~= last { return false }
      default: return false
      }
      last = scalar.value
    }
    return true
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

extension UInt8 {
  /// A letter of ASCII in lower case, or a digit; nil for what parts words.
  fileprivate var asLetterOfWords: UInt8? {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): self
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): self | 0x20
    default: nil
    }
  }
}

/// Grams of words of ASCII letters: each a bit in a table.
private struct ASCIIGrams {
  private static let letters = 0x80
  private var singles = [Bool](repeating: false, count: letters)
  private var pairs = [Bool](repeating: false, count: letters * letters)

  /// Takes nothing, and says so, where a word has other letters.
  mutating func take(_ word: Substring.UTF8View) -> Bool {
    guard word.allSatisfy({ $0 < Self.letters }) else { return false }
    var previous: Int?
    for letter in word.lazy.map(Int.init) {
      singles[letter] = true
      if let previous { pairs[previous * Self.letters + letter] = true }
      previous = letter
    }
    return true
  }

  /// In the order of their bytes.
  var grams: [String] {
    var grams: [String] = []
    for first in singles.indices where singles[first] {
      grams.append(Self.text(first))
      for second in singles.indices where pairs[first * Self.letters + second] {
        grams.append(Self.text(first) + Self.text(second))
      }
    }
    return grams
  }

  private static func text(_ letter: Int) -> String {
    String(UnicodeScalar(UInt8(letter)))
  }
}
