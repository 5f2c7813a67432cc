import Deals

/// Who makes an invented deal, about what, and how it goes: drawn before it begins.
struct DealFacts {
  let number: Int
  let id: String
  let types: [AgreementType]
  let field: Field
  let technology: Int
  let tender: Tender
  /// The turnover in yuan.
  let yuan: Int
  let exit: Exit?
  let finish: Finish

  /// - Parameter day: The day of the proposal.
  /// - Returns: The facts and the members: who gives, who takes, and perhaps a third.
  static func drawn(
    number: Int, on day: Day, from dice: inout Dice
  ) -> (facts: DealFacts, members: [Member]) {
    let type = dice.pick(AgreementType.allCases)
    let types = dice.happens(15) ? Self.types(type, dice.pick(AgreementType.allCases)) : [type]
    let abroad = partner(on: day, &dice)
    let members = members(number, type, abroad, &dice)
    let field = dice.pick(Field.all)
    let tender = dice.pick(weighted: [(Tender.cny, 25), (abroad.currency, 60), (Tender.usd, 15)])
    let facts = DealFacts(
      number: number, id: "SYN-" + String(1_000_000 + number).dropFirst(), types: types,
      field: field, technology: dice.number(0...field.technologies.count - 1), tender: tender,
      yuan: yuan(&dice), exit: Exit.drawn(from: &dice), finish: Finish.drawn(from: &dice))
    return (facts, members)
  }

  private static func types(_ one: AgreementType, _ other: AgreementType) -> [AgreementType] {
    one == other ? [one] : [one, other]
  }

  /// ASEAN has eleven members from 26 October 2025.
  private static let eleventh = Day(year: 2025, month: 10, day: 26)

  private static func partner(on day: Day, _ dice: inout Dice) -> Place {
    let joined = eleventh.map { day >= $0 } ?? false
    return dice.pick(weighted: Place.asean + (joined ? [(Place.timorLeste, 3)] : []))
  }

  private static func members(
    _ number: Int, _ type: AgreementType, _ abroad: Place, _ dice: inout Dice
  ) -> [Member] {
    let roles = type.roles
    let places = dice.happens(68) ? [Place.china, abroad] : [abroad, Place.china]
    var members = zip(places, roles).map { Member(place: $0, role: $1, &dice) }
    if dice.happens(2) { members[1] = Member(person: number, from: places[1], role: roles[1]) }
    if type == .intermediary || dice.happens(10) {
      let role: PartyRole = type == .intermediary ? .intermediary : .service
      let third = Member(place: .china, role: role, &dice)
      if !members.contains(where: { $0.id == third.id }) { members.append(third) }
    }
    if dice.happens(15) { members[0].contact = "syn-contact-\(number)" }
    return members
  }

  /// Most deals are small, and a few are large.
  private static func yuan(_ dice: inout Dice) -> Int {
    let magnitude = dice.pick(weighted: [
      (100_000, 40), (1_000_000, 42), (10_000_000, 16), (60_000_000, 2),
    ])
    return magnitude / 1000 * dice.number(300...3000)
  }
}

extension Member {
  /// An organisation of the country; those with low numbers take part more often.
  init(place: Place, role: PartyRole, _ dice: inout Dice) {
    let last = place.code == "CN" ? 160 : 30
    let number = min(dice.number(1...last), dice.number(1...last))
    self.init(place, number: number, role: role)
  }
}

extension DealFacts {
  /// In English, in Chinese, and in the language of the other country.
  func title(between one: Place, and other: Place) -> Datum {
    let form = types[0].form
    let what = field.technologies[technology]
    let local = one.code == "CN" ? other.language : one.language
    return Datum([
      (
        "en",
        "\(form[.english]): \(what[.english]), \(one.name) to \(other.name), no. \(number) \(label)"
      ),
      (
        "zh-Hans",
        "\(what[.chinese])\(form[.chinese])，\(one.chineseName)—\(other.chineseName)，第\(number)号 \(label)"
      ),
      (local.tag, "\(form[local]): \(what[local]) \(number) \(label)"),
    ])
  }
}

extension AgreementType {
  /// What the parties are: who gives the technology, and who takes it and pays.
  fileprivate var roles: [PartyRole] {
    switch self {
    case .assignment: [.assignor, .assignee]
    case .licenceExclusive, .licenceSole, .licenceNonexclusive, .option: [.licensor, .licensee]
    case .knowHow, .mta: [.transferor, .transferee]
    case .jointDevelopment: [.developer, .developer]
    case .commissionedDevelopment: [.developer, .client]
    case .techService, .consulting, .training, .serviceData, .intermediary: [.service, .client]
    case .jointLab: [.developer, .host]
    case .demoPark: [.transferor, .host]
    case .talentAndIncubation: [.service, .host]
    case .spinoffEquity: [.founder, .investor]
    }
  }

  /// Whether royalties are owed under it.
  var isLicence: Bool {
    switch self {
    case .licenceExclusive, .licenceSole, .licenceNonexclusive, .knowHow, .spinoffEquity: true
    default: false
    }
  }

  /// Whether a title passes, or a right under a patent.
  var concernsPatents: Bool { self == .assignment || (isLicence && self != .knowHow) }
}
