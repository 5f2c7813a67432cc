import Deals

// What happens to some deals in force beside their performance.
extension DealStory {
  mutating func planIncidents(until last: Day) {
    let days = max(30, last.number - today.number - 20)
    func plan(_ percent: Int, _ story: inout DealStory, _ step: @escaping Agenda.Step) {
      if story.dice.happens(percent) { story.later(10...days, step) }
    }
    plan(26, &self) { $0.proposeAmendment() }
    plan(11, &self) { $0.raiseDispute() }
    plan(12, &self) { $0.suspend() }
    plan(6, &self) { $0.assignPosition() }
    plan(6, &self) { $0.accede() }
    plan(12, &self) { $0.discloseImprovement() }
    plan(25, &self) { $0.discloseToMinistry() }
    plan(4, &self) { $0.correctRecord() }
    plan(2, &self) { $0.placeHold() }
    if facts.types.contains(where: \.isLicence) { plan(25, &self) { $0.grantSublicence() } }
    if members[0].contact != nil { plan(8, &self) { $0.erase() } }
  }

  private var isInForce: Bool { phase == .effective || phase == .suspended }

  // MARK: Amendments

  private mutating func proposeAmendment() {
    guard isInForce else { return }
    let (amendment, hash) = (newID(.amendment), dice.digest())
    hasOpenAmendment = true
    ask(
      .proposeAmendment, person(1, of: dice.number(0...1), as: .party),
      [
        "amendment": .text(amendment), "baseTermsHash": .text(termsHash),
        "newTermsHash": .text(hash), "description": remark(.change),
        "effectiveFrom": .day(today(plus: dice.number(30...120))),
        "redline": .list([amendedPath()]),
      ])
    switch dice.pick(weighted: [(0, 74), (1, 16), (2, 10)]) {
    case 0: later(3...15) { $0.signAmendment(amendment, hash, by: 0) }
    case 1: later(10...40) { $0.rejectAmendment(amendment) }
    default: break
    }
  }

  private mutating func amendedPath() -> Datum {
    [
      "path": "/commercial/price", "op": "replace", "clauseLabel": "Payment",
      "old": "the price so far \(label)", "new": remark(.agreed),
    ]
  }

  private mutating func signAmendment(_ amendment: String, _ hash: String, by member: Int) {
    guard isInForce else { return }
    ask(
      .signAmendment, person(3, of: member, as: .signatory),
      ["amendment": .text(amendment), "party": id(of: member), "termsHash": .text(hash)])
    guard member == members.count - 1 else {
      return later(1...10) { $0.signAmendment(amendment, hash, by: member + 1) }
    }
    (termsHash, hasOpenAmendment) = (hash, false)
    if let holder = holder(of: .change), !hasChangeCase {
      hasChangeCase = true
      followCase(.change, of: holder)
    }
  }

  private mutating func rejectAmendment(_ amendment: String) {
    guard isInForce else { return }
    ask(.rejectAmendment, party(dice.number(0...1)), ["amendment": .text(amendment)])
    hasOpenAmendment = false
  }

  // MARK: Suspension

  private mutating func suspend() {
    guard phase == .effective else { return }
    ask(
      .suspendDeal, dice.happens(60) ? party(dice.number(0...1)) : registrar,
      ["ground": remark(.change), "validUntil": .day(today(plus: 365))])
    phase = .suspended
    guard facts.finish != .standstill else { return }
    later(40...200) { story in
      guard story.phase == .suspended else { return }
      story.ask(.resumeDeal, story.party(0), [:])
      story.phase = .effective
    }
  }

  // MARK: Succession

  private mutating func assignPosition() {
    guard phase == .effective else { return }
    let old = members[taker]
    var new = Member(place: old.place, role: old.role, &dice)
    guard !members.contains(where: { $0.id == new.id }), old.kind != .naturalPerson else { return }
    new.contact = nil
    let consents = members.indices.filter { $0 != taker }.map(id(of:))
    ask(
      .assignPosition, party(taker),
      [
        "consents": dice.happens(70) ? .list(consents) : nil, "fromParty": .text(old.id),
        "party": new.value(isSized: isCounted),
      ])
    members[taker] = new
  }

  private mutating func accede() {
    guard phase == .effective, members.count < 4, !hasOpenAmendment else { return }
    let place = dice.happens(50) ? Place.china : members[1].place
    let new = Member(place: place, role: .service, &dice)
    guard !members.contains(where: { $0.id == new.id }) else { return }
    ask(.accedeParty, party(0), ["party": new.value(isSized: isCounted)])
    members.append(new)
  }

  private mutating func grantSublicence() {
    guard phase == .effective else { return }
    let area = dice.pick(members[taker].place.areas)
    ask(
      .grantSublicence, party(taker),
      [
        "sublicence": .text(newID(.sublicence)),
        "sublicensee": "\(area.localName) \(dice.number(1...99)) \(label)",
        "territory": .texts([area.code]), "validUntil": .day(today(plus: 700)),
      ])
  }

  private mutating func discloseImprovement() {
    guard isInForce else { return }
    let owner = dice.number(0...1)
    ask(
      .discloseImprovement, party(owner),
      [
        "improvement": .text(newID(.improvement)), "owner": id(of: owner),
        "licensedBack": dice.happens(50) ? .flag(dice.happens(70)) : nil,
      ])
  }

