/// A phase that a deal came to, and by which event.
public struct Stage: Hashable, Sendable {
  public let phase: Phase
  public let event: DealEventKind
  public let at: LegalTime
  /// The revision of the event within the deal, from 0.
  public let revision: Int
}
