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
    if let words = foldedPlain(text) { return words }
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

  /// Most texts by far are of plain letters, whose words need no tables of Unicode; nil for others.
  private static func foldedPlain(_ text: String) -> String? {
    var isPlain = true
    let words = String(unsafeUninitializedCapacity: text.utf8.count) { bytes in
      var words = PlainWords(bytes)
      isPlain = text.unicodeScalars.allSatisfy { words.take($0) }
      return isPlain ? words.count : 0
    }
    return isPlain ? words : nil
  }

  /// Single letters and pairs of neighbours within a word of some lines, each once, in a fixed order.
  static func grams(of folded: String) -> [String] {
    // By bytes: a gram may begin with a mark, which would make one letter with a blank before it.
    gramList(of: folded).utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
  }

  /// The same in one text, with a blank between any two.
  static func gramList(of folded: String) -> String {
    var grams: Set<String> = []
    var (ascii, plain) = (ASCIIGrams(), PlainGrams())
    for word in folded.utf8.split(whereSeparator: Self.partsWords) {
      if ascii.take(word) || plain.take(word) { continue }
      var previous: Character?
      for letter in Substring(word) {
        grams.insert(String(letter))
        if let previous { grams.insert(String([previous, letter])) }
        previous = letter
      }
    }
    var list = GramList()
    ascii.write(to: &list)
    plain.write(to: &list)
    for gram in grams.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      list.append(gram.utf8)
    }
    return list.text
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
  /// A text in lower case and without accents.
  static func alike(_ text: String) -> String {
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

/// Words of plain letters, folded into room for as many bytes as their text has.
private struct PlainWords {
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0
  private var isParted = false
  /// The scalar that was kept last; nil at the start and after what parts words.
  private var last: UInt32?

  init(_ bytes: UnsafeMutableBufferPointer<UInt8>) { self.bytes = bytes }

  /// Answers whether it is plain, here.
  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    switch PlainLetter(scalar) {
    case .letter(let value): append(value)
    case .mark(let value):
      guard let last, !PlainLetter.mayChange(last, value) else { return false }
      append(value)
    case .parting: (isParted, last) = (count > 0, nil)
    case nil: return false
    }
    return true
  }

  private mutating func append(_ value: UInt32) {
    if isParted { append(byte: 0x20) }
    (isParted, last) = (false, value)
    guard value >= 0x80 else { return append(byte: UInt8(value)) }
    // All others are three bytes of UTF-8.
    append(byte: 0xE0 | UInt8(value >> 12))
    append(byte: 0x80 | UInt8(value >> 6 & 0x3F))
    append(byte: 0x80 | UInt8(value & 0x3F))
  }

  private mutating func append(byte: UInt8) {
    bytes[count] = byte
    count += 1
  }
}

/// Grams of words of plain letters: each in a number, by the order of its bytes.
private struct PlainGrams {
  fileprivate struct Letter {
    var bytes: UInt128 = 0
    var count = 0

    /// False where a number has no room for it.
    mutating func append(_ other: Letter) -> Bool {
      guard count + other.count <= 16 else { return false }
      bytes |= other.bytes >> (8 * count)
      count += other.count
      return true
    }
  }

  private var packed: [UInt128] = []

  /// Takes nothing, and says so, where a word has other letters, or one with too many marks.
  mutating func take(_ word: Substring.UTF8View) -> Bool {
    let known = packed.count
    var (before, letter) = (Letter(), Letter())
    for scalar in Substring(word).unicodeScalars {
      let bytes = Letter(scalar)
      switch PlainLetter(scalar) {
      case .letter:
        guard add(letter, after: before) else { return forget(from: known) }
        (before, letter) = (letter, bytes)
      case .mark:
        guard letter.append(bytes) else { return forget(from: known) }
      case .parting, nil: return forget(from: known)
      }
    }
    return add(letter, after: before) || forget(from: known)
  }

  private mutating func add(_ letter: Letter, after before: Letter) -> Bool {
    guard letter.count > 0 else { return true }
    packed.append(letter.bytes)
    guard before.count > 0 else { return true }
    var pair = before
    guard pair.append(letter) else { return false }
    packed.append(pair.bytes)
    return true
  }

  private mutating func forget(from known: Int) -> Bool {
    packed.removeLast(packed.count - known)
    return false
  }

  /// In the order of their bytes.
  func write(to list: inout GramList) {
    var last = UInt128(0)
    for gram in packed.sorted() where gram != last {
      list.append(gram)
      last = gram
    }
  }
}

extension PlainGrams.Letter {
  init(_ scalar: Unicode.Scalar) {
    for byte in UTF8.encode(scalar) ?? .init() {
      bytes |= UInt128(byte) << (120 - 8 * count)
      count += 1
    }
  }
}

/// Grams of words of ASCII letters: each a bit.
private struct ASCIIGrams {
  private static let letters = 0x80
  /// The letters.
  private var singles = UInt128(0)
  /// Of each letter, those that come after it.
  private var pairs = [UInt128](repeating: 0, count: letters)

  /// Takes nothing, and says so, where a word has other letters.
  mutating func take(_ word: Substring.UTF8View) -> Bool {
    guard word.allSatisfy({ $0 < Self.letters }) else { return false }
    var previous: Int?
    for letter in word {
      let bit = UInt128(1) << letter
      singles |= bit
      if let previous { pairs[previous] |= bit }
      previous = Int(letter)
    }
    return true
  }

  /// In the order of their bytes.
  func write(to list: inout GramList) {
    singles.forEachBit { first in
      list.append(first)
      pairs[Int(first)].forEachBit { list.append(first, $0) }
    }
  }
}

extension UInt128 {
  /// The numbers of the bits that are set, from the lowest on.
  fileprivate func forEachBit(_ body: (UInt8) -> Void) {
    var rest = self
    while rest != 0 {
      body(UInt8(truncatingIfNeeded: rest.trailingZeroBitCount))
      rest &= rest - 1
    }
  }
}

/// Grams one behind the other, as the index takes them.
private struct GramList {
  private var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(1024) }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func append(_ gram: some Sequence<UInt8>) {
    part()
    bytes.append(contentsOf: gram)
  }

  mutating func append(_ letter: UInt8, _ next: UInt8? = nil) {
    part()
    bytes.append(letter)
    if let next { bytes.append(next) }
  }

  /// A gram whose bytes stand in a number, from its highest on.
  mutating func append(_ gram: UInt128) {
    part()
    var rest = gram
    while rest != 0 {
      bytes.append(UInt8(truncatingIfNeeded: rest >> 120))
      rest <<= 8
    }
  }

  private mutating func part() {
    if !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
  }
}
