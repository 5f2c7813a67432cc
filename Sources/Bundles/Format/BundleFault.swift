public import CanonicalJSON

/// Why bytes are not a line of a bundle.
public enum BundleFault: Error, Hashable, Sendable {
  /// They are not canonical JSON.
  case json(JSONFault)
  /// They begin as no line of a bundle does.
  case unknownLine
  /// A member is missing, or stands at another place than where canonical order puts it.
  case member(String)
  /// A member has another form than a bundle gives it.
  case malformed(String, String)
}

extension BundleFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .json(let fault): "\(fault)"
    case .unknownLine: "it begins as no line of a bundle does"
    case .member(let name): "the member \(name) is missing, or not at its place"
    case .malformed(let name, let problem): "\(name): \(problem)"
    }
  }
}
