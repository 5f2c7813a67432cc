import CanonicalJSON
import EventLog

/// Looks for U+0000, which JSON can say and many a database and language cannot keep.
struct NulSearch {
  /// Where in canonical JSON a text or a key holds one (RFC 6901); nil where none does.
  static func pointer(in canonical: [UInt8]) -> String? {
    guard holdsNul(canonical) else { return nil }
    var reader = CanonicalReader(canonical.span.bytes)
    return try? pointer(&reader)
  }

  /// In canonical JSON a backslash begins an escape, and U+0000 has one spelling.
  private static func holdsNul(_ canonical: [UInt8]) -> Bool {
    guard canonical.span.bytes.place(of: "\\u0000") != nil else { return false }
    var rest = canonical[...]
    while let place = rest.firstIndex(of: UInt8(ascii: "\\")) {
      rest = rest[(place + 1)...]
      if rest.starts(with: "u0000".utf8) { return true }
      rest = rest.dropFirst()
    }
    return false
  }

  private static func pointer(_ reader: inout CanonicalReader) throws(JSONFault) -> String? {
    switch reader.kind {
    case .object: return try pointerInObject(&reader)
    case .array: return try pointerInArray(&reader)
    case .string: return try reader.string().utf8.contains(0) ? "" : nil
    default:
      _ = try reader.skipValue()
      return nil
    }
  }

  private static func pointerInObject(
    _ reader: inout CanonicalReader
  ) throws(JSONFault) -> String? {
    try reader.beginObject()
    while let key = try reader.readKey() {
      if key.utf8.contains(0) { return "" }
      let escaped = key.replacing("~", with: "~0").replacing("/", with: "~1")
      if let inner = try pointer(&reader) { return "/\(escaped)\(inner)" }
    }
    try reader.endObject()
    return nil
  }

  private static func pointerInArray(
    _ reader: inout CanonicalReader
  ) throws(JSONFault) -> String? {
    try reader.beginArray()
    var index = 0
    while try reader.nextElement() {
      if let inner = try pointer(&reader) { return "/\(index)\(inner)" }
      index += 1
    }
    try reader.endArray()
    return nil
  }
}
