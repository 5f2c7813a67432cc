import CanonicalJSON

/// A value of canonical JSON, taken apart.
indirect enum JSONTree: Hashable, Sendable {
  case object([Member])
  case array([JSONTree])
  case string(String)
  case integer(Int)
  /// `true`, `false` or `null`.
  case literal(String)

  struct Member: Hashable {
    let name: String
    var value: JSONTree
  }

  /// The value that all of `bytes` are; in no other spelling than the canonical one.
  init(parsing bytes: [UInt8]) throws(JSONFault) {
    var check = CanonicalReader(bytes.span.bytes)
    try check.skipValue()
    try check.expectEnd()
    var reader = CanonicalReader(bytes.span.bytes)
    self = try Self.read(&reader)
  }

  private static func read(_ reader: inout CanonicalReader) throws(JSONFault) -> JSONTree {
    switch reader.kind {
    case .object: return .object(try members(&reader))
    case .array: return .array(try elements(&reader))
    case .string: return .string(try reader.string())
    case .number: return .integer(try reader.integer())
    default: return .literal(try reader.canonicalText())
    }
  }

  private static func members(_ reader: inout CanonicalReader) throws(JSONFault) -> [Member] {
    var members: [Member] = []
    try reader.beginObject()
    while let name = try reader.readKey() {
      members.append(Member(name: name, value: try read(&reader)))
    }
    try reader.endObject()
    return members
  }

  private static func elements(_ reader: inout CanonicalReader) throws(JSONFault) -> [JSONTree] {
    var elements: [JSONTree] = []
    try reader.beginArray()
    while try reader.nextElement() { elements.append(try read(&reader)) }
    try reader.endArray()
    return elements
  }
}

// MARK: Writing

extension JSONTree {
  /// The value as canonical JSON, given that members stand in canonical order.
  var canonical: [UInt8] {
    var writer = CanonicalWriter()
    write(to: &writer)
    return writer.finish()
  }

  func write(to writer: inout CanonicalWriter) {
    switch self {
    case .string(let text): writer.string(text)
    case .integer(let integer): writer.integer(integer)
    case .literal(let literal): writer.raw(literal)
    case .array(let elements):
      writer.beginArray()
      for element in elements {
        writer.element()
        element.write(to: &writer)
      }
      writer.endArray()
    case .object(let members):
      writer.beginObject()
      for member in members {
        writer.key(member.name)
        member.value.write(to: &writer)
      }
      writer.endObject()
    }
  }
}

// MARK: Looking and placing

extension JSONTree {
  /// The value of a member; nil where there is none, or this is no object.
  subscript(name: String) -> JSONTree? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
  }

  /// The first name, at any depth, that SD-JWT reserves.
  var reservedName: String? {
    switch self {
    case .object(let members):
      members.lazy.compactMap {
        ReservedName.includes($0.name) ? $0.name : $0.value.reservedName
      }.first
    case .array(let elements): elements.lazy.compactMap(\.reservedName).first
    case .string, .integer, .literal: nil
    }
  }
}

extension [JSONTree.Member] {
  /// Puts a member where canonical order has it; false where its name is taken.
  mutating func insert(_ member: Element) -> Bool {
    let place =
      firstIndex { !KeyOrder.isAscending($0.name.utf8, member.name.utf8) } ?? endIndex
    if place < endIndex, self[place].name.utf8.elementsEqual(member.name.utf8) { return false }
    insert(member, at: place)
    return true
  }
}
