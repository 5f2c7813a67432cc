import Deals

/// Something owed in a story, as far as later steps have to know it.
struct Owed {
  let id: String
  let kind: ObligationKind
  let amount: Amount?
  var isOpen = true
}

extension DealStory {
  /// Who takes the technology and pays for it.
  var taker: Int { 1 }
  var giver: Int { 0 }

  mutating func scheduleObligations(until last: Day) {
    wait(0...3)
    let days = max(40, last.number - today.number - 30)
    for part in 1...dice.number(1...3) {
      schedulePayment(.fixedPayment, after: days * part / 4, permille: 250)
    }
    for kind in deliveries where dice.happens(60) { scheduleDelivery(kind, days) }
    if facts.types.contains(where: \.isLicence) { scheduleRoyalties(until: last) }
  }

  private var deliveries: [ObligationKind] {
    switch facts.types[0] {
    case .jointDevelopment, .commissionedDevelopment:
      [.milestone, .milestone, .milestone, .publication]
    case .jointLab, .demoPark: [.delivery, .milestone, .training, .publication, .training]
    case .training, .talentAndIncubation: [.training, .training, .training]
    case .techService, .consulting, .serviceData, .intermediary: [.delivery, .delivery, .training]
    case .assignment, .mta, .option: [.delivery]
    default: [.delivery, .training, .milestone]
    }
  }

  /// Enters an obligation; the taker owes what is paid and reported, the giver the rest.
  @discardableResult
  private mutating func schedule(
    _ kind: ObligationKind, dueOn: Day?, amount: Amount? = nil, recurrence: Recurrence? = nil
  ) -> Int {
    let id = newID(.obligation)
    let isTakers = !kind.isDelivered
    let isRoyalty = kind.isStated
    ask(
      .scheduleObligation, dice.happens(80) ? system : party(giver),
      [
        "obligation": .text(id), "kind": .text(kind.rawValue),
        "debtor": self.id(of: isTakers ? taker : giver),
        "creditor": self.id(of: isTakers ? giver : taker), "dueOn": dueOn?.value,
        "amount": amount?.value, "recurrence": recurrence.map { .text($0.rawValue) },
        "rate": isRoyalty ? .text(royaltyRate) : nil, "clause": "/obligations/\(id)",
        "description": "\(kind.rawValue) \(id) of \(facts.id) \(label)",
      ])
    now += 60
    obligations.append(Owed(id: id, kind: kind, amount: amount))
    return obligations.count - 1
  }
}

// MARK: Deliveries

extension DealStory {
  private mutating func scheduleDelivery(_ kind: ObligationKind, _ days: Int) {
    let due = dice.number(20...max(21, days * 3 / 4))
    let place = schedule(kind, dueOn: today(plus: due))
    guard dice.happens(95) else { return }
    later(max(1, due - 15)...due + 20) { $0.deliver(place) }
  }

  private mutating func deliver(_ place: Int) {
    guard phase == .effective else { return waitForResumption { $0.deliver(place) } }
    let owed = obligations[place]
    let isCounted = owed.kind == .training
    ask(
      .recordDelivery, party(giver),
      [
        "obligation": .text(owed.id), "deliveredOn": .day(today),
        "evidenceHashes": dice.happens(60) ? .list([digest()]) : nil,
        "quantity": isCounted ? .number(dice.number(5...80)) : nil,
      ])
    later(2...25) { $0.answerDelivery(place) }
  }

  private mutating func answerDelivery(_ place: Int) {
    guard phase == .effective else { return waitForResumption { $0.answerDelivery(place) } }
    let owed = obligations[place]
    guard dice.happens(87) else {
      ask(
        .rejectDelivery, party(taker),
        [
          "obligation": .text(owed.id), "reason": remark(.quality),
          "cureBy": .day(today(plus: 60)),
        ])
      return later(15...70) { $0.deliver(place) }
    }
    ask(
      .acceptDelivery, party(taker),
      ["obligation": .text(owed.id), "certificateHash": dice.happens(40) ? digest() : nil])
    obligations[place].isOpen = false
  }

  /// Tries again a month later, unless the deal is over.
  mutating func waitForResumption(_ step: @escaping Agenda.Step) {
    if phase == .suspended, facts.finish != .standstill { later(30...40, step) }
  }
}

// MARK: Payments

extension DealStory {
  private mutating func schedulePayment(_ kind: ObligationKind, after days: Int, permille: Int) {
    let place = schedule(
      kind, dueOn: today(plus: days), amount: price.permille(permille))
    if dice.happens(93) {
      later(max(1, days - 20)...days + (dice.happens(20) ? 90 : 5)) { $0.payInFull(place) }
    }
  }

