// Offers and answers. At most one offer is open: the current version.
extension Deal {
  private var currentNumber: Count { Count(versions.count) }

  mutating func record(_ offer: Offer, _ act: Act) throws(Refusal) {
    try requireBase(offer.baseVersion)
    guard offer.version == Count(versions.count + 1) else {
      throw Refusal(
        .noSuchVersion, "After version \(versions.count) comes \(versions.count + 1)")
    }
    versions.append(TermsVersion(act.entered(offer)))
  }

  func requireBase(_ base: Count) throws(Refusal) {
    guard base != currentNumber else { return }
    let fact = "The offer builds on version \(base.value), and the current one is \(versions.count)"
    throw Refusal(base < currentNumber ? .staleVersion : .noSuchVersion, fact)
  }

  mutating func record(_ comment: TermsComment, _ act: Act) throws(Refusal) {
    let place = comment.version.value - 1
    guard versions.indices.contains(place) else {
      throw Refusal(
        .noSuchVersion,
        "There is no version \(comment.version.value): \(versions.count) were offered")
    }
    versions[place].comments.append(act.entered(comment))
  }

  mutating func record(_ acceptance: Acceptance, _ act: Act) throws(Refusal) {
    let version = try requireCurrent(acceptance.version)
    try requireHash(acceptance.termsHash, of: version)
    if let day = version.validUntil, act.isPast(day) {
      throw Refusal(.offerExpired, "Version \(version.number.value) was open until \(day)")
    }
    try requireOpenAnswer(to: version, by: act.by.party)
    versions[versions.count - 1].acceptances.append(act.entered(acceptance))
    if let version = currentVersion, parties.allSatisfy({ version.isAccepted(by: $0) }) {
      due.append(.termsAgreed(version.reference))
    }
  }

  private func requireCurrent(_ number: Count) throws(Refusal) -> TermsVersion {
    guard let version = currentVersion, number <= currentNumber, number.value > 0 else {
      throw Refusal(
        .noSuchVersion, "There is no version \(number.value): \(versions.count) were offered")
    }
    guard number == version.number else {
      throw Refusal(
        .staleVersion, "Version \(number.value) is superseded: the current one is \(versions.count)"
      )
    }
    return version
  }

  func requireHash(_ hash: Digest, of version: TermsVersion) throws(Refusal) {
    guard hash != version.hash else { return }
    throw Refusal(
      .termsHashMismatch, "Version \(version.number.value) is \(version.hash), not \(hash)")
  }

  private func requireOpenAnswer(
    to version: TermsVersion, by party: Identifier?
  ) throws(Refusal) {
    guard let party, version.isAccepted(by: party) else { return }
    if party == version.offeredBy {
      throw Refusal(.ownOffer, "Version \(version.number.value) is the offer of \(party) itself")
    }
    let missing = parties.filter { !version.isAccepted(by: $0) }
    throw Refusal(
      .alreadyAccepted,
      "\(party) has accepted version \(version.number.value); missing: \(listed(missing))")
  }

  mutating func recordAgreement(_ reference: TermsReference) {
    agreedVersion = reference.version
    phase = .termsAgreed
  }

  /// Voids what was signed and approved, in as many events of their own.
  mutating func recordReopening(_ reason: StatedReason, _ act: Act) {
    reopenings.append(act.entered(reason))
    for signature in standingSignatures { due.append(.signatureVoided(.init(signature))) }
    for approval in approvals where !approval.isVoided {
      due.append(.approvalVoided(.init(approval.approval.fact)))
    }
    returnToNegotiation()
  }

  /// The offer stays with its author; the other parties are asked again.
  mutating func returnToNegotiation() {
    if let last = versions.indices.last {
      versions[last].annulled += versions[last].acceptances
      versions[last].acceptances = []
    }
    agreedVersion = nil
    phase = .negotiating
  }
}

extension SignatureVoiding {
  fileprivate init(_ signature: Signature) {
    self.init()
    (party, termsHash) = (signature.party, signature.termsHash)
  }
}

extension ApprovalVoiding {
  fileprivate init(_ approval: Approval) {
    self.init()
    (body, party, termsHash) = (approval.body, approval.party, approval.termsHash)
  }
}
