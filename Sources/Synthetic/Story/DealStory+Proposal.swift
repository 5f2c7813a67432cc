import Deals

extension DealStory {
  mutating func propose() {
    let isBrokered = facts.types.contains(.intermediary) || dice.happens(5)
    proposer = isBrokered ? nil : dice.pick(weighted: [(0, 80), (1, 20)])
    let hasIndustry = dice.happens(92)
    let field: Datum = [
      "ipc": .text(dice.pick(facts.field.ipc)),
      "gbt4754": hasIndustry ? .text(facts.field.gbt4754) : nil,
      "national": .text(facts.field.national),
    ]
    let funding = publicFunding()
    let kinds = ipKinds()
    let isListed = dice.happens(20)
    let isCounted = isCounted && details.happens(90)
    ask(
      .proposeDeal, proposer.map { person(1, of: $0, as: .party) } ?? broker,
      [
        "field": field, "fundingAgency": funding.agency, "fundingSources": funding.source,
        "industry": isCounted ? industry : nil, "ipKinds": kinds,
        "listing": isListed ? "trading platform, item \(facts.number) \(label)" : nil,
        "mandate": isBrokered ? "mandate of both sides \(label)" : nil,
        "parties": .list(members.map { $0.value(isSized: isCounted) }),
        "programme": funding.programme, "programmeLevel": funding.level,
        "source": isCounted ? source(isListed: isListed, isBrokered: isBrokered) : nil,
        "title": facts.title(between: members[0].place, and: members[1].place),
        "trl": dice.happens(85) ? .number(dice.number(2...9)) : nil,
        "type": .texts(facts.types.map(\.rawValue)), "validUntil": .day(proposalEnds),
      ])
    phase = .proposed
  }

  private var proposalEnds: Day {
    (commands.first.map { Day(number: $0.at / Self.day) } ?? today).plus(120)
  }

  private mutating func ipKinds() -> Datum {
    let first = dice.pick(weighted: [
      ("invention patent", 35), ("technical secret", 22), ("software", 12), ("utility model", 10),
      ("plant variety", 8), ("design", 4), ("biomedicine variety", 3), ("IC layout", 2),
      ("none", 4),
    ])
    let isMixed = first != "none" && first != "technical secret" && dice.happens(30)
    return .texts(isMixed ? [first, "technical secret"] : [first])
  }

  private struct Funding {
    var agency, source, programme, level: Datum?
  }

  private mutating func publicFunding() -> Funding {
    guard dice.happens(35) else { return Funding() }
    let country = dice.pick(members).place.code
    let level = dice.pick(weighted: [
      (ProgrammeLevel.national, 4), (.ministry, 2), (.province, 3), (.city, 1),
    ]).rawValue
    return Funding(
      agency: details.happens(80) ? "\(level) funding agency of \(country) \(label)" : nil,
      source: .texts([country]), programme: "\(level) technology programme of \(country) \(label)",
      level: .text(level))
  }

  private mutating func source(isListed: Bool, isBrokered: Bool) -> Datum {
    if isListed { return .text(DealSource.listing.rawValue) }
    let isMatched = isBrokered || details.happens(30)
    return .text((isMatched ? DealSource.matchmaking : .direct).rawValue)
  }

  /// Of whoever takes the technology, by the classification of its country.
  private var industry: Datum {
    let (scheme, code): (IndustryScheme, String) =
      switch members[1].place.code {
      case "CN": (.gbt4754, facts.field.gbt4754)
      case "PH": (.psic, facts.field.isic4)
      default: (.isic4, facts.field.isic4)
      }
    return ["code": .text(code), "scheme": .text(scheme.rawValue)]
  }
}

// MARK: Leaving

extension DealStory {
  /// Ends the story here, where it is to end here.
  mutating func leaves() -> Bool {
    guard let exit = facts.exit, exit.phase == phase else { return false }
    switch exit.manner {
    case .stalls: break
    case .declined: decline()
    case .withdrawn: withdraw()
    case .lapsed: lapse()
    case .refused: refuse()
    case .rescinded: rescind()
    }
    return true
  }

  private mutating func decline() {
    wait(5...60)
    ask(.declineProposal, party(other), ["reason": remark(dice.pick([.price, .time, .quality]))])
    phase = .declined
  }

  mutating func withdraw() {
    wait(5...60)
    let reason = remark(dice.pick([.change, .price, .rules]))
    ask(.withdrawProposal, proposer.map(party) ?? broker, ["reason": reason])
    phase = .withdrawn
  }

  private mutating func lapse() {
    let deadline: (Deadline, Day) =
      switch phase {
      case .negotiating: (.offer, offerEnds)
      case .termsAgreed, .approved, .signing: (.signing, today(plus: dice.number(60...180)))
      default: (.proposal, proposalEnds)
      }
    goOn(to: max(deadline.1.plus(1), today(plus: 1)))
    ask(
      .lapseDeal, system,
      ["deadline": .text(deadline.0.rawValue), "deadlineOn": .day(deadline.1)])
    phase = .lapsed
  }

  private mutating func refuse() {
    wait(5...40)
    ask(
      .refuseToSign, person(3, of: members.count - 1, as: .signatory),
      ["reason": remark(dice.pick([.change, .rules]))])
    phase = .declined
  }

  private mutating func rescind() {
    wait(20...120)
    ask(.rescindDeal, dice.happens(50) ? system : party(0), ["basis": remark(.rules)])
    phase = .rescinded
  }

  /// A member that did not propose.
  var other: Int { proposer == 1 ? 0 : 1 }
}
