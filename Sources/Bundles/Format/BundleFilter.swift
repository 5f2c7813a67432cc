public import EventLog

/// Which events a bundle holds, beside line 0.
public enum BundleFilter: Hashable, Sendable {
  /// All of one stream.
  case subject(StreamName)
  /// All of one type.
  case type(String)

  /// Whether a line is one of them.
  public func holds(_ line: borrowing LineView) -> Bool {
    switch self {
    case .subject(let stream): line.isSubject(stream.text)
    case .type(let type): line.isType(type)
    }
  }
}

/// What a bundle may hold beside events, in the order in which it does.
public enum BundlePart: String, CaseIterable, Hashable, Sendable {
  case requests, refusals
}
