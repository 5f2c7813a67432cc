public import Transparency

/// What a verified file proves: that this line stands in the log, and what some of its hidden
/// fields hold.
///
/// Only `DisclosureVerifier` makes one.
public struct DisclosedLine: Hashable, Sendable {
  /// Which leaf of the log's tree the line is.
  public let position: UInt64
  /// The signed tree head that the line is proven under.
  public let checkpoint: Checkpoint
  /// The line's bytes as the log stores them, with digests.
  public let stored: [UInt8]
  /// The line as canonical JSON without digests, and with the disclosed fields in their places.
  public let line: [UInt8]
  /// What was disclosed, in the order of the line's digests.
  public let disclosed: [DisclosedField]
  /// What was not, by the object that owns it.
  public let hidden: [HiddenFields]

  init(position: UInt64, checkpoint: Checkpoint, stored: [UInt8], opened: LineOpening) {
    self.position = position
    self.checkpoint = checkpoint
    self.stored = stored
    line = opened.line.canonical
    disclosed = opened.disclosed
    hidden = opened.hidden
  }
}

/// A field that was hidden in the line, and is shown.
public struct DisclosedField: Hashable, Sendable {
  public let path: FieldPath
  /// Canonical JSON; `null` where the field was absent when the line was written.
  public let value: [UInt8]
}

/// How many fields of one object stay hidden.
public struct HiddenFields: Hashable, Sendable {
  public let owner: FieldPath
  /// At least 1.
  public let count: Int
}
