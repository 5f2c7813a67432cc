public import Transparency

/// How a command ended: a conflict is an answer, not an error.
public enum AppendOutcome: Hashable, Sendable {
  /// Its events are in the log, durably.
  case appended(Receipt)
  /// The same request came before, and this is what it was answered then.
  case repeated(Receipt)
  /// The id came before with another request.
  case reusedID(CommandID)
  /// A stream stands elsewhere than the sender took it to.
  case conflict(stream: StreamName, expected: ExpectedRevision, current: StreamRevision?)
  case refused(code: String, message: String)
  case findAgain
}

/// What a command came to: the same, byte for byte, whenever it is asked for again.
public struct Receipt: Hashable, Sendable {
  /// Where an event of the command stands.
  public struct Place: Hashable, Sendable {
    public let position: GlobalPosition
    public let stream: StreamName
    public let revision: StreamRevision
    public let type: String
  }

  public let events: [Place]
  /// The `commanddigest` of its lines.
  public let digest: TreeHash
}
