// Signed is not effective: authorities may have to act between the two.
extension Deal {
  mutating func record(_ effect: Effect, _ act: Act) throws(Refusal) {
    try requireNoEffectGate()
    if let last = standingSignatures.map(\.signedOn).max(), effect.effectiveOn < last {
      throw Refusal(
        .effectiveBeforeSignature, "The last party signed on \(last), after \(effect.effectiveOn)")
    }
    effectiveOn = effect.effectiveOn
    if let hash = agreed?.hash {
      termsInForce.append(TermsInForce(hash: hash, from: effect.effectiveOn, amendment: nil))
    }
    phase = .effective
  }

  private func requireNoEffectGate() throws(Refusal) {
    let gates = gates { $0.blocksEffect }
    let refused = gates.filter { $0.status == .refused }
    guard refused.isEmpty else {
      throw Refusal(.caseRefused, "The authority refused \(described(refused))")
    }
    guard gates.isEmpty else {
      throw Refusal(.effectBlocked, "Not before a favourable decision in \(described(gates))")
    }
  }

  mutating func record(_ rescission: Rescission, _ act: Act) {
    end(.rescinded(rescission), .rescinded, act)
  }
}
