import Deals

// Duties towards authorities: filed in time, late, or never.
extension DealStory {
  /// Whether a rule is drawn for a member that it may bind.
  mutating func applies(_ rule: CaseRule, to member: Int) -> Bool {
    guard members[member].place.code == rule.jurisdiction,
      facts.types.contains(where: rule.concerns),
      (rule.from...rule.to).contains(today.civil.year)
    else { return false }
    return dice.happens(rule.percent)
  }

  /// The member whom the rule binds, if it is drawn for one.
  mutating func holder(of rule: CaseRule) -> Int? {
    for member in members.indices.prefix(2) where applies(rule, to: member) { return member }
    return nil
  }

  private mutating func openCase(_ rule: CaseRule, of member: Int) -> (id: String, dueOn: Day?) {
    let id = newID(.regulatoryCase)
    let dueOn = rule.days.map(today(plus:))
    ask(
      .openRegulatoryCase, system,
      [
        "case": .text(id), "catalogue": catalogueItem(of: rule), "rule": .text(rule.id),
        "jurisdiction": .text(rule.jurisdiction), "procedure": rule.procedure?.value,
        "effect": .text(rule.effect.rawValue), "dueOn": dueOn?.value,
        "dutyHolder": self.id(of: member),
      ])
    openCases.insert(id)
    return (id, dueOn)
  }

  /// Items are invented; the days of the catalogues' versions are not.
  private mutating func catalogueItem(of rule: CaseRule) -> Datum? {
    guard rule.isOfCatalogue else { return nil }
    let version = Self.catalogues.last { $0 <= today.text } ?? Self.catalogues[0]
    return ["date": .text(version), "item": "SYN-\(details.number(101...112))X"]
  }

  /// When the catalogue of technologies restricted from export came in its versions.
  private static let catalogues = ["2008-09-16", "2020-08-28", "2023-12-21", "2025-07-15"]

  private mutating func fileCase(_ id: String, of member: Int) {
    ask(
      .fileRegulatoryCase, party(member),
      [
        "case": .text(id), "filedOn": .day(today),
        "filingReference": "filing \(facts.id)-\(id) \(label)",
        "shortForm": dice.happens(10) ? .flag(true) : nil,
      ])
  }

  private mutating func decideCase(_ id: String, of rule: CaseRule, _ ruling: Ruling) {
    let conditions: Datum? = ruling == .conditional ? .list([remark(.rules)]) : nil
    let isFavourable = ruling == .granted || ruling == .conditional
    let certificate = isFavourable ? rule.certificate : nil
    ask(
      .recordRegulatoryDecision, registrar,
      [
        "case": .text(id), "decision": .text(ruling.rawValue), "conditions": conditions,
        "certificateKind": certificate?.value,
        "exemptionGround": certificate == .exemption ? exemptionGround() : nil,
        "certificateNumber": ruling == .granted ? "certificate \(facts.id)-\(id) \(label)" : nil,
      ])
    openCases.remove(id)
  }

  /// High technology, export earnings, employment, or industry in the regions.
  private mutating func exemptionGround() -> Datum {
    .text(details.pick(["PH-S91-a", "PH-S91-b", "PH-S91-c", "PH-S91-d"]))
  }

  private mutating func ruling() -> Ruling {
    dice.pick(weighted: [
      (Ruling.granted, 86), (.conditional, 7), (.notRequired, 5), (.refused, 2),
    ])
  }

  /// A case that everything waits for.
  mutating func settleCase(_ rule: CaseRule, of member: Int, _ ruling: Ruling) {
    wait(1...5)
    let (id, _) = openCase(rule, of: member)
    wait(5...50)
    fileCase(id, of: member)
    wait(5...35)
    decideCase(id, of: rule, ruling)
  }

  /// A case that goes its way beside the deal.
  mutating func followCase(_ rule: CaseRule, of member: Int) {
    let (id, dueOn) = openCase(rule, of: member)
    let isFiled = dice.happens(93)
    let isLate = dice.happens(22)
    let due = dueOn ?? today(plus: 60)
    let filing =
      isLate
      ? due.plus(dice.number(3...90))
      : today(plus: dice.number(5...max(6, due.number - today.number - 3)))
    if dueOn != nil, !isFiled || isLate, dice.happens(80) {
      // Before the filing, where there is one: it comes three days late or more.
      agenda.add(on: due.plus(dice.number(1...2))) { story in
        story.ask(.markCaseOverdue, story.system, ["case": .text(id)])
      }
    }
    guard isFiled else { return }
    agenda.add(on: filing) { story in
      story.fileCase(id, of: member)
      guard story.dice.happens(97) else { return }
      story.later(4...40) { $0.decideCase(id, of: rule, $0.ruling()) }
    }
  }
}
