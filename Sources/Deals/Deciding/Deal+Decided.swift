// What the ledger adds to the command's own facts. Request-only fields are taken out, so that the
// event that was decided equals the one that is read back.
extension Proposal {
  var recorded: Proposal {
    var proposal = self
    proposal.parties = parties.map(\.recorded)
    return proposal
  }
}

extension Assignment {
  var recorded: Assignment {
    var assignment = self
    assignment.party = party.recorded
    return assignment
  }
}

extension Accession {
  var recorded: Accession {
    var accession = self
    accession.party = party.recorded
    return accession
  }
}

extension Deal {
  func offer(
    _ given: Offer, _ actor: Actor, _ findings: Findings
  ) throws(Refusal) -> Offer {
    try requireBase(given.baseVersion)
    guard let hash = findings.documentHash ?? given.givenHash else {
      throw Refusal(.termsMissing, "The offer holds neither terms nor their hash")
    }
    if let named = given.givenHash, named != hash {
      throw Refusal(.termsHashMismatch, "The document is \(hash), not \(named)")
    }
    var offer = given.noting([.terms])
    (offer.terms, offer.givenHash, offer.termsHash) = (nil, nil, hash)
    (offer.version, offer.offeredBy) = (Count(versions.count + 1), actor.person)
    return offer
  }

  func acceptance(_ given: Acceptance) -> Acceptance {
    var acceptance = given
    acceptance.termsHash = given.givenHash ?? currentVersion?.hash ?? .blank
    acceptance.givenHash = nil
    return acceptance
  }

  func approval(_ given: Approval, _ actor: Actor) -> Approval {
    var approval = given.noting([.mandate] + fourEyes(actor.person))
    approval.approvedBy = actor.person
    return approval
  }

  /// Whether two persons act is unknown until both the offer and the approval name one.
  func fourEyes(_ person: Sealed<Person?>) -> [UncheckedGuard] {
    person.isNamed && agreed?.offer.fact.offeredBy.isNamed == true ? [] : [.fourEyes]
  }

  func signature(_ given: Signature, _ findings: Findings) -> Signature {
    var signature = given.noting([.mandate, .terms])
    (signature.assurance, signature.keyId) = (findings.assurance ?? .unverified, findings.keyId)
    return signature
  }

  func signature(_ given: AmendmentSignature, _ findings: Findings) -> AmendmentSignature {
    var signature = given.noting([.mandate])
    (signature.assurance, signature.keyId) = (findings.assurance ?? .unverified, findings.keyId)
    return signature
  }

  func lapse(_ given: Lapse) -> Lapse {
    let known = try? knownDeadline(given.deadline)
    return given.noting(known == nil ? [.terms] : [])
  }

  /// A hold, or a duty to retain, turns an erasure into a restriction.
  func erasure(
    _ given: Erasure, in deal: Identifier, at day: Day, _ findings: SubjectFindings?
  ) -> Erasure {
    let contacts = members.map(\.party.contact)
    let isUnknown = findings == nil && contacts.contains(.closed)
    var erasure = given.noting(isUnknown ? [.sealedValue] : [])
    let holding = holdings(of: given.subject, in: deal) + (findings?.heldBy ?? [])
    erasure.heldBy = holding.isEmpty ? nil : holding
    erasure.retainedUntil = findings?.retainedUntil.flatMap { $0 > day ? $0 : nil }
    let isBarred = erasure.heldBy != nil || erasure.retainedUntil != nil
    erasure.applied = isBarred ? .restrict : given.mode
    erasure.subjectSeen =
      findings?.isHeld ?? contacts.contains { $0.value??.subject.text == given.subject.text }
    return erasure
  }

  private func holdings(of subject: Person, in deal: Identifier) -> [Text] {
    holds.map(\.fact).filter { $0.covers(subject, in: deal) }
      .compactMap { $0.reference(in: deal) }
  }
}

extension LegalHold {
  /// Whether it covers a person whose data stand in its deal.
  public func covers(_ subject: Person, in deal: Identifier) -> Bool {
    [deal.text, "deal/\(deal)", subject.text, "all"].contains(scope.text)
  }

  /// How an erasure in any deal names it.
  public func reference(in deal: Identifier) -> Text? { Text(text: "\(deal)/\(hold)") }
}

// What the ledger cannot tell, and notes as unchecked.
extension Deal {
  var isRefusedByAuthority: Bool {
    gates { $0.blocksEffect }.contains { $0.status == .refused }
  }

  func isDutyHolderKnown(_ id: Identifier) -> Bool { cases[id]?.opening.fact.dutyHolder != nil }

  func isDueDayKnown(_ id: Identifier) -> Bool { cases[id]?.opening.fact.dueOn != nil }

  /// Which places an amendment touches is known only where both sides list a redline.
  func unknownPaths(_ proposal: AmendmentProposal) -> [UncheckedGuard] {
    let open = amendments.filter(\.isOpen).map(\.proposal.fact)
    guard !open.isEmpty else { return [] }
    let isKnown = ([proposal] + open).allSatisfy { !($0.redline ?? []).isEmpty }
    return isKnown ? [] : [.terms]
  }

  func untestedTitle(_ termination: Termination, on day: Day) -> [UncheckedGuard] {
    if hasMaturedNotice(on: day) { return [] }
    return termination.mutual == true ? [.consents] : [.authorityOrder]
  }
}

extension Sealed where Value == Person? {
  /// The person, where one is named and not sealed.
  var named: Person? { value ?? nil }
  var isNamed: Bool { named != nil }
}
