/// How far a legal time may lie from the ledger's own clock; fixed in line 0.
public enum LedgerClock: Hashable, Sendable {
  /// The system's clock; those who act for parties may date back this many days.
  case live(backdateDays: Int)
  /// The record time follows the legal time, so that a past can be recorded.
  case history

  /// Admits the legal time of a command, or says why not.
  public func admit(at: LegalTime, role: ActorRole, now: Instant) throws(Refusal) {
    guard case .live(let days) = self else { return }
    if at.instant > now.advanced(bySeconds: Self.tolerance) {
      throw Refusal(.aheadOfClock, "\(at) lies more than five minutes after \(now.text)")
    }
    guard role.isHeldToTheClock else { return }
    // More days than the calendar has are no limit, and must not overflow.
    let seconds = Int64(min(max(days, 0), 4_000_000)) * 86_400
    if at.instant < now.advanced(bySeconds: -seconds) {
      throw Refusal(.backdatedTooFar, "\(at) lies more than \(days) days before \(now.text)")
    }
  }

  /// Clocks differ: five minutes, in seconds.
  private static var tolerance: Int64 { 300 }
}

extension ActorRole {
  /// Registrars, officers and the system record what happened long ago; parties may not.
  fileprivate var isHeldToTheClock: Bool {
    switch self {
    case .party, .broker, .approver, .signatory: true
    case .registrar, .auditor, .privacyOfficer, .system: false
    }
  }
}
