// The two-character escapes of canonical form (RFC 8785, section 3.2.2.2).

/// The character that `\` and this letter stand for.
func shortEscape(_ letter: UInt8) -> UInt8? {
  switch letter {
  case UInt8(ascii: "\""), UInt8(ascii: "\\"): letter
  case UInt8(ascii: "b"): 0x08
  case UInt8(ascii: "t"): 0x09
  case UInt8(ascii: "n"): 0x0A
  case UInt8(ascii: "f"): 0x0C
  case UInt8(ascii: "r"): 0x0D
  default: nil
  }
}

/// The letter after `\` that stands for this character.
func shortEscapeLetter(_ character: UInt8) -> UInt8? {
  switch character {
  case UInt8(ascii: "\""), UInt8(ascii: "\\"): character
  case 0x08: UInt8(ascii: "b")
  case 0x09: UInt8(ascii: "t")
  case 0x0A: UInt8(ascii: "n")
  case 0x0C: UInt8(ascii: "f")
  case 0x0D: UInt8(ascii: "r")
  default: nil
  }
}
