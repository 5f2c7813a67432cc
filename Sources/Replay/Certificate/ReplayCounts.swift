/// How much a replay has looked at.
public struct ReplayCounts: Hashable, Sendable {
  public var pages: UInt64 = 0
  public var rows: UInt64 = 0
  public var events: UInt64 = 0
  public var streams: UInt64 = 0
  public var commands: UInt64 = 0
  public var tiles: UInt64 = 0
  public var checkpoints: UInt64 = 0
  /// Lines that record where all streams end.
  public var heads: UInt64 = 0
  public var documents: UInt64 = 0
  public var refusals: UInt64 = 0
  /// Events that were found legal for their stream.
  public var legalEvents: UInt64 = 0
  /// Commands that were decided again.
  public var decidedAgain: UInt64 = 0
  /// Commands among these whose deal lacked a value that was erased since.
  public var decidedUponErased: UInt64 = 0
  /// Commands that cannot be decided again, since something of them, or of what they were decided
  /// upon, was erased.
  public var erasedCommands: UInt64 = 0
  /// Commands that were not opened, since no key was at hand.
  public var closedCommands: UInt64 = 0
  /// Lines that have something sealed beside them.
  public var sealedLines: UInt64 = 0
  /// Lines of which all sealed values were opened, and found to be those of their digests.
  public var openedLines: UInt64 = 0
  /// Lines of which something was erased, so that only its digests can be checked.
  public var erasedLines: UInt64 = 0
  /// Lines of which something was not opened, since no key was at hand.
  public var closedLines: UInt64 = 0
  /// Rows of read models that were compared.
  public var modelRows: UInt64 = 0

  public init() {}

  static func += (counts: inout ReplayCounts, other: ReplayCounts) {
    for count in all { counts[keyPath: count] += other[keyPath: count] }
  }

  private static var all: [WritableKeyPath<ReplayCounts, UInt64>] {
    [
      \.pages, \.rows, \.events, \.streams, \.commands, \.tiles, \.checkpoints, \.heads,
      \.documents,
      \.refusals, \.legalEvents, \.decidedAgain, \.decidedUponErased, \.erasedCommands,
      \.closedCommands, \.sealedLines, \.openedLines, \.erasedLines, \.closedLines, \.modelRows,
    ]
  }
}
