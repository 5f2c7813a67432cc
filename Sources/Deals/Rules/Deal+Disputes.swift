// A dispute climbs from tier to tier, and ends in a settlement or an award.
extension Deal {
  mutating func record(_ raising: DisputeRaising, _ act: Act) throws(Refusal) {
    try requireNew(raising.dispute, in: disputes, "a dispute")
    disputes.enter(Dispute(act.entered(raising)), as: raising.dispute)
  }

  mutating func record(_ escalation: DisputeEscalation, _ act: Act) throws(Refusal) {
    let place = try placeOfOpenDispute(escalation.dispute)
    if let tier = disputes[place].tier, escalation.tier <= tier {
      throw Refusal(
        .tierNotLater, "Dispute \(escalation.dispute) has reached \(tier.rawValue) already")
    }
    disputes[place].escalations.append(act.entered(escalation))
  }

  mutating func record(_ settlement: DisputeSettlement, _ act: Act) throws(Refusal) {
    let place = try placeOfOpenDispute(settlement.dispute)
    disputes[place].settlement = act.entered(settlement)
  }

  mutating func record(_ award: Award, _ act: Act) throws(Refusal) {
    let place = try placeOfOpenDispute(award.dispute)
    let tier = disputes[place].tier
    guard tier == .arbitration || tier == .court else {
      throw Refusal(
        .wrongTier, "Dispute \(award.dispute) stands at \(tier?.rawValue ?? "no tier yet")")
    }
    disputes[place].award = act.entered(award)
  }

  private func placeOfOpenDispute(_ id: Identifier) throws(Refusal) -> Int {
    guard let place = disputes.place(of: id) else {
      throw Refusal(.noSuchDispute, "The deal has no dispute \(id)")
    }
    guard disputes[place].isOpen else {
      throw Refusal(.disputeEnded, "Dispute \(id) is \(disputes[place].status.rawValue)")
    }
    return place
  }
}
