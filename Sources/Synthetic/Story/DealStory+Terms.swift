import Deals

extension DealStory {
  /// From the opening of negotiations to the last signature; tells whether the story goes on.
  mutating func negotiate() -> Bool {
    wait(5...40)
    ask(.openNegotiation, party(dice.number(0...1)), [:])
    phase = .negotiating
    offerTerms(isLast: false)
    if facts.exit?.phase == .negotiating { return !leaves() }
    while true {
      bargain()
      guard !leaves() else { return false }
      if reopens(.reopenedAgreed) { continue }
      passSignatureGates()
      if refusesApproval() { continue }
      approve()
      guard !leaves() else { return false }
      if reopens(.reopenedApproved) { continue }
      sign(members.dropLast(1).indices)
      guard !leaves() else { return false }
      if reopens(.reopenedSigning) { continue }
      sign(members.indices.suffix(1))
      phase = .signed
      return true
    }
  }

  // MARK: Offers

  /// Offers and counter-offers, until all accept the last.
  private mutating func bargain() {
    for _ in 0..<dice.number(0...2) { offerTerms(isLast: false) }
    offerTerms(isLast: true)
    for member in members.indices where member != author {
      wait(1...12)
      ask(
        .acceptTerms, party(member),
        ["version": .number(version), "termsHash": .text(termsHash)])
    }
    phase = .termsAgreed
  }

  /// The other side's next version; drafts come with their text, the last by its hash alone.
  private mutating func offerTerms(isLast: Bool) {
    wait(6...45)
    author = version == 0 ? dice.number(0...1) : 1 - author
    termsHash = dice.digest()
    offerEnds = today(plus: dice.number(60...100))
    ask(
      .offerTerms, person(1, of: author, as: .party),
      [
        "baseVersion": .number(version), "clauses": clauses(), "consideration": consideration(),
        "equityPct": facts.types.contains(.spinoffEquity) ? "\(dice.number(5...40)).0" : nil,
        "keyTerms": keyTerms(), "redline": redline(),
        "terms": isLast ? nil : draft(), "termsHash": isLast ? .text(termsHash) : nil,
        "validUntil": .day(offerEnds),
      ])
    version += 1
    if dice.happens(35) { commentTerms() }
  }

  private mutating func commentTerms() {
    wait(1...6)
    ask(
      .commentTerms, party(1 - author),
      [
        "version": .number(version), "path": "/commercial/price",
        "text": remark(dice.pick([.price, .quality, .rules, .agreed])),
      ])
  }

  private mutating func clauses() -> Datum {
    let clauses = ["Grant", "Payment", "Audit Rights", "Improvements", "Governing Law", "Disputes"]
    return .texts(clauses.filter { _ in dice.happens(75) } + ["Confidentiality"])
  }

  private mutating func keyTerms() -> Datum {
    [
      "label": .text(label), "months": .number(dice.number(2...10) * 6),
      "royaltyRate": facts.types.contains(where: \.isLicence) ? .text(royaltyRate) : nil,
    ]
  }

  /// In per cent; the same through the whole deal.
  var royaltyRate: String { "\(wholeRate).5" }

  private var wholeRate: Int { 2 + facts.number % 6 }

  private var royaltyBand: RoyaltyBand {
    switch wholeRate {
    case ..<3: .from1To3
    case ..<5: .from3To5
    default: .from5To10
    }
  }

  private mutating func consideration() -> Datum {
    let turnover = price.permille(dice.number(900...1100))
    let isMixed = facts.types.contains(where: \.isLicence)
    let mode: PaymentMode =
      isMixed
      ? dice.pick([.royalty, .mixed, .mixed]) : dice.pick(weighted: [(.lumpSum, 9), (.inKind, 1)])
    let band = mode == .royalty || mode == .mixed ? royaltyBand : .noRoyalty
    return [
      "payment": .text(mode.rawValue), "turnover": turnover.value,
      "technologyValue": turnover.permille(dice.number(500...950)).value,
      "royaltyBand": isCounted ? .text(band.rawValue) : nil,
      "termYears": isCounted ? .number(termYears) : nil,
    ]
  }

  var price: Amount { Amount(yuan: facts.yuan, in: facts.tender) }

  private mutating func redline() -> Datum? {
    guard version > 0 else { return nil }
    let price: Datum = [
      "path": "/commercial/price", "op": "replace", "clauseLabel": "Payment",
      "old": "price of version \(version) \(label)", "new": remark(.price),
    ]
    return .list([price] + [clauseChange()].compactMap(\.self))
  }

  private func clauseChange() -> Datum? {
    let countries = members.prefix(2).reversed().map(\.place.code)
    guard let draft = ClauseDraft(number: facts.number, countries: countries),
      let operation = draft.operation(in: version)
    else { return nil }
    return draft.change(by: operation, labelled: label)
  }

  private mutating func draft() -> Datum {
    let language = members[1].place.language
    let what = facts.field.technologies[facts.technology]
    return [
      "document": "draft \(version + 1) of \(facts.id) \(label)", "nonce": .text(dice.digest()),
      "subject": Datum([
        ("en", "\(what[.english]) \(label)"), (language.tag, "\(what[language]) \(label)"),
      ]),
      "remark": remark(.agreed),
    ]
  }

  // MARK: Setbacks

  private mutating func reopens(_ kind: Setback) -> Bool {
    guard setback == kind else { return false }
    setback = nil
    wait(3...20)
    ask(.reopenNegotiation, party(dice.number(0...1)), ["reason": remark(.change)])
    phase = .negotiating
    return true
  }

  private mutating func refusesApproval() -> Bool {
    guard setback == .approvalRefused else { return false }
    setback = nil
    wait(3...20)
    ask(
      .refuseApproval, person(2, of: 1, as: .approver),
      ["party": id(of: 1), "body": "board", "reason": remark(.price)])
    phase = .negotiating
    return true
  }

  private mutating func passSignatureGates() {
    guard !hasGates else { return }
    hasGates = true
    for rule in CaseRule.beforeSignature {
      guard let member = holder(of: rule) else { continue }
      settleCase(rule, of: member, dice.happens(85) ? .granted : .conditional)
    }
  }

  // MARK: Approval and signature

  private mutating func approve() {
    for member in members.indices {
      wait(2...15)
      approve(member, dice.pick(bodies(of: members[member])))
    }
    phase = .approved
  }

  private mutating func approve(_ member: Int, _ body: ApprovalBody) {
    ask(
      .grantApproval, person(2, of: member, as: .approver),
      [
        "party": id(of: member), "body": .text(body.rawValue), "termsHash": .text(termsHash),
        "validUntil": .day(today(plus: 365)),
      ])
  }

  private func bodies(of member: Member) -> [ApprovalBody] {
    switch member.kind {
    case .university: [.tto, .ethics, .legal]
    case .researchInstitute: [.tto, .legal]
    case .government: [.stateAsset, .legal]
    default: [.board, .board, .legal, .fairnessOpinion]
    }
  }

  private mutating func sign(_ signing: Range<Int>) {
    for member in signing {
      wait(0...10)
      let format = dice.pick(weighted: [
        (SignatureFormat.wet, 55), (.pades, 25), (.cades, 8), (.xades, 4), (.jades, 4), (.sm2, 4),
      ])
      ask(
        .signDeal, person(3, of: member, as: .signatory),
        [
          "party": id(of: member), "termsHash": .text(termsHash), "signedOn": .day(today),
          "format": .text(format.rawValue),
          "place": "\(members[member].area.name) / \(members[member].area.localName) \(label)",
        ])
      phase = .signing
    }
  }
}