  /// Pays what is owed, at once or in two parts.
  mutating func payInFull(_ place: Int) {
    guard let amount = obligations[place].amount, obligations[place].isOpen else { return }
    let first = dice.happens(12) ? amount.permille(600) : amount
    pay(first, for: obligations[place].id)
    if first.hundredths < amount.hundredths {
      let rest = amount - first
      later(20...60) { story in
        story.pay(rest, for: story.obligations[place].id)
        story.obligations[place].isOpen = false
      }
    } else {
      obligations[place].isOpen = false
    }
  }

  /// Pays a sum of which a tenth may be withheld for the tax office.
  mutating func pay(_ sum: Amount, for obligation: String) {
    let tax = dice.happens(45) ? sum.permille(100) : nil
    let amount = tax.map { sum - $0 } ?? sum
    let payment = "\(facts.id)-\(newID(.payment))"
    ask(
      .recordPayment, dice.happens(90) ? party(taker) : registrar,
      [
        "payment": .text(payment), "obligation": .text(obligation), "payer": id(of: taker),
        "payee": id(of: giver), "amount": amount.value, "withholdingTax": tax?.value,
        "paidOn": .day(today),
      ])
    guard dice.happens(88) else { return }
    // Banks take their part on the way.
    let received = dice.happens(8) ? amount.permille(997) : amount
    later(1...8) { story in
      story.ask(
        .confirmPayment, story.party(story.giver),
        [
          "payment": .text(payment), "receivedOn": .day(story.today),
          "amountReceived": received.value,
        ])
    }
  }
}

// MARK: Royalties

extension DealStory {
  private mutating func scheduleRoyalties(until last: Day) {
    let (recurrence, months) = dice.pick(weighted: [
      ((Recurrence.quarterly, 3), 35), ((.halfYearly, 6), 40), ((.yearly, 12), 25),
    ])
    let report = schedule(.royaltyReport, dueOn: nil, recurrence: recurrence)
    if dice.happens(40) { schedule(.auditRight, dueOn: nil, recurrence: .yearly) }
    if dice.happens(30) {
      schedulePayment(.minimumRoyalty, after: dice.number(300...400), permille: 60)
    }
    planStatement(report, from: today.startOfNextMonth, months: months, last: last)
    if dice.happens(55) { planAudit(of: report, before: last) }
  }

  private mutating func planStatement(_ place: Int, from: Day, months: Int, last: Day) {
    let next = from.startOfMonth(after: months)
    guard next <= last else { return }
    agenda.add(on: next.plus(dice.number(10...35))) { story in
      guard story.phase == .effective || story.phase == .suspended else { return }
      // A period that nobody reports is a finding for an audit.
      if story.dice.happens(94) {
        story.state(place, from: from, to: next.plus(-1), story.sales(months), corrects: false)
      }
      story.planStatement(place, from: next, months: months, last: last)
    }
  }

  private mutating func sales(_ months: Int) -> Amount {
    price.permille(dice.number(20...180) * months)
  }

  private mutating func state(
    _ place: Int, from: Day, to: Day, _ sales: Amount, corrects: Bool
  ) {
    let due = sales.permille((2 + facts.number % 6) * 10 + 5)
    let obligation = obligations[place].id
    ask(
      .submitRoyaltyStatement, party(taker),
      [
        "obligation": .text(obligation), "period": Self.period(from, to), "netSales": sales.value,
        "royaltyDue": due.value, "corrects": corrects ? .flag(true) : nil,
        "units": dice.happens(50) ? .number(dice.number(100...90_000)) : nil,
        "deductions": dice.happens(25) ? .texts(["VAT \(label)"]) : nil,
      ])
    if !corrects, dice.happens(35) { registerFirstRoyalty() }
    // Stated and paid need not agree.
    let parts = dice.pick(weighted: [(1000, 78), (850, 9), (500, 4), (1040, 4), (0, 5)])
    if parts > 0 { later(5...45) { $0.pay(due.permille(parts), for: obligation) } }
    guard !corrects, dice.happens(5) else { return }
    let corrected = sales.permille(dice.number(1050...1300))
    later(60...200) { story in
      guard story.phase != .closed else { return }
      story.state(place, from: from, to: to, corrected, corrects: true)
    }
  }

  private mutating func registerFirstRoyalty() {
    guard !hasRoyaltyCase, let member = holder(of: .firstRoyalty) else { return }
    hasRoyaltyCase = true
    followCase(.firstRoyalty, of: member)
  }

  static func period(_ from: Day, _ to: Day) -> Datum { ["from": .day(from), "to": .day(to)] }
}

extension Day {
  var startOfNextMonth: Day { startOfMonth(after: 1) }

  /// The first day of the month that comes so many months later.
  func startOfMonth(after months: Int) -> Day {
    let (year, month, _) = civil
    let count = year * 12 + month - 1 + months
    return Day(year: count / 12, month: count % 12 + 1, day: 1) ?? self
  }
}
