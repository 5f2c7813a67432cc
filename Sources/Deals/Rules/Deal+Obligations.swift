// What is owed, delivered, accepted.
extension Deal {
  mutating func record(_ schedule: ObligationSchedule, _ act: Act) throws(Refusal) {
    try requireNew(schedule.obligation, in: obligations, "an obligation")
    try requireKnown(schedule.debtor, as: "debtor")
    try requireKnown(schedule.creditor, as: "creditor")
    guard holder(of: schedule.debtor) != holder(of: schedule.creditor) else {
      throw Refusal(.sameParty, "\(schedule.debtor) would owe it to itself")
    }
    obligations.enter(Obligation(act.entered(schedule)), as: schedule.obligation)
  }

  mutating func record(_ delivery: Delivery, _ act: Act) throws(Refusal) {
    let place = try placeOfObligation(delivery.obligation)
    let owed = obligations[place]
    guard owed.kind.isDelivered else {
      throw Refusal(.wrongObligationKind, "Obligation \(owed.id) is a \(owed.kind.rawValue)")
    }
    try requireDebtor(of: owed, act)
    if owed.status == .delivered {
      throw Refusal(.alreadyDelivered, "A delivery under \(owed.id) waits for an answer")
    }
    // What recurs is delivered again after it was accepted.
    guard owed.isOpen || owed.schedule.fact.recurrence != nil else {
      throw Refusal(.obligationEnded, "Obligation \(owed.id) is \(owed.status.rawValue)")
    }
    obligations[place].deliveries.append(act.entered(delivery))
    obligations[place].status = .delivered
  }

  mutating func record(_ acceptance: DeliveryAcceptance, _ act: Act) throws(Refusal) {
    let place = try placeOfDelivered(acceptance.obligation, act)
    obligations[place].acceptances.append(act.entered(acceptance))
    obligations[place].status = .accepted
  }

  mutating func record(_ rejection: DeliveryRejection, _ act: Act) throws(Refusal) {
    let place = try placeOfDelivered(rejection.obligation, act)
    obligations[place].rejections.append(act.entered(rejection))
    obligations[place].status = .rejected
  }

  private func placeOfDelivered(_ id: Identifier, _ act: Act) throws(Refusal) -> Int {
    let place = try placeOfObligation(id)
    let owed = obligations[place]
    guard holds(act.by.party, placeOf: owed.creditor) else {
      throw Refusal(.notTheCreditor, "The creditor of \(id) is \(holder(of: owed.creditor))")
    }
    guard owed.status == .delivered else {
      throw Refusal(.notDelivered, "Obligation \(id) is \(owed.status.rawValue)")
    }
    return place
  }

  func placeOfObligation(_ id: Identifier) throws(Refusal) -> Int {
    if let place = obligations.place(of: id) { return place }
    throw Refusal(.noSuchObligation, "The deal has no obligation \(id)")
  }

  func requireDebtor(of owed: Obligation, _ act: Act) throws(Refusal) {
    guard !holds(act.by.party, placeOf: owed.debtor) else { return }
    throw Refusal(.notTheDebtor, "The debtor of \(owed.id) is \(holder(of: owed.debtor))")
  }
}
