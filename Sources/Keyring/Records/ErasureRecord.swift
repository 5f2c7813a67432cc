/// An erasure or a restriction that was begun: one line of the file `erasures`.
///
/// The line is canonical JSON in the clear: name the subject so that it may stand there.
public struct ErasureRecord: Hashable, Sendable, Codable {
  public enum Mode: String, Sendable, Codable {
    /// The keys are destroyed, and may never come back.
    case erase
    /// The keys are kept, and what they seal is shown to nobody.
    case restrict
  }

  public let subject: String
  public let mode: Mode
  /// Where in the log it was ordered; two records of one deal and position are one.
  public let deal: String
  public let position: UInt64
  public let time: String
  /// The keys concerned; none for all that the owner has.
  public private(set) var keys: [KeyID]

  public init(
    subject: String, mode: Mode, deal: String, position: UInt64, time: String, keys: [KeyID] = []
  ) {
    (self.subject, self.mode, self.deal) = (subject, mode, deal)
    (self.position, self.time, self.keys) = (position, time, keys)
  }

  func naming(_ keys: [KeyID]) -> ErasureRecord {
    var copy = self
    copy.keys = keys.sorted { $0.hex < $1.hex }
    return copy
  }

  /// Whether both stand for one order in the log.
  public func isSame(as other: ErasureRecord) -> Bool {
    (subject, mode, deal, position) == (other.subject, other.mode, other.deal, other.position)
  }
}
