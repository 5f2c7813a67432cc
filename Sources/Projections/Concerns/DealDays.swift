import Deals

extension Deal {
  /// The day of the last signature, once all parties have signed.
  var signedOn: Day? {
    guard stages.contains(where: { $0.phase == .signed }) else { return nil }
    return standingSignatures.map(\.signedOn).max()
  }

  /// The day on which it ended, or on which its winding up began: of an expired term the last day.
  var endedOn: Day? {
    ending.map { ending in
      if case .expired(let expiry) = ending.fact {
        expiry.expiredOn ?? ending.at.day
      } else {
        ending.at.day
      }
    }
  }

  /// The day on which it first came to a phase.
  func firstDay(in phase: Phase) -> Day? { stages.first { $0.phase == phase }?.at.day }
}
