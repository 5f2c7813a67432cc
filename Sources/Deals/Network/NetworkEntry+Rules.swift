// What may happen to each kind of thing. All of it was admitted before: role, time, id, day.

// MARK: Organisations

extension NetworkEntry {
  mutating func record(_ joining: MemberJoining, _ act: Act) throws(Refusal) {
    var organisation = try organisation()
    if let last = organisation.memberships.last {
      let joined = last.joining.fact.joinedOn
      guard let left = last.leaving?.fact.leftOn else {
        throw Refusal(.alreadyMember, "\(joining.member) is a member since \(joined.text)")
      }
      try requireOrder(left, joining.joinedOn)
    }
    organisation.memberships.append(.init(joining: act.entered(joining)))
    thing = .organisation(organisation)
  }

  mutating func record(_ leaving: MemberLeaving, _ act: Act) throws(Refusal) {
    var organisation = try organisation()
    guard organisation.isMember, let last = organisation.memberships.popLast() else {
      throw Refusal(.notAMember, "\(leaving.member) is no member of the network")
    }
    try requireOrder(last.joining.fact.joinedOn, leaving.leftOn)
    organisation.memberships.append(.init(joining: last.joining, leaving: act.entered(leaving)))
    thing = .organisation(organisation)
  }

  mutating func record(_ indicator: Indicator, _ act: Act) throws(Refusal) {
    var organisation = try organisation()
    try requireOrder(indicator.from, indicator.to)
    try requireValue(of: indicator)
    let reported = indicator.reported
    let period =
      "\(indicator.indicator.rawValue) from \(indicator.from.text) to \(indicator.to.text)"
    switch (organisation.indicators.place(of: reported), indicator.corrects ?? false) {
    case (let place?, true): organisation.indicators[place] = act.entered(indicator)
    case (nil, false): organisation.indicators.enter(act.entered(indicator), as: reported)
    case (_?, false): throw Refusal(.alreadyStated, "\(period) was reported before")
    case (nil, true): throw Refusal(.nothingToCorrect, "\(period) was not reported yet")
    }
    thing = .organisation(organisation)
  }

  /// Exactly the value that the indicator is made of; what is closed was required when it was open.
  private func requireValue(of indicator: Indicator) throws(Refusal) {
    guard case .opened(let amount) = indicator.amount, case .opened(let value) = indicator.value
    else { return }
    let isMoney = indicator.indicator.isMoney
    guard (amount != nil) == isMoney, (value != nil) != isMoney else {
      let takes = isMoney ? "an amount, and no value" : "a value, and no amount"
      throw Refusal(.wrongValueKind, "\(indicator.indicator.rawValue) takes \(takes)")
    }
  }

  private func organisation() throws(Refusal) -> Organisation {
    switch thing {
    case nil: return Organisation()
    case .organisation(let organisation)?: return organisation
    case _?: throw otherThing
    }
  }
}

// MARK: Mechanisms

extension NetworkEntry {
  mutating func record(_ establishment: MechanismEstablishment, _ act: Act) throws(Refusal) {
    try requireNew()
    thing = .mechanism(Mechanism(establishment: act.entered(establishment)))
  }

  mutating func record(_ ending: MechanismEnding, _ act: Act) throws(Refusal) {
    guard case .mechanism(var mechanism)? = thing else { throw missing(ending.mechanism) }
    if let earlier = mechanism.ending { throw ended(ending.mechanism, on: earlier.fact.endedOn) }
    try requireOrder(mechanism.establishment.fact.establishedOn, ending.endedOn)
    mechanism.ending = act.entered(ending)
    thing = .mechanism(mechanism)
  }
}

// MARK: Facilities

extension NetworkEntry {
  mutating func plan(_ plan: FacilityDescription, _ act: Act) throws(Refusal) {
    try requireNew()
    try requirePositive(plan)
    thing = .facility(Facility(plan: act.entered(plan)))
  }

  mutating func open(_ opening: FacilityDescription, _ act: Act) throws(Refusal) {
    var facility = Facility()
    if case .facility(let planned)? = thing { facility = planned } else { try requireNew() }
    if let closing = facility.closing { throw ended(opening.facility, on: closing.fact.on) }
    guard facility.opening == nil else { throw recorded(opening.facility) }
    try requirePositive(opening)
    if let plan = facility.plan { try requireOrder(plan.fact.on, opening.on) }
    facility.opening = act.entered(opening)
    thing = .facility(facility)
  }

  mutating func record(_ closing: FacilityClosing, _ act: Act) throws(Refusal) {
    guard case .facility(var facility)? = thing else { throw missing(closing.facility) }
    if let earlier = facility.closing { throw ended(closing.facility, on: earlier.fact.on) }
    if let last = facility.description { try requireOrder(last.fact.on, closing.on) }
    facility.closing = act.entered(closing)
    thing = .facility(facility)
  }

  private func requirePositive(_ description: FacilityDescription) throws(Refusal) {
    guard let value = description.equipmentValue.value ?? nil, value.value <= .zero else { return }
    throw Refusal(.amountNotPositive, "The value of the equipment is not above zero")
  }
}

// MARK: What happens once

extension NetworkEntry {
  mutating func record(_ gathering: Gathering, _ act: Act) throws(Refusal) {
    try requireNew()
    try requireOrder(gathering.from, gathering.to)
    thing = .gathering(act.entered(gathering))
  }

  mutating func record(_ training: Training, _ act: Act) throws(Refusal) {
    try requireNew()
    try requireOrder(training.from, training.to)
    thing = .training(act.entered(training))
  }
}

// MARK: Figures

extension NetworkEntry {
  /// A later statement stands beside the earlier ones: it corrects none of them.
  mutating func record(_ figure: PublishedFigure, _ act: Act) throws(Refusal) {
    var statements: [Entered<PublishedFigure>] = []
    if case .figure(let earlier)? = thing { statements = earlier }
    if let first = statements.first, first.fact.unit != figure.unit {
      throw Refusal(.unitMismatch, "\(figure.figure) is published in \(first.fact.unit)")
    }
    if statements.contains(where: { $0.fact.claims == figure.claims }) {
      throw Refusal(.nothingToChange, "\(figure.figure) was published so before")
    }
    thing = .figure(statements + [act.entered(figure)])
  }
}

extension PublishedFigure {
  /// What a statement says, by its public fields, which a replay without keys has too.
  fileprivate var claims: [String] {
    [value.text, comparator.rawValue, asOf.text, source.text]
  }
}

// MARK: Refusing

extension NetworkEntry {
  private var otherThing: Refusal {
    Refusal(.otherEntry, "\(id?.text ?? "The id") stands for something else")
  }

  private func recorded(_ id: Identifier) -> Refusal {
    Refusal(.alreadyRecorded, "\(id) was recorded before")
  }

  private func ended(_ id: Identifier, on day: Day) -> Refusal {
    Refusal(.alreadyEnded, "\(id) ended on \(day.text)")
  }

  /// Nothing stands under the id, or something else.
  private func missing(_ id: Identifier) -> Refusal {
    thing == nil ? Refusal(.notRecorded, "Nothing was recorded of \(id)") : otherThing
  }

  private func requireNew() throws(Refusal) {
    guard let thing else { return }
    switch thing {
    case .organisation, .figure: throw otherThing
    case .mechanism, .facility, .gathering, .training:
      throw id.map(recorded) ?? otherThing
    }
  }

  private func requireOrder(_ first: Day, _ last: Day) throws(Refusal) {
    guard last < first else { return }
    throw Refusal(.periodReversed, "\(last.text) lies before \(first.text)")
  }
}
