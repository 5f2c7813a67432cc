import Deals

extension NetworkBook {
  /// What organisers counted at one gathering.
  private struct Counts {
    var projects = 0
    var enterprises = 0
    var agreements = 0
  }

  /// Eight forums and 92 matchmakings, which with the ninth forum come to the public totals: over 80
  /// gatherings, 4,500 projects, 7,400 enterprises and over 560 agreements by 27 November 2020; over
  /// 100, nearly 6,000, over 8,500 and over 630 by 16 September 2021.
  mutating func gatherings() {
    for edition in 1...8 {
      let first = Day(2012 + edition, 9, edition == 1 ? 2 : dice.number(8...20))
      let counts =
        edition == 1 ? Counts(projects: 1001, enterprises: 300, agreements: 20) : nil
      gathering(
        .forum, "Forum on technology transfer, edition \(edition)", edition: edition, in: .china,
        from: first, to: Day(number: first.number + 2), counts)
    }
    matchmakings(
      73, from: Day(2013, 10, 8), to: Day(2020, 11, 20),
      Counts(projects: 3499, enterprises: 7100, agreements: 541))
    matchmakings(
      19, from: Day(2020, 12, 1), to: Day(2021, 9, 8),
      Counts(projects: 1490, enterprises: 1101, agreements: 70))
  }

  private mutating func matchmakings(
    _ number: Int, from first: Day, to last: Day, _ totals: Counts
  ) {
    let (projects, enterprises) = (
      shares(of: totals.projects, number), shares(of: totals.enterprises, number)
    )
    let agreements = shares(of: totals.agreements, number)
    for place in 0..<number {
      let day = Day(number: first.number + (last.number - first.number) * place / (number - 1))
      let host = dice.happens(55) ? Place.china : dice.pick(weighted: Place.asean)
      gathering(
        .matchmaking, "Matchmaking in \(host.name)", edition: nil, in: host, from: day, to: day,
        Counts(
          projects: projects[place], enterprises: enterprises[place],
          agreements: agreements[place]))
    }
  }

  /// Splits a total into uneven parts that add up to it.
  private mutating func shares(of total: Int, _ number: Int) -> [Int] {
    let weights = (0..<number).map { _ in dice.number(40...160) }
    let whole = weights.reduce(0, +)
    var (sum, given): (Int, [Int]) = (0, [])
    for weight in weights {
      given.append(total * (sum + weight) / whole - total * sum / whole)
      sum += weight
    }
    return given
  }

  private mutating func gathering(
    _ kind: GatheringKind, _ name: String, edition: Int?, in place: Place, from first: Day,
    to last: Day, _ counts: Counts?
  ) {
    ask(
      .holdGathering, on: last,
      [
        "agreements": counts.map { .number($0.agreements) }, "country": .text(place.code),
        "edition": edition.map(Datum.number), "enterprises": counts.map { .number($0.enterprises) },
        "from": first.value, "gathering": .text(newID(kind.rawValue)), "kind": .text(kind.rawValue),
        "name": .name(name, in: .english), "projects": counts.map { .number($0.projects) },
        "synthetic": .flag(true), "to": last.value,
      ])
  }

  /// What is taught to whom, for how many days.
  private struct Programme {
    let name: String
    let days: ClosedRange<Int>
    let persons: ClosedRange<Int>
    /// Whether those who took part stay where they learned, or found companies.
    let places, founds: Bool
  }

  private static let programmes = [
    Programme(
      name: "young scientists", days: 180...365, persons: 1...4, places: true, founds: false),
    Programme(
      name: "new entrepreneurs", days: 5...20, persons: 15...40, places: false, founds: true),
    Programme(
      name: "technology managers", days: 5...15, persons: 10...30, places: false, founds: false),
  ]

  mutating func trainings() {
    for number in 0..<96 {
      let programme = dice.pick(Self.programmes)
      let days = dice.number(programme.days)
      let first = Day(number: Day(2013, 10, 14).number + 26 * number)
      let last = Day(number: first.number + days - 1)
      let home = dice.pick(weighted: Place.asean)
      let host = dice.happens(85) ? Place.china : dice.pick(weighted: Place.asean)
      let persons = dice.number(programme.persons)
      ask(
        .recordTraining, on: last,
        [
          "days": .number(days), "from": first.value, "homeCountry": .text(home.code),
          "hostCountry": .text(host.code), "persons": .number(persons),
          "placements": programme.places ? .number(dice.number(0...persons)) : nil,
          "programme": "\(programme.name) \(label)",
          "sector": .text(dice.pick(Self.sectors).rawValue),
          "startups": programme.founds ? .number(dice.number(0...4)) : nil,
          "synthetic": .flag(true), "to": last.value, "training": .text(newID("training")),
        ])
    }
  }
}
