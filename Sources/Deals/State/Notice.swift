/// A notice that the deal will end, unless its breach is cured.
public struct Notice: Hashable, Sendable {
  @frozen public enum Status: String, Hashable, Sendable {
    case open, cured
  }

  public let notice: Entered<TerminationNotice>
  public internal(set) var cure: Entered<BreachCure>?

  init(_ notice: Entered<TerminationNotice>) { self.notice = notice }

  public var id: Identifier { notice.fact.notice }
  public var isOpen: Bool { cure == nil }
  public var status: Status { isOpen ? .open : .cured }

  /// The last day on which the breach can be cured.
  public var lastCureDay: Day { notice.fact.cureBy ?? notice.fact.takesEffectOn }

  /// Whether the deal may be terminated on it: it has taken effect, and nothing was cured in time.
  public func isMatured(on day: Day) -> Bool {
    guard isOpen, day >= notice.fact.takesEffectOn else { return false }
    return notice.fact.cureBy.map { day > $0 } ?? true
  }
}
