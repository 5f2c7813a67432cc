import Deals

extension NetworkBook {
  /// Those that no article names: six mechanisms beside three, and all seven working groups.
  mutating func mechanisms() {
    for place in [
      Place.vietnam, .myanmar, .malaysia, .indonesia, .philippines, .brunei,
    ] {
      establish(.bilateralMechanism, with: place, after: 2013)
    }
    for place in [
      Place.thailand, .laos, .cambodia, .vietnam, .myanmar, .indonesia, .malaysia,
    ] {
      establish(.workingGroup, with: place, after: 2014)
    }
  }

  private mutating func establish(_ kind: MechanismKind, with place: Place, after year: Int) {
    let day = day(from: Day(year, 3, 1), to: Day(2020, 11, 1))
    let what = kind == .workingGroup ? "joint working group" : "bilateral mechanism"
    ask(
      .establishMechanism, on: day,
      [
        "counterpart": .name("Ministry of technology of \(place.name)", in: .english),
        "country": .text(place.code), "establishedOn": day.value, "kind": .text(kind.rawValue),
        "mechanism": .text(newID(kind == .workingGroup ? "group" : "mechanism")),
        "name": .name("China and \(place.name): \(what)", in: .english), "synthetic": .flag(true),
      ])
  }

  /// What the articles count, less what they name: 18 of 20 laboratories and centres in nine
  /// countries, 12 parks, 8 of 10 national laboratories; and some that no figure counts.
  mutating func facilities() {
    for (place, count) in [
      (Place.vietnam, 4), (.laos, 3), (.cambodia, 3), (.myanmar, 2), (.indonesia, 2),
      (.philippines, 2), (.brunei, 1), (.thailand, 1),
    ] {
      for _ in 0..<count {
        let kind = dice.pick([FacilityKind.lab, .centre])
        facility(kind, .guangxiSupported, in: place, dice.pick(Self.sectors))
      }
    }
    for (place, count) in [
      (Place.vietnam, 3), (.laos, 3), (.cambodia, 2), (.myanmar, 2), (.thailand, 1),
      (.indonesia, 1),
    ] {
      for _ in 0..<count { facility(.park, .guangxiSupported, in: place, .modernAgriculture) }
    }
    for place in [
      Place.thailand, .vietnam, .malaysia, .myanmar, .cambodia, .philippines, .singapore, .vietnam,
    ] {
      facility(.lab, .nationalBilateral, in: place, dice.pick(Self.sectors))
    }
    facility(.centre, .other, in: .singapore, .biotechnology, closes: true)
    for place in [Place.malaysia, .brunei] { plan(.park, .other, in: place, .newEnergy) }
  }

  static let sectors: [NetworkSector] = [
    .modernAgriculture, .newEnergy, .traditionalMedicine, .foodProcessing, .electronicInformation,
    .chemicalEngineering,
  ]

  private mutating func facility(
    _ kind: FacilityKind, _ level: FacilityLevel, in place: Place, _ sector: NetworkSector,
    closes: Bool = false
  ) {
    let day = day(from: Day(2013, 10, 1), to: Day(2020, 11, 1))
    let id = newID("facility")
    var data = description(id, kind, level, in: place, sector)
    if dice.happens(60) {
      let planned = Day(number: day.number - dice.number(60...360))
      ask(.planFacility, on: planned, Datum(data + [("on", planned.value)]))
    }
    if kind != .park {
      data.append(("equipmentValue", Amount(yuan: dice.number(300...9000) * 1000, in: .cny).value))
    }
    ask(.openFacility, on: day, Datum(data + [("on", day.value)]))
    if closes {
      let closed = Day(2021, 6, 30)
      ask(.closeFacility, on: closed, ["facility": .text(id), "on": closed.value])
    }
  }

  /// One that had not opened by the time of the articles.
  private mutating func plan(
    _ kind: FacilityKind, _ level: FacilityLevel, in place: Place, _ sector: NetworkSector
  ) {
    let day = day(from: Day(2021, 1, 4), to: Day(2021, 8, 31))
    let data = description(newID("facility"), kind, level, in: place, sector)
    ask(.planFacility, on: day, Datum(data + [("on", day.value)]))
  }

  private mutating func description(
    _ id: String, _ kind: FacilityKind, _ level: FacilityLevel, in place: Place,
    _ sector: NetworkSector
  ) -> [(String, Datum?)] {
    let name = "China and \(place.name): \(kind.rawValue), \(sector.rawValue)"
    return [
      ("country", .text(place.code)), ("facility", .text(id)), ("kind", .text(kind.rawValue)),
      ("level", .text(level.rawValue)), ("name", .name(name, in: .english)),
      ("sector", .text(sector.rawValue)),
      ("sponsorRegion", level == .guangxiSupported ? "CN-GX" : nil), ("synthetic", .flag(true)),
    ]
  }
}
