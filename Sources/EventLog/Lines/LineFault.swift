public import CanonicalJSON

/// Why bytes are not a line of the log.
public enum LineFault: Error, Hashable, Sendable {
  /// They are not canonical JSON.
  case json(JSONFault)
  /// An attribute is missing, or stands at another place than where canonical order puts it.
  case attribute(String, offset: Int)
  /// An attribute's value holds a quote, a backslash or a control character.
  case escapedAttribute(String)
  /// An attribute's value has another form than the log writes.
  case malformedAttribute(String)
}

extension LineFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .json(let fault): "\(fault)"
    case .attribute(let name, let offset): "\(name) should stand at byte \(offset)"
    case .escapedAttribute(let name): "\(name) holds a byte that envelopes do not"
    case .malformedAttribute(let name): "\(name) has a form that the log does not write"
    }
  }
}
