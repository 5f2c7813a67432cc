// Each party's own bodies consent to the agreed terms.
extension Deal {
  /// So that one command can void all of them and all signatures: it may have 256 events.
  static let mostApprovals = 128

  mutating func record(_ approval: Approval, _ act: Act) throws(Refusal) {
    try requireNamed(approval.party, act)
    guard let agreed else { throw Refusal(.noSuchVersion, "No version is agreed") }
    try requireHash(approval.termsHash, of: agreed)
    try requireNotApproved(approval, act)
    guard standingApprovals.count < Self.mostApprovals else {
      throw Refusal(.tooManyApprovals, "The agreed terms have \(Self.mostApprovals) approvals")
    }
    approvals.append(GrantedApproval(act.entered(approval)))
    let approved = Set(standingApprovals.map(\.party))
    if parties.allSatisfy(approved.contains) { due.append(.dealApproved(agreed.reference)) }
  }

  private func requireNotApproved(_ approval: Approval, _ act: Act) throws(Refusal) {
    let isKnown = standingApprovals.contains {
      $0.party == approval.party && $0.body == approval.body && !act.isPast($0.validUntil)
    }
    guard isKnown else { return }
    let approved = Set(standingApprovals.map(\.party))
    throw Refusal(
      .alreadyApproved,
      "\(approval.body.rawValue) of \(approval.party) has approved these terms; missing: "
        + listed(parties.filter { !approved.contains($0) }))
  }

  mutating func record(_ refusal: ApprovalRefusal, _ act: Act) throws(Refusal) {
    try requireNamed(refusal.party, act)
    approvalRefusals.append(act.entered(refusal))
    returnToNegotiation()
  }

  mutating func record(_ voiding: ApprovalVoiding) {
    let place = approvals.firstIndex {
      let approval = $0.approval.fact
      return !$0.isVoided && approval.body == voiding.body && approval.party == voiding.party
        && approval.termsHash == voiding.termsHash
    }
    if let place { approvals[place].isVoided = true }
  }
}
