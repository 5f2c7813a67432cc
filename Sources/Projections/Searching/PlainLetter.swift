/// A Unicode scalar of a text that no normal form changes but for the accents of Latin letters, by what
/// it is in a word: of Latin script, of Chinese characters of the first block, of Thai and Lao, and of
/// the usual punctuation.
enum PlainLetter {
  /// It begins a letter of a word, as this scalar.
  case letter(UInt32)
  /// It goes with the letter before it.
  case mark(UInt32)
  /// It parts words.
  case parting

  /// Nil for every other scalar.
  init?(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    switch value {
    case 0x61...0x7A, 0x30...0x39, 0x4E00...0x9FFF: self = .letter(value)
    case 0x41...0x5A: self = .letter(value | 0x20)
    case ..<0x80, 0xB7, 0x2010...0x2027, 0x3001...0x3003, 0x3008...0x3011: self = .parting
    case 0xFF01...0xFF5E:
      guard let half = Unicode.Scalar(value - 0xFEE0) else { return nil }
      self.init(half)
    case 0xC0..<0x250, 0x1E00..<0x1F00:
      let letter = Self.unaccented[Int(value)]
      guard letter != 0 else { return nil }
      self = .letter(UInt32(letter))
    // Thai
    case 0xE31, 0xE33...0xE3A, 0xE47...0xE4E: self = .mark(value)
    case 0xE01...0xE30, 0xE32, 0xE40...0xE46: self = .letter(value)
    case 0xE50...0xE59: self = .letter(value - 0xE50 + 0x30)
    // Lao
    case 0xEB1, 0xEB3...0xEBC, 0xEC8...0xECD: self = .mark(value)
    case 0xE81, 0xE82, 0xE84, 0xE87, 0xE88, 0xE8A, 0xE8D, 0xE94...0xE97, 0xE99...0xE9F,
      0xEA1...0xEA3, 0xEA5, 0xEA7, 0xEAA, 0xEAB, 0xEAD...0xEB0, 0xEB2, 0xEBD, 0xEC0...0xEC4, 0xEC6:
      self = .letter(value)
    case 0xED0...0xED9: self = .letter(value - 0xED0 + 0x30)
    default: return nil
    }
  }

  /// Of Latin letters the one of ASCII that is left of them without accents; 0 where none is.
  private static let unaccented: [UInt8] = {
    var letters = [UInt8](repeating: 0, count: 0x1F00)
    for value in [0xC0..<0x250, 0x1E00..<0x1F00].joined() {
      guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
      let alike = SearchText.alike(String(scalar)).utf8
      if alike.count == 1, let letter = alike.first { letters[value] = letter }
    }
    return letters
  }()

  /// Whether a normal form may put two marks that follow each other into another order.
  static func mayChange(_ first: UInt32, _ second: UInt32) -> Bool {
    isOrdered(first) && isOrdered(second)
  }

  /// Vowels and signs below a letter, and tones above it.
  private static func isOrdered(_ mark: UInt32) -> Bool {
    switch mark {
    case 0xE38...0xE3A, 0xE48...0xE4B, 0xEB8...0xEBA, 0xEC8...0xECB: true
    default: false
    }
  }
}
