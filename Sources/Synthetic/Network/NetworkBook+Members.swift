import Deals

extension NetworkBook {
  /// Members by the public counts: so many had joined by the end of the day.
  private static let growth: [(day: Day, members: Int)] = [
    (Day(2012, 9, 22), 0), (Day(2013, 9, 4), 28), (Day(2016, 9, 10), 2001),
    (Day(2020, 11, 16), 2401), (Day(2021, 9, 27), 2601),
  ]

  /// Along the Belt and Road and outside of ASEAN.
  private static let others = [
    ("BD", "Bangladesh"), ("KZ", "Kazakhstan"), ("LK", "Sri Lanka"), ("MN", "Mongolia"),
    ("NP", "Nepal"), ("PK", "Pakistan"),
  ]

  private static let kinds: [(NetworkMemberKind, Int)] = [
    (.enterprise, 62), (.researchInstitute, 18), (.university, 12), (.government, 4),
    (.intermediary, 3), (.other, 1),
  ]

  /// A university or an institute that reports of itself.
  struct Institution {
    let id: String
    let place: Place
    let joinedOn: Day
  }

  /// 2,601 members, of whom each third is of ASEAN; gives those that may report figures.
  mutating func members() -> [Institution] {
    var institutions: [Institution] = []
    for (start, end) in zip(Self.growth, Self.growth.dropFirst()) {
      for number in (start.members + 1)...end.members {
        // Rounded up, so that nobody joins before the count of the day before is full.
        let (days, members) = (end.day.number - start.day.number, end.members - start.members)
        let share = ((number - start.members) * days + members - 1) / members
        let joined = Day(number: start.day.number + share)
        if let institution = member(number, on: joined) { institutions.append(institution) }
      }
    }
    return institutions
  }

  private mutating func member(_ number: Int, on day: Day) -> Institution? {
    let kind = dice.pick(weighted: Self.kinds)
    let id = newID("member")
    if number % 3 != 0, dice.happens(5) {
      let (code, country) = dice.pick(Self.others)
      join(
        id, kind, code, region: nil,
        .name("\(country) \(kind.noun[.english]) \(number)", in: .english), on: day)
      return nil
    }
    let place = number % 3 == 0 ? dice.pick(weighted: Place.asean) : Place.china
    let area = dice.pick(place.areas)
    join(
      id, kind, place.code, region: area.code,
      .name(
        "\(area.name) \(kind.noun[.english]) \(number)",
        "\(kind.noun[place.language]) \(area.localName) \(number)", in: place.language), on: day)
    let reports = kind == .university || kind == .researchInstitute
    return reports ? Institution(id: id, place: place, joinedOn: day) : nil
  }

  private mutating func join(
    _ id: String, _ kind: NetworkMemberKind, _ country: String, region: String?, _ name: Datum,
    on day: Day
  ) {
    ask(
      .joinNetwork, on: day,
      [
        "country": .text(country), "joinedOn": day.value, "kind": .text(kind.rawValue),
        "member": .text(id), "name": name, "region": region.map(Datum.text),
        "synthetic": .flag(true),
      ])
  }
}

extension NetworkMemberKind {
  fileprivate var noun: Phrase {
    switch self {
    case .enterprise, .intermediary, .other: Member.noun(.enterprise)
    case .researchInstitute: Member.noun(.researchInstitute)
    case .university: Member.noun(.university)
    case .government: Member.noun(.government)
    }
  }
}

// MARK: What institutions report

extension NetworkBook {
  private static let reporting = 12
  private static let years = 2015...2020
  /// What is counted in a year, and about how many.
  private static let counted: [(IndicatorCode, ClosedRange<Int>)] = [
    (.researchers, 80...900), (.researcherMobility, 0...25), (.inventionDisclosures, 4...90),
    (.newPatentApplications, 3...70), (.patentsIssued, 1...45), (.startupsFormed, 0...4),
    (.fundedResults, 5...60), (.resultsDisclosedInTime, 2...5), (.resultsUsedWithinPlan, 0...2),
  ]

  mutating func institutions(among members: [Institution]) {
    // Some from every part of the list, so that they are of several countries.
    let step = max(1, members.count / Self.reporting)
    let places = stride(from: 0, to: members.count, by: step).prefix(Self.reporting)
    for institution in places.map({ members[$0] }) {
      for year in Self.years where Day(year, 12, 31) > institution.joinedOn {
        report(of: institution, for: year)
      }
    }
  }

  private mutating func report(of institution: Institution, for year: Int) {
    for (indicator, range) in Self.counted {
      say(indicator, of: institution, for: year, value: dice.number(range), amount: nil)
    }
    let spent = Amount(yuan: dice.number(900...60_000) * 1000, in: institution.place.currency)
    say(.researchExpenditure, of: institution, for: year, value: nil, amount: spent)
  }

  private mutating func say(
    _ indicator: IndicatorCode, of institution: Institution, for year: Int, value: Int?,
    amount: Amount?
  ) {
    ask(
      .recordIndicator, on: Day(year + 1, 3, 31),
      [
        "amount": amount?.value, "country": .text(institution.place.code),
        "from": Day(year, 1, 1).value, "indicator": .text(indicator.rawValue),
        "institution": .text(institution.id), "source": "yearly report \(label)",
        "synthetic": .flag(true), "to": Day(year, 12, 31).value,
        "value": value.map { "\($0)" },
      ])
  }
}
