// How many columns of a terminal a text takes: none for marks that stand above or below another
// letter (Thai, Lao, Khmer, Burmese), two for the wide letters of East Asia.

extension StringProtocol {
  var displayWidth: Int { unicodeScalars.reduce(0) { $0 + $1.displayWidth } }

  /// The text in at most so many columns, the last of them an ellipsis where something was cut.
  func fitted(to width: Int) -> String {
    guard displayWidth > width else { return String(self) }
    var (kept, used) = ("", 0)
    for character in self {
      let columns = String(character).displayWidth
      guard used + columns < width else { break }
      kept.append(character)
      used += columns
    }
    return kept + "…"
  }

  /// The text in lines of at most so many columns, cut between words where there are such.
  func wrapped(to width: Int) -> [String] {
    var (lines, line, used) = ([String](), "", 0)
    for word in split(separator: " ", omittingEmptySubsequences: false) {
      for piece in word.pieces(of: width) {
        let columns = piece.displayWidth
        if line.isEmpty {
          (line, used) = (piece, columns)
        } else if used + 1 + columns <= width {
          (line, used) = (line + " " + piece, used + 1 + columns)
        } else {
          lines.append(line)
          (line, used) = (piece, columns)
        }
      }
    }
    return lines + [line]
  }

  /// A word in pieces that fit: scripts without spaces make long ones.
  private func pieces(of width: Int) -> [String] {
    guard displayWidth > width else { return [String(self)] }
    var (pieces, piece, used) = ([String](), "", 0)
    for character in self {
      let columns = String(character).displayWidth
      if used + columns > width, !piece.isEmpty {
        pieces.append(piece)
        (piece, used) = ("", 0)
      }
      piece.append(character)
      used += columns
    }
    return pieces + [piece]
  }

  /// The text without what would act upon a terminal instead of showing on it.
  ///
  /// Stored text comes from outside: an escape sequence in a title must not reach the terminal, nor
  /// marks that turn the direction of what follows.
  var printable: String {
    var text = ""
    for scalar in unicodeScalars {
      text.unicodeScalars.append(scalar.actsOnTerminal ? "\u{FFFD}" : scalar)
    }
    return text
  }
}

extension Unicode.Scalar {
  fileprivate var displayWidth: Int {
    if value >= 0x20, value < 0x7F { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    if (0x1160...0x11FF).contains(value) { return 0 }  // vowels and finals within a Hangul syllable
    return isWide ? 2 : 1
  }

  /// Wide or full width in UAX #11.
  private var isWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
      0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      true
    default: properties.isEmojiPresentation
    }
  }

  fileprivate var actsOnTerminal: Bool {
    switch value {
    case 0x202A...0x202E, 0x2066...0x2069: true
    default: properties.generalCategory == .control
    }
  }
}
