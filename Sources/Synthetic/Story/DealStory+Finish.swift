import Deals

// Expiry or termination, winding up, and the last word.
extension DealStory {
  mutating func planFinish(on last: Day) {
    let early = today(plus: max(30, (last.number - today.number) * dice.number(30...95) / 100))
    switch facts.finish {
    case .expiry: agenda.add(on: last.plus(1)) { $0.expire(on: last) }
    case .consent: agenda.add(on: early) { $0.terminate(mutually: true) }
    case .breach, .convenience: agenda.add(on: early) { $0.giveNotice(before: last) }
    case .standstill: agenda.add(on: early) { $0.stand() }
    }
  }

  private mutating func expire(on last: Day) {
    guard phase == .effective || phase == .suspended else { return }
    ask(.expireDeal, system, ["expiredOn": .day(last)])
    windUp(.expired)
  }

  private mutating func terminate(mutually: Bool) {
    guard phase == .effective || phase == .suspended else { return }
    ask(
      .terminateDeal, mutually ? party(dice.number(0...1)) : party(0),
      ["ground": remark(mutually ? .agreed : .change), "mutual": mutually ? .flag(true) : nil])
    windUp(.terminated)
  }

  private mutating func giveNotice(before last: Day) {
    let ground: TerminationGround =
      facts.finish == .breach
      ? .breach : dice.pick([.convenience, .insolvency, .patentInvalid, .regulatory])
    let (id, effect) = (newID(.notice), today(plus: 90))
    let cureBy = ground == .breach ? today(plus: 60) : nil
    ask(
      .giveTerminationNotice, party(0),
      [
        "notice": .text(id), "ground": .text(ground.rawValue), "takesEffectOn": .day(effect),
        "cureBy": cureBy?.value,
      ])
    guard cureBy != nil, dice.happens(30) else {
      return later(91...120) { $0.terminate(mutually: false) }
    }
    later(10...50) { story in
      story.ask(
        .cureBreach, story.party(1), ["notice": .text(id), "evidenceHash": story.digest()])
    }
    agenda.add(on: max(last, today(plus: 60)).plus(1)) { $0.expire(on: last) }
  }

  private mutating func stand() {
    guard phase == .effective else { return }
    ask(.suspendDeal, registrar, ["ground": remark(.rules)])
    phase = .suspended
  }

  private mutating func windUp(_ outcome: ClosingOutcome) {
    phase = .windingUp
    for place in obligations.indices where obligations[place].kind.endsWithWindingUp {
      obligations[place].isOpen = false
    }
    for place in obligations.indices where obligations[place].kind.isPaid {
      if dice.happens(95) { later(5...50) { $0.payInFull(place) } }
    }
    tryToClose(outcome, times: 4)
  }

  /// Closes once nothing is open; gives up after some tries, and the deal stays in winding up.
  private mutating func tryToClose(_ outcome: ClosingOutcome, times: Int) {
    guard times > 0 else { return }
    later(120...170) { story in
      guard story.isClear else { return story.tryToClose(outcome, times: times - 1) }
      story.close(outcome)
    }
  }

  private var isClear: Bool {
    openCases.isEmpty && openDisputes == 0 && openAudits == 0
      && !obligations.contains(where: \.isOpen)
  }

  private mutating func close(_ outcome: ClosingOutcome) {
    let paid = price.permille(dice.number(700...1000))
    let account: Datum = [
      "party": id(of: taker), "due": price.value, "paid": paid.value,
    ]
    let end: ClosingOutcome = outcome == .expired && dice.happens(70) ? .fulfilled : outcome
    ask(
      .closeDeal, party(0),
      ["outcome": .text(end.rawValue), "finalAccount": dice.happens(60) ? .list([account]) : nil])
    phase = .closed
    agenda = Agenda()
    if dice.happens(5) { later(100...900) { $0.discloseToMinistry() } }
  }
}
