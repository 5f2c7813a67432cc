public import Transparency

/// What a replay is to look at.
public struct ReplayOptions: Sendable {
  /// The last level that is asked.
  public var level: ReplayLevel
  /// Commands before this size are folded, and not decided again.
  public var since: UInt64
  /// The log's key from a source other than the log.
  public var key: NoteVerifierKey?
  /// A signed note that somebody kept outside, to be checked under `key`.
  public var checkpoint: [UInt8]?

  public init(
    level: ReplayLevel = .models, since: UInt64 = 0, key: NoteVerifierKey? = nil,
    checkpoint: [UInt8]? = nil
  ) {
    (self.level, self.since, self.key, self.checkpoint) = (level, since, key, checkpoint)
  }
}
