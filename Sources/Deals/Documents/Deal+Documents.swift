extension Deal {
  /// What the document of a hash is to the deal, and how it stands on a day; a document may be more
  /// than one thing.
  ///
  /// What is sealed, such as evidence, is not looked at.
  public func uses(of hash: Digest, on day: Day) -> [DocumentUse] {
    versions.filter { $0.hash == hash }.map { use(of: $0, on: day) }
      + amendments.filter { $0.proposal.fact.newTermsHash == hash }.map { use(of: $0, on: day) }
      + otherUses(of: hash)
  }

  private func use(of version: TermsVersion, on day: Day) -> DocumentUse {
    let hash = version.hash
    let acts: [DocumentUse.Act] =
      [.init(.offered, version.offer)]
      + version.acceptances.map { .init(.accepted, $0) }
      + version.annulled.map { .init(.accepted, $0, stands: false) }
      + approvals.filter { $0.approval.fact.termsHash == hash }.map(\.act)
      + signatures.filter { $0.signature.fact.termsHash == hash }.map(\.act)
    return DocumentUse(
      kind: .terms(version: version.number.value),
      acts: acts.sorted { $0.revision < $1.revision }, standing: standing(of: version, on: day))
  }

  private func use(of amendment: Amendment, on day: Day) -> DocumentUse {
    var acts: [DocumentUse.Act] = [.init(.proposed, amendment.proposal)]
    acts += amendment.signatures.map { signature in
      .init(
        .signed, signature, party: signature.fact.party, assurance: signature.fact.assurance)
    }
    if let end = amendment.end {
      acts.append(.init(amendment.status == .rejected ? .rejected : .concluded, end))
    }
    let place = termsInForce.firstIndex { $0.amendment == amendment.id }
    return DocumentUse(
      kind: .amendment(amendment.id), acts: acts,
      standing: place.map { standing(ofTermsAt: $0, on: day) }
        ?? .notConcluded(isRejected: amendment.status == .rejected))
  }

  private func otherUses(of hash: Digest) -> [DocumentUse] {
    var uses: [DocumentUse] = []
    if let sheet = termSheet, sheet.fact.termSheetHash == hash {
      uses.append(DocumentUse(kind: .termSheet, acts: [.init(.agreed, sheet)], standing: .recorded))
    }
    for side in sideAgreements where side.fact.documentHash == hash {
      uses.append(
        DocumentUse(
          kind: .sideAgreement(side.fact.kind.rawValue), acts: [.init(.executed, side)],
          standing: .recorded))
    }
    for dispute in disputes {
      guard let settlement = dispute.settlement, settlement.fact.settlementHash == hash else {
        continue
      }
      uses.append(
        DocumentUse(
          kind: .settlement(dispute: dispute.id), acts: [.init(.settled, settlement)],
          standing: .recorded))
    }
    return uses
  }
}

extension Deal {
  private func standing(of version: TermsVersion, on day: Day) -> DocumentUse.Standing {
    let place = termsInForce.firstIndex { $0.amendment == nil && $0.hash == version.hash }
    if let place { return standing(ofTermsAt: place, on: day) }
    if version.number.value < versions.count { return .superseded(byVersion: versions.count) }
    if Phase.terminal.contains(phase) { return .neverInForce(phase) }
    return agreedVersion == version.number ? .agreed : .offered
  }

  /// How terms stand that have bound the parties, or will.
  private func standing(ofTermsAt place: Int, on day: Day) -> DocumentUse.Standing {
    let terms = termsInForce[place]
    if terms.from > day { return .inForceFrom(terms.from) }
    let next = termsInForce[(place + 1)...].first { $0.from <= day }
    if let next, let amendment = next.amendment { return .replaced(by: amendment, on: next.from) }
    return Phase.terminal.contains(phase) ? .ended(phase) : .inForce(since: terms.from)
  }
}

extension GrantedApproval {
  fileprivate var act: DocumentUse.Act {
    let fact = approval.fact
    return .init(
      .approved, approval, party: fact.party, body: fact.body.rawValue, stands: !isVoided)
  }
}

extension MadeSignature {
  fileprivate var act: DocumentUse.Act {
    let fact = signature.fact
    return .init(
      .signed, signature, party: fact.party, assurance: fact.assurance, stands: !isVoided)
  }
}
