/// A fact as it was recorded: by whom, when, and where among the events of its deal.
///
/// It never changes, so that a deal of many facts is copied, and added to, without copying them.
public final class Entered<Fact: Hashable & Sendable>: Sendable {
  public let fact: Fact
  public let by: Attribution
  public let at: LegalTime
  /// The revision of the event within the deal, from 0.
  public let revision: Int

  init(fact: Fact, by: Attribution, at: LegalTime, revision: Int) {
    (self.fact, self.by, self.at, self.revision) = (fact, by, at, revision)
  }
}

extension Entered: Hashable {
  public static func == (one: Entered, other: Entered) -> Bool {
    one === other
      || one.revision == other.revision && one.by == other.by && one.at == other.at
        && one.fact == other.fact
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(revision)
    hasher.combine(fact)
  }
}
