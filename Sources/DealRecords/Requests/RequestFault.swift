public import Deals

/// Why bytes are not a command.
public enum RequestFault: Error, Hashable, Sendable {
  /// They are not JSON, or not JSON of one reading: what is wrong, and at which byte.
  case json(pointer: String, String, offset: Int)
  /// A text or a key holds U+0000.
  case nul(pointer: String)
  /// A field is missing, unknown, or of a value that it does not take.
  case field(FieldFault)

  /// RFC 6901: `/data/parties/1/country`.
  public var pointer: String {
    switch self {
    case .json(let pointer, _, _), .nul(let pointer): pointer
    case .field(let fault): fault.pointer
    }
  }
}

extension RequestFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .json(let pointer, let problem, let offset):
      (pointer.isEmpty ? "" : "\(pointer): ") + "\(problem) (byte \(offset))"
    case .nul(let pointer):
      "\(pointer.isEmpty ? "the record" : pointer) holds the character U+0000: leave it out"
    case .field(let fault): "\(fault)"
    }
  }
}
