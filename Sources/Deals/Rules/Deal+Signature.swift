// A signature binds the hash of one version. The deal is signed when every party has.
extension Deal {
  mutating func record(_ signature: Signature, _ act: Act) throws(Refusal) {
    try requireNamed(signature.party, act)
    guard let agreed else { throw Refusal(.noSuchVersion, "No version is agreed") }
    try requireHash(signature.termsHash, of: agreed)
    try requireUnsigned(signature.party)
    guard signature.signedOn <= act.at.latestDay else {
      throw Refusal(.signedInFuture, "\(signature.signedOn) lies after \(act.at)")
    }
    try requireApproval(of: signature.party, act)
    try requireNoSignatureGate()
    signatures.append(MadeSignature(act.entered(signature)))
    phase = .signing
    if parties.allSatisfy(hasSigned) { due.append(.dealFullySigned(agreed.reference)) }
  }

  private func requireUnsigned(_ party: Identifier) throws(Refusal) {
    guard hasSigned(party) else { return }
    let missing = parties.filter { !hasSigned($0) }
    throw Refusal(.alreadySigned, "\(party) has signed; missing: \(listed(missing))")
  }

  private func requireApproval(of party: Identifier, _ act: Act) throws(Refusal) {
    let own = standingApprovals.filter { $0.party == party }
    guard !own.isEmpty, own.allSatisfy({ act.isPast($0.validUntil) }) else { return }
    let last = own.compactMap(\.validUntil).max()
    throw Refusal(
      .approvalExpired,
      "The approval of \(party) ran out after \(last.map(\.text) ?? "its last day")")
  }

  private func requireNoSignatureGate() throws(Refusal) {
    let gates = gates { $0 == .blocksSignature }
    guard !gates.isEmpty else { return }
    throw Refusal(.signatureBlocked, "Not before a favourable decision in \(described(gates))")
  }

  mutating func record(_ voiding: SignatureVoiding) {
    let place = signatures.firstIndex {
      let signature = $0.signature.fact
      return !$0.isVoided && signature.party == voiding.party
        && signature.termsHash == voiding.termsHash
    }
    if let place { signatures[place].isVoided = true }
  }

  mutating func recordSigningRefusal(_ reason: StatedReason, _ act: Act) throws(Refusal) {
    if let party = act.by.party { try requireUnsigned(party) }
    end(.signingRefused(reason), .declined, act)
  }
}
