// Duties towards authorities: opened, filed, decided; overdue is a mark, not a state.
extension Deal {
  /// The cases that still block what these effects block.
  ///
  /// A refused application may be made anew: of each rule and duty holder the newest counts.
  func gates(_ blocks: (CaseEffect) -> Bool) -> [RegulatoryCase] {
    cases.filter { blocks($0.effect) && !$0.isLifted && !isOvertaken($0) }
  }

  private func isOvertaken(_ old: RegulatoryCase) -> Bool {
    cases.contains {
      let (one, other) = ($0.opening, old.opening)
      return one.revision > other.revision && one.fact.rule == other.fact.rule
        && one.fact.dutyHolder == other.fact.dutyHolder && one.fact.effect == other.fact.effect
    }
  }

  mutating func record(_ opening: CaseOpening, _ act: Act) throws(Refusal) {
    try requireNew(opening.case, in: cases, "a case")
    if let holder = opening.dutyHolder { try requireKnown(holder, as: "duty holder") }
    let open = cases.first {
      $0.isOpen && $0.opening.fact.rule == opening.rule
        && $0.opening.fact.dutyHolder == opening.dutyHolder
    }
    if let open {
      throw Refusal(
        .caseAlreadyOpen, "Case \(open.id) for \(opening.rule) is \(open.status.rawValue)")
    }
    cases.enter(RegulatoryCase(act.entered(opening)), as: opening.case)
  }

  mutating func record(_ filing: CaseFiling, _ act: Act) throws(Refusal) {
    let place = try placeOfCase(filing.case)
    let known = cases[place]
    try requireUndecided(known)
    if let earlier = known.filing {
      throw Refusal(.caseAlreadyFiled, "Case \(known.id) was filed at \(earlier.at)")
    }
    if let holder = known.opening.fact.dutyHolder, !holds(act.by.party, placeOf: holder) {
      throw Refusal(.notTheDutyHolder, "Case \(known.id) is the duty of \(self.holder(of: holder))")
    }
    cases[place].filing = act.entered(filing)
  }

  /// Conditions may be met or missed later; every other decision is final.
  mutating func record(_ decision: CaseDecision, _ act: Act) throws(Refusal) {
    let place = try placeOfCase(decision.case)
    let known = cases[place]
    guard known.filing != nil else {
      throw Refusal(.caseNotFiled, "Case \(known.id) (\(known.opening.fact.rule)) is not filed")
    }
    if known.status != .conditional || decision.decision == .conditional {
      try requireUndecided(known)
    }
    cases[place].decisions.append(act.entered(decision))
  }

  mutating func record(overdue reference: CaseReference, _ act: Act) throws(Refusal) {
    let place = try placeOfCase(reference.case)
    let known = cases[place]
    if let earlier = known.overdueSince {
      throw Refusal(.nothingToChange, "Case \(known.id) was marked overdue at \(earlier)")
    }
    if let filing = known.filing {
      throw Refusal(.caseNotOverdue, "Case \(known.id) was filed at \(filing.at)")
    }
    if let dueOn = known.opening.fact.dueOn, !act.isPast(dueOn) {
      throw Refusal(.caseNotOverdue, "Case \(known.id) is due by the end of \(dueOn)")
    }
    cases[place].overdueSince = act.at
  }

  private func placeOfCase(_ id: Identifier) throws(Refusal) -> Int {
    if let place = cases.place(of: id) { return place }
    throw Refusal(.noSuchCase, "The deal has no case \(id)")
  }

  private func requireUndecided(_ known: RegulatoryCase) throws(Refusal) {
    guard !known.isOpen else { return }
    throw Refusal(.caseDecided, "Case \(known.id) is \(known.status.rawValue)")
  }
}

/// Cases for people: `LOI (CN-EXP-RESTRICTED-LOI, filed)`.
func described(_ cases: [RegulatoryCase]) -> String {
  cases.map { "\($0.id) (\($0.opening.fact.rule), \($0.status.rawValue))" }.joined(separator: ", ")
}
