/// What is wrong with a record, and where.
public struct FieldFault: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// A required field is not there.
    case missing
    /// A field that the declaration does not know.
    case unknown
    /// A field that comes before one that it should follow.
    case misordered
    /// The value is of another JSON type.
    case wrongType(expected: String)
    /// The value is of the right type and not one that the field takes; the text says what it takes.
    case invalid(String)
    /// The bytes are not canonical JSON; the text says why.
    case malformed(String)
  }

  public let reason: Reason
  /// RFC 6901: `/parties/1/country`; empty for the record itself.
  public private(set) var pointer: String
  /// Where in the bytes, where there are bytes.
  public private(set) var offset: Int?

  public init(_ reason: Reason, offset: Int? = nil) {
    self.reason = reason
    self.pointer = ""
    self.offset = offset
  }

  /// The same fault, seen from the record or list that holds it.
  public consuming func inside(_ name: String) -> FieldFault {
    let escaped = name.replacing("~", with: "~0").replacing("/", with: "~1")
    pointer = "/" + escaped + pointer
    return self
  }

  /// The same fault, with its place in the bytes unless it already has one.
  public consuming func at(_ offset: Int) -> FieldFault {
    self.offset = self.offset ?? offset
    return self
  }
}

extension FieldFault: CustomStringConvertible {
  public var description: String {
    let place = pointer.isEmpty ? "the record" : pointer
    let bytes = offset.map { " (byte \($0))" } ?? ""
    return switch reason {
    case .missing: "\(place) is missing\(bytes)"
    case .unknown: "\(place) is not a field of this record\(bytes)"
    case .misordered: "\(place) comes too early: keys stand in canonical order\(bytes)"
    case .wrongType(let expected): "\(place) should be \(expected)\(bytes)"
    case .invalid(let takes): "\(place) should be \(takes)\(bytes)"
    case .malformed(let why): "\(place): \(why)\(bytes)"
    }
  }
}