  // MARK: Stewardship

  mutating func discloseToMinistry() {
    ask(
      .discloseToMinistry, registrar,
      [
        "recipient": "ministry of \(dice.pick(members).place.name) \(label)",
        "fieldClasses": .texts(
          dice.happens(70) ? ["public", "statistical"] : ["public", "authority"]),
        "legalBasis": "yearly statistics \(label)",
      ])
  }

  private mutating func correctRecord() {
    ask(
      .correctRecord, registrar,
      [
        "correctsRevision": .number(dice.number(0...commands.count - 1)), "field": "listing",
        "was": "item \(facts.number) \(label)", "is": "item \(facts.number + 1) \(label)",
        "reason": remark(.accounts), "secondRegistrar": "syn-registrar-p2",
      ])
  }

  private mutating func placeHold() {
    ask(
      .placeLegalHold, dice.happens(50) ? registrar : auditor,
      ["hold": .text(newID(.hold)), "scope": .text(facts.id), "reason": remark(.rules)])
  }

  private mutating func erase() {
    guard let subject = members[0].contact else { return }
    ask(
      .erasePersonalData, privacyOfficer,
      [
        "subject": .text(subject), "legalBasis": "request of the person \(label)",
        "mode": .text(dice.happens(60) ? "erase" : "restrict"),
      ])
  }
}

// MARK: Audits and disputes

extension DealStory {
  mutating func planAudit(of place: Int, before last: Day) {
    let days = last.number - today.number
    guard days > 220 else { return }
    later(200...days) { $0.openAudit(of: place) }
  }

  private mutating func openAudit(of place: Int) {
    guard isInForce else { return }
    let id = newID(.audit)
    let from = today.startOfMonth(after: -13)
    ask(
      .openAudit, dice.happens(60) ? party(giver) : auditor,
      [
        "audit": .text(id), "period": Self.period(from, today.startOfMonth(after: -1).plus(-1)),
        "scope": "net sales under \(obligations[place].id) \(label)",
      ])
    openAudits += 1
    for _ in 0..<dice.number(0...2) { later(20...60) { $0.find(in: id) } }
    // Some audits never come to an end.
    if dice.happens(93) { later(61...120) { $0.closeAudit(id) } }
  }

  private mutating func find(in audit: String) {
    guard phase != .closed else { return }
    let kind = dice.pick(weighted: [
      (AuditFindingKind.underpayment, 60), (.overpayment, 8), (.scope, 16), (.missingReport, 16),
    ])
    let isMoney = kind == .underpayment || kind == .overpayment
    let amount = price.permille(dice.number(2...30))
    ask(
      .recordAuditFinding, auditor,
      [
        "audit": .text(audit), "kind": .text(kind.rawValue), "amount": isMoney ? amount.value : nil,
        "percent": isMoney ? "\(dice.number(1...25)).\(dice.number(0...9))" : nil,
        "note": remark(.accounts), "evidenceHash": digest(),
      ])
  }

  private mutating func closeAudit(_ id: String) {
    ask(.closeAudit, auditor, ["audit": .text(id), "outcome": remark(.accounts)])
    openAudits -= 1
  }

  private mutating func raiseDispute() {
    guard isInForce else { return }
    let id = newID(.dispute)
    ask(
      .raiseDispute, party(dice.number(0...1)),
      [
        "dispute": .text(id), "amount": price.permille(dice.number(10...200)).value,
        "claimPaths": .texts(["/commercial/price", "claims of \(facts.id) \(label)"]),
      ])
    openDisputes += 1
    later(20...90) { $0.goOn(with: id, from: nil) }
  }

  /// Settles a dispute, takes it to the next tier, or leaves it.
  private mutating func goOn(with dispute: String, from tier: DisputeTier?) {
    let isDecidable = tier == .arbitration || tier == .court
    switch dice.pick(weighted: [
      (0, 40), (1, isDecidable ? 50 : 0), (2, tier == .court ? 0 : 50), (3, 6),
    ])
    {
    case 0: settle(dispute)
    case 1: award(dispute)
    case 2: escalate(dispute, from: tier)
    default: break
    }
  }

  private mutating func escalate(_ dispute: String, from tier: DisputeTier?) {
    let later = DisputeTier.allCases.filter { new in tier.map { new > $0 } ?? true }
    let next = later[min(dice.number(0...1), later.count - 1)]
    ask(
      .escalateDispute, party(dice.number(0...1)),
      [
        "dispute": .text(dispute), "tier": .text(next.rawValue),
        "forum": "\(next.rawValue) centre \(label)",
        "seat": .text(dice.pick(["Singapore", "Nanning", "Kuala Lumpur", "Hong Kong"])),
      ])
    self.later(40...200) { $0.goOn(with: dispute, from: next) }
  }

  private mutating func settle(_ dispute: String) {
    ask(
      .settleDispute, party(dice.number(0...1)),
      [
        "dispute": .text(dispute), "settlementHash": digest(),
        "amount": price.permille(dice.number(5...100)).value,
      ])
    openDisputes -= 1
  }

  private mutating func award(_ dispute: String) {
    ask(
      .recordAward, registrar,
      [
        "dispute": .text(dispute), "holding": remark(.accounts),
        "awardReference": "award \(facts.id)-\(dispute) \(label)",
      ])
    openDisputes -= 1
  }
}
