/// Why a text is not a checkpoint.
///
/// Its note may still be a good one, about something else.
public enum CheckpointFault: Error, Hashable, Sendable {
  /// There are fewer than three lines, or the last one does not end.
  case unended
  /// A line is empty, or one given to be written holds a control character.
  case malformedLine(Int)
  /// The second line is not a number in decimal without leading zeros.
  case malformedSize
  /// The third line is not 32 bytes in base64.
  case malformedRoot
}
