/// How far a replay has come.
public struct ReplayProgress: Hashable, Sendable {
  public enum Stage: String, Sendable {
    case pages, rows, lines, indexes, models
  }

  public let stage: Stage
  public let done: UInt64
  public let total: UInt64
}
