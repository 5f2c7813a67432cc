// New terms for a deal in force. They never overwrite: the old stay, and bind until the new do.
extension Deal {
  mutating func record(_ proposal: AmendmentProposal, _ act: Act) throws(Refusal) {
    try requireNew(proposal.amendment, in: amendments, "an amendment")
    try requireInForce(proposal.baseTermsHash, on: act.day)
    guard proposal.newTermsHash != proposal.baseTermsHash else {
      throw Refusal(.nothingToChange, "The new terms are the old ones")
    }
    if let other = amendments.first(where: { $0.isOpen && $0.proposal.fact.overlaps(proposal) }) {
      throw Refusal(.amendmentConflict, "Amendment \(other.id) is open on the same paths")
    }
    amendments.enter(Amendment(act.entered(proposal)), as: proposal.amendment)
  }

  /// What is concluded for a later day may be amended like what binds today.
  private func requireInForce(_ hash: Digest, on day: Day) throws(Refusal) {
    let inForce = [terms(inForceOn: day)?.hash, termsInForce.last?.hash]
    guard !inForce.contains(hash) else { return }
    let current = termsInForce.last.map { "\($0.hash) since \($0.from)" } ?? "none"
    throw Refusal(.baseTermsMismatch, "The terms in force are \(current), not \(hash)")
  }

  mutating func record(_ signature: AmendmentSignature, _ act: Act) throws(Refusal) {
    let place = try placeOfOpenAmendment(signature.amendment)
    try requireNamed(signature.party, act)
    let hash = amendments[place].proposal.fact.newTermsHash
    guard signature.termsHash == hash else {
      throw Refusal(
        .termsHashMismatch,
        "Amendment \(signature.amendment) is \(hash), not \(signature.termsHash)")
    }
    guard !hasSigned(amendments[place], signature.party) else {
      let missing = parties.filter { !hasSigned(amendments[place], $0) }
      throw Refusal(
        .alreadySigned,
        "\(signature.party) has signed \(signature.amendment); missing: \(listed(missing))")
    }
    amendments[place].signatures.append(act.entered(signature))
    let amendment = amendments[place]
    guard parties.allSatisfy({ hasSigned(amendment, $0) }) else { return }
    due.append(.amendmentConcluded(AmendmentConclusion(amendment.proposal.fact)))
  }

  /// A successor stands by what its predecessor signed.
  private func hasSigned(_ amendment: Amendment, _ party: Identifier) -> Bool {
    amendment.signatures.contains { holder(of: $0.fact.party) == party }
  }

  mutating func record(_ conclusion: AmendmentConclusion, _ act: Act) throws(Refusal) {
    let place = try placeOfOpenAmendment(conclusion.amendment)
    amendments[place].status = .concluded
    amendments[place].end = act.entered(AmendmentReference(conclusion.amendment))
    termsInForce.append(
      TermsInForce(
        hash: conclusion.termsHash, from: conclusion.effectiveFrom ?? act.day,
        amendment: conclusion.amendment))
  }

  mutating func record(rejected reference: AmendmentReference, _ act: Act) throws(Refusal) {
    let place = try placeOfOpenAmendment(reference.amendment)
    amendments[place].status = .rejected
    amendments[place].end = act.entered(reference)
  }

  private func placeOfOpenAmendment(_ id: Identifier) throws(Refusal) -> Int {
    guard let place = amendments.place(of: id) else {
      throw Refusal(.noSuchAmendment, "The deal has no amendment \(id)")
    }
    guard amendments[place].isOpen else {
      throw Refusal(.amendmentEnded, "Amendment \(id) is \(amendments[place].status.rawValue)")
    }
    return place
  }
}

extension AmendmentConclusion {
  fileprivate init(_ proposal: AmendmentProposal) {
    self.init()
    (amendment, effectiveFrom) = (proposal.amendment, proposal.effectiveFrom)
    termsHash = proposal.newTermsHash
  }
}

extension AmendmentReference {
  fileprivate init(_ amendment: Identifier) {
    self.init()
    self.amendment = amendment
  }
}

extension AmendmentProposal {
  /// Whether both are known to touch the same place; without a redline the places are unknown.
  func overlaps(_ other: AmendmentProposal) -> Bool {
    (redline ?? []).contains { one in (other.redline ?? []).contains { one.overlaps($0) } }
  }
}

extension Redline {
  /// Whether one path is the other, or lies below it.
  fileprivate func overlaps(_ other: Redline) -> Bool {
    let (one, two) = (path.text, other.path.text)
    return one == two || one.isEmpty || two.isEmpty || one.hasPrefix(two + "/")
      || two.hasPrefix(one + "/")
  }
}
