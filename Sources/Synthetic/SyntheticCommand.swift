public import Deals

/// A command of an invented deal, as a line of a command file has it.
public struct SyntheticCommand: Sendable {
  /// The deal's number among the generated, from 1.
  public let deal: Int
  public let kind: CommandKind
  /// Its legal time, in seconds since 1970 in UTC.
  public let at: Int
  /// One JSON object in canonical form.
  public let bytes: [UInt8]
}
