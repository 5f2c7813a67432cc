import Foundation
public import Transparency

/// What a replay is to look at.
public struct ReplayOptions: Sendable {
  /// The last level that is asked.
  public var level: ReplayLevel
  /// Commands before this size are folded, and not decided again.
  public var since: UInt64
  /// The log's key from a source other than the log.
  public var key: NoteVerifierKey?
  /// The folder of the keys that open sealed values; nil for the one in the ledger's folder.
  public var keys: String?
  /// A signed note that somebody kept outside, to be checked under `key`.
  public var checkpoint: [UInt8]?
  /// Who must have cosigned the newest checkpoint and the one from outside, by keys from a source
  /// other than the log.
  public var witnesses: [CosignatureVerifierKey] = []

  /// On how many threads lines are read.
  public var runners: Int = ProcessInfo.processInfo.activeProcessorCount
  /// How many positions one thread reads before it takes its turn.
  var partLength: UInt64 = 512
  /// How many streams of late are remembered, and as many of before: as many deals as may well be
  /// open at a time.
  var streamsKept = 2048

  public init(
    level: ReplayLevel = .models, since: UInt64 = 0, key: NoteVerifierKey? = nil,
    checkpoint: [UInt8]? = nil, keys: String? = nil
  ) {
    (self.level, self.since, self.key, self.checkpoint) = (level, since, key, checkpoint)
    self.keys = keys
  }
}
