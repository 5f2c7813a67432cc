public import Deals

extension LedgerClock {
  /// The clock that line 0 fixed.
  public init(_ created: LedgerCreated) {
    switch created.clock {
    case .live: self = .live(backdateDays: created.backdateDays.value)
    case .history: self = .history
    }
  }
}
