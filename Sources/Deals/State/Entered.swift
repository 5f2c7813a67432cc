/// A fact as it was recorded: by whom, when, and where among the events of its deal.
public struct Entered<Fact: Hashable & Sendable>: Hashable, Sendable {
  public let fact: Fact
  public let by: Attribution
  public let at: LegalTime
  /// The revision of the event within the deal, from 0.
  public let revision: Int
}
