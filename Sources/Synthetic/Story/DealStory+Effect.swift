import Deals

extension DealStory {
  /// From the last signature to force; tells whether the story goes on.
  mutating func takeEffect() -> Bool {
    let isRescinded = facts.exit?.phase == .signed && facts.exit?.manner == .rescinded
    for rule in effectGates {
      guard let member = holder(of: rule) else { continue }
      settleCase(rule, of: member, isRescinded ? .refused : .granted)
      if isRescinded { break }
    }
    guard !leaves() else { return false }
    wait(1...30)
    ask(.makeEffective, system, ["effectiveOn": .day(today)])
    phase = .effective
    return true
  }

  private var effectGates: [CaseRule] {
    (isRestricted ? [.exportLicence] : []) + CaseRule.beforeEffect
  }

  /// The years in force, and what comes after them.
  mutating func perform() {
    // Most deals are for a few years; what is delivered at once is over sooner.
    let months = dice.number(1...8) * (facts.types.contains(where: \.isLicence) ? 9 : 6)
    let last = today(plus: months * 30)
    for rule in CaseRule.afterEffect {
      if let member = holder(of: rule) { followCase(rule, of: member) }
    }
    scheduleObligations(until: last)
    planIncidents(until: last)
    planFinish(on: last)
    followAgenda()
  }
}
