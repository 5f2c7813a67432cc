public import Deals

/// Which half of a declaration stands in the bytes.
@frozen public enum RecordForm: Hashable, Sendable {
  /// What has been recorded: what the sender gave and what the ledger decided.
  case event
  /// What is asked: what the sender gives, and what only the request has.
  case command

  /// Whether fields of this origin stand in this form.
  @inlinable public func holds(_ origin: FieldOrigin) -> Bool {
    switch origin {
    case .sender: true
    case .request: self == .command
    case .decision: self == .event
    }
  }
}
