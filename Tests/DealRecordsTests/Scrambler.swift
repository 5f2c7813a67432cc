import CanonicalJSON

/// Writes canonical JSON as somebody else might: keys in any order, white space, needless escapes.
struct Scrambler {
  var random: Random

  mutating func scramble(_ canonical: [UInt8]) throws -> [UInt8] {
    var reader = CanonicalReader(canonical.span.bytes)
    let text = try value(&reader)
    return Array((space() + text + space()).utf8)
  }

  private mutating func value(_ reader: inout CanonicalReader) throws -> String {
    switch reader.kind {
    case .object:
      try reader.beginObject()
      var members: [String] = []
      while let key = try reader.readKey() {
        members.append(string(key) + space() + ":" + space() + (try value(&reader)))
      }
      try reader.endObject()
      return "{\(joined(members.shuffled(using: &random)))}"
    case .array:
      try reader.beginArray()
      var elements: [String] = []
      while try reader.nextElement() { elements.append(try value(&reader)) }
      try reader.endArray()
      return "[\(joined(elements))]"
    case .string: return string(try reader.string())
    default: return try reader.canonicalText()
    }
  }

  private mutating func joined(_ parts: [String]) -> String {
    var text = space()
    for (index, part) in parts.enumerated() {
      text += (index > 0 ? "," + space() : "") + part + space()
    }
    return text
  }

  private mutating func string(_ text: String) -> String {
    var json = "\""
    for unit in text.unicodeScalars {
      let mustEscape = unit.value < 0x20 || unit == "\"" || unit == "\\"
      if mustEscape || Int.random(in: 0..<4, using: &random) == 0 {
        for half in String(unit).utf16 { json += "\\u" + hex(half) }
      } else {
        json.unicodeScalars.append(unit)
      }
    }
    return json + "\""
  }

  private mutating func hex(_ half: UInt16) -> String {
    let digits = String(half, radix: 16, uppercase: .random(using: &random))
    return String(repeating: "0", count: 4 - digits.count) + digits
  }

  private mutating func space() -> String { random.pick(["", "", " ", "\t", "\r\n"]) }
}
