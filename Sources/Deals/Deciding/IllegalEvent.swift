/// Why an event cannot have followed what stands before it.
public struct IllegalEvent: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// The revisions of a deal are 0, 1, 2 … without gaps.
    case wrongRevision(expected: Int)
    /// What the event before it entailed is missing, or other than it should be.
    case due(DealEventKind)
    /// The event follows from others alone, and from these it does not follow.
    case notDue
    /// A guard that needs public facts alone forbids it.
    case forbidden(Refusal)
  }

  public let kind: DealEventKind
  public let revision: Int
  public let reason: Reason
}

extension IllegalEvent: CustomStringConvertible {
  public var description: String {
    let why =
      switch reason {
      case .wrongRevision(let expected): "revision \(expected) was expected"
      case .due(let kind): "\(kind.rawValue) was due"
      case .notDue: "nothing before it entails it"
      case .forbidden(let refusal): "\(refusal.code.rawValue): \(refusal.detail)"
      }
    return "\(kind.rawValue) at revision \(revision): \(why)"
  }
}
