public import Deals

/// Which half of a declaration stands in the bytes, and how what is not public stands there.
@frozen public enum RecordForm: Hashable, Sendable {
  /// What has been recorded, as a line holds it: in place of what is not public stand digests.
  case event
  /// What has been recorded, with every value in the clear: for people, and never stored.
  case disclosed
  /// What is asked: what the sender gives, and what only the request has.
  case command

  /// Whether fields of this origin stand in this form.
  @inlinable public func holds(_ origin: FieldOrigin) -> Bool {
    switch origin {
    case .sender: true
    case .request: self == .command
    case .decision: self != .command
    }
  }
}
