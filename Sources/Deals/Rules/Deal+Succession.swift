// Who takes a place in the deal, and who takes rights under it.
extension Deal {
  mutating func record(_ assignment: Assignment, _ act: Act) throws(Refusal) {
    try requireOwnPlace(assignment.fromParty, act)
    try requireStranger(assignment.party.party)
    try requireConsents(assignment)
    enter(assignment.party, .assigned(from: assignment.fromParty), act)
    if let place = members.place(of: assignment.fromParty) {
      members[place].successor = assignment.party.party
    }
  }

  private func requireOwnPlace(_ from: Identifier, _ act: Act) throws(Refusal) {
    guard isParty(from) else {
      throw Refusal(.unknownParty, "\(from) is no party to the deal: \(listed(parties)) are")
    }
    guard act.by.party != from else { return }
    throw Refusal(.notTheAssignor, "The place is that of \(from)")
  }

  private func requireConsents(_ assignment: Assignment) throws(Refusal) {
    guard let consents = assignment.consents else { return }
    let missing = parties.filter { $0 != assignment.fromParty && !consents.contains($0) }
    guard missing.isEmpty else {
      throw Refusal(.consentsMissing, "\(listed(missing)) did not consent")
    }
  }

  mutating func record(_ accession: Accession, _ act: Act) throws(Refusal) {
    try requireStranger(accession.party.party)
    enter(accession.party, .acceded, act)
  }

  private func requireStranger(_ id: Identifier) throws(Refusal) {
    guard members[id] != nil else { return }
    throw Refusal(.partyExists, "\(id) is known to the deal already")
  }

  private mutating func enter(_ party: Party, _ arrival: Member.Arrival, _ act: Act) {
    members.enter(Member(party, arrival, act), as: party.party)
  }

  mutating func record(_ sublicence: Sublicence, _ act: Act) throws(Refusal) {
    try requireNew(sublicence.sublicence, in: sublicences, "a sublicence")
    sublicences.enter(act.entered(sublicence), as: sublicence.sublicence)
  }

  mutating func record(_ improvement: Improvement, _ act: Act) throws(Refusal) {
    try requireNew(improvement.improvement, in: improvements, "an improvement")
    improvements.enter(act.entered(improvement), as: improvement.improvement)
  }

  mutating func record(_ suspension: Suspension, _ act: Act) {
    suspensions.append(act.entered(suspension))
    phase = .suspended
  }

  mutating func record(_ resumption: Resumption, _ act: Act) {
    resumptions.append(act.entered(resumption))
    phase = .effective
  }
}
