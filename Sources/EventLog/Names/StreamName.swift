/// The name of a stream, which is the `subject` of its events: `deal/D06`, `ledger`, `network/cattc`.
public struct StreamName: Hashable, Comparable, Sendable {
  public let text: String

  /// Takes 1 to 200 bytes of `[A-Za-z0-9._-]` and, between such, `/`.
  public init(_ text: String) throws(LogFault) {
    guard Self.hasForm(text.utf8.span) else { throw .malformedName(text) }
    self.text = text
  }

  private static func hasForm(_ text: Span<UInt8>) -> Bool {
    guard text.count <= 200 else { return false }
    // What came last: an empty name ends as one does that has nothing behind its last stroke.
    var last = UInt8(ascii: "/")
    for place in text.indices {
      let isStroke = text[place] == UInt8(ascii: "/")
      guard isStroke ? last != UInt8(ascii: "/") : text[place].isNameByte else { return false }
      last = text[place]
    }
    return last != UInt8(ascii: "/")
  }

  /// A stream of a kind, or the kind's own; the caller vouches for the bytes of `id`.
  public init(kind: StaticString, id: String? = nil) {
    text = id.map { "\(kind)/\($0)" } ?? "\(kind)"
  }

  public static func < (one: StreamName, other: StreamName) -> Bool { one.text < other.text }
}

extension StreamName: CustomStringConvertible {
  public var description: String { text }
}

/// A command's id, and who sent it: one sender can neither squat nor probe another's ids.
public struct CommandID: Hashable, Sendable {
  public let id: String
  public let sender: String

  /// Takes 1 to 128 bytes of `[A-Za-z0-9._:-]` for each of the two.
  public init(_ id: String, from sender: String) throws(LogFault) {
    for text in [id, sender] {
      let isID =
        (1...128).contains(text.utf8.count)
        && text.utf8.allSatisfy { $0.isNameByte || $0 == UInt8(ascii: ":") }
      guard isID else { throw .malformedName(text) }
    }
    (self.id, self.sender) = (id, sender)
  }
}

extension UInt8 {
  fileprivate var isNameByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
