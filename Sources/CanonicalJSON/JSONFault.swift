/// Why bytes are not the JSON that was asked for, and where.
public struct JSONFault: Error, Hashable, Sendable {
  public enum Problem: Hashable, Sendable {
    /// There are no bytes, or nothing but white space.
    case empty
    case endsEarly
    case tooLarge(limit: Int)
    /// More than 32 objects and arrays inside each other.
    case tooDeep
    case byteOrderMark
    case whiteSpace
    case trailingBytes
    case unexpectedByte
    /// A value of another JSON type stands here.
    case otherType
    case leadingZero
    case negativeZero
    /// A fraction or an exponent.
    case fraction
    /// An integer from 2^53.
    case integerTooLarge
    case controlCharacter
    /// An escape that JSON does not know.
    case unknownEscape
    /// An escape that canonical form does not write (RFC 8785, section 3.2.2.2).
    case needlessEscape
    case loneSurrogate
    case invalidUTF8
    case duplicateKey
    case misorderedKey
  }

  public let problem: Problem
  /// Where in the bytes.
  public let offset: Int
  /// RFC 6901, as far as it is known: `/parties/1`; empty for the whole.
  public private(set) var pointer: String

  @usableFromInline init(_ problem: Problem, at offset: Int) {
    (self.problem, self.offset, self.pointer) = (problem, offset, "")
  }

  /// The same fault, seen from the object or array that holds it.
  consuming func inside(_ name: String) -> JSONFault {
    let escaped = name.replacing("~", with: "~0").replacing("/", with: "~1")
    pointer = "/" + escaped + pointer
    return self
  }
}

extension JSONFault: CustomStringConvertible {
  public var description: String {
    let place = pointer.isEmpty ? "" : "\(pointer): "
    return "\(place)\(problem) (byte \(offset))"
  }
}

extension JSONFault.Problem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty: "there is no JSON here"
    case .endsEarly: "the JSON ends too early"
    case .tooLarge(let limit): "the JSON is longer than \(limit) bytes"
    case .tooDeep: "more than \(CanonicalReader.deepest) objects and arrays inside each other"
    case .byteOrderMark: "a byte-order mark, which JSON does not begin with"
    case .whiteSpace: "white space, which canonical form does not have"
    case .trailingBytes: "bytes after the end of the JSON"
    case .unexpectedByte: "a byte that cannot stand here"
    case .otherType: "a value of another type"
    case .leadingZero: "a number that begins with a needless zero"
    case .negativeZero: "-0, which should be 0"
    case .fraction: "a number with a fraction or an exponent: write decimals as text"
    case .integerTooLarge: "an integer beyond 9007199254740991: write it as text"
    case .controlCharacter: "a control character that is not escaped"
    case .unknownEscape: "an escape that JSON does not know"
    case .needlessEscape: "an escape that canonical form does not write"
    case .loneSurrogate: "half of a surrogate pair"
    case .invalidUTF8: "bytes that are not UTF-8"
    case .duplicateKey: "a key that the object has already"
    case .misorderedKey: "a key that comes too late: keys stand in canonical order"
    }
  }
}
