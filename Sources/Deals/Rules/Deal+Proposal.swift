// From the first proposal to interest in it, or to its early end.
extension Deal {
  mutating func record(_ proposal: Proposal, _ act: Act) throws(Refusal) {
    try requireSoundParties(proposal.parties)
    guard !proposal.type.isEmpty else {
      throw Refusal(.noAgreementType, "The proposal names no agreement type")
    }
    try requireProposer(among: proposal.parties, act)
    for party in proposal.parties { members.enter(Member(party, .proposed, act), as: party.party) }
    self.proposal = act.entered(proposal)
    phase = .proposed
  }

  private func requireSoundParties(_ parties: [Party]) throws(Refusal) {
    guard (2...64).contains(parties.count) else {
      throw Refusal(.wrongNumberOfParties, "The proposal names \(parties.count) parties")
    }
    var seen: Set<Identifier> = []
    for party in parties where !seen.insert(party.party).inserted {
      throw Refusal(.duplicateParty, "The proposal names \(party.party) twice")
    }
  }

  private func requireProposer(among parties: [Party], _ act: Act) throws(Refusal) {
    guard act.by.role == .party else { return }
    guard let own = act.by.party else {
      throw Refusal(.notAParty, "The actor acts as a party, and does not say as which")
    }
    guard !parties.contains(where: { $0.party == own }) else { return }
    throw Refusal(.notAParty, "\(own) proposes a deal to which it is no party")
  }

  mutating func record(_ interest: Interest, _ act: Act) throws(Refusal) {
    if let proposer = proposedBy?.party, proposer == act.by.party {
      throw Refusal(.ownProposal, "\(proposer) made the proposal itself")
    }
    if let validUntil, act.isPast(validUntil) {
      throw Refusal(.proposalExpired, "The proposal was valid until \(validUntil)")
    }
    interests.append(act.entered(interest))
    phase = .exploring
  }

  mutating func recordDecline(_ reason: StatedReason, _ act: Act) {
    end(.declined(reason), .declined, act)
  }

  mutating func recordWithdrawal(_ reason: StatedReason, _ act: Act) throws(Refusal) {
    try requireProposer(act)
    end(.withdrawn(reason), .withdrawn, act)
  }

  /// A broker that names no party may act for the proposer: its mandate is not on record.
  private func requireProposer(_ act: Act) throws(Refusal) {
    guard let proposer = proposedBy, let own = act.by.party ?? proposer.party else { return }
    guard own != proposer.party else { return }
    if proposer.party == nil, act.by.role == .broker { return }
    let name = proposer.party.map(\.text) ?? "a broker"
    throw Refusal(.notTheProposer, "\(own) did not make the proposal: \(name) did")
  }

  mutating func record(_ lapse: Lapse, _ act: Act) throws(Refusal) {
    try requirePast(lapse.deadlineOn, act)
    if let known = try knownDeadline(lapse.deadline) { try requirePast(known, act) }
    end(.lapsed(lapse), .lapsed, act)
  }

  private func requirePast(_ deadline: Day, _ act: Act) throws(Refusal) {
    guard !act.isPast(deadline) else { return }
    throw Refusal(.deadlineNotPassed, "The deadline runs until the end of \(deadline)")
  }

  /// The day of a deadline, as far as the ledger holds it.
  func knownDeadline(_ deadline: Deadline) throws(Refusal) -> Day? {
    switch deadline {
    case .proposal: return validUntil
    case .signing: return nil
    case .offer:
      guard let version = currentVersion else {
        throw Refusal(.noSuchVersion, "No terms were offered, and so no offer can lapse")
      }
      return version.validUntil
    }
  }

  mutating func end(_ ending: Ending, _ phase: Phase, _ act: Act) {
    self.ending = act.entered(ending)
    self.phase = phase
  }
}
