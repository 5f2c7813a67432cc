import CanonicalJSON
import Deals

/// One invented deal, told command by command under a clock of its own.
///
/// The teller keeps in mind what the ledger's guards ask for: whose turn it is, which terms bind,
/// what is open. The same seed and number tell the same story.
struct DealStory {
  let facts: DealFacts
  /// Seconds since 1970 from which on nothing is told.
  let end: Int
  var dice: Dice
  /// Dice of their own for what leaves the course of the story as it is.
  var details: Dice
  /// The legal time of the last command, in seconds since 1970 in UTC.
  var now: Int
  var members: [Member]
  var phase = Phase.unopened
  var commands: [SyntheticCommand] = []
  var agenda = Agenda()
  /// How many ids of a kind were given out.
  private var ids: [Int] = Array(repeating: 0, count: Numbered.allCases.count)

  // What guards and later steps need to know
  /// The member that proposed; nil where a broker did.
  var proposer: Int?
  /// The number of the last version of the terms, who offered it, and its hash.
  var version = 0
  var author = 0
  var termsHash = ""
  /// How long the agreement is to run.
  let termYears: Int
  var offerEnds = Day(number: 0)
  var setback: Setback?
  /// Whether the cases that come before a signature were settled.
  var hasGates = false
  /// Whether the technology may leave its country by licence only.
  var isRestricted = false
  var openCases: Set<String> = []
  var obligations: [Owed] = []
  var hasRoyaltyCase = false
  var hasChangeCase = false
  var hasOpenAmendment = false
  var openDisputes = 0
  var openAudits = 0

  init(number: Int, seed: UInt64, at start: Int, until end: Int) {
    var dice = Dice(seed: seed, deal: number)
    let day = Day(number: start / Self.day)
    (facts, members) = DealFacts.drawn(number: number, on: day, from: &dice)
    setback = Setback.drawn(from: &dice)
    (self.dice, now, self.end) = (dice, start, end)
    details = Dice(seed: ~seed, deal: number)
    termYears = details.number(1...8)
  }

  static let day = 86_400

  /// All that happens to the deal before the end.
  static func commands(
    number: Int, seed: UInt64, at start: Int, until end: Int
  ) -> [SyntheticCommand] {
    var story = DealStory(number: number, seed: seed, at: start, until: end)
    story.tell()
    return story.commands
  }

  private mutating func tell() {
    propose()
    guard explore(), negotiate(), takeEffect() else { return }
    perform()
  }
}

// MARK: Time

extension DealStory {
  var today: Day { Day(number: now / Self.day) }

  /// Whether it is asked what statistics have asked for since 2018.
  var isCounted: Bool { today.civil.year >= 2018 }

  /// The day that lies so many days from today.
  func today(plus days: Int) -> Day { Day(number: today.number + days) }

  /// Goes on to a later day, at some time of business.
  mutating func wait(_ days: ClosedRange<Int>) { goOn(to: today(plus: dice.number(days))) }

  /// Goes on to a day, or by some minutes where it is here already.
  mutating func goOn(to day: Day) {
    guard day > today else { return now += dice.number(1...9) * 60 }
    now = day.number * Self.day + dice.number(3600...9 * 3600)
  }
}

// MARK: Asking

/// What is numbered within a deal.
enum Numbered: Int, CaseIterable {
  case regulatoryCase, obligation, payment, amendment, dispute, audit, notice, sublicence
  case improvement, hold

  fileprivate var prefix: String {
    switch self {
    case .regulatoryCase: "C"
    case .obligation: "O"
    case .payment: "P"
    case .amendment: "A"
    case .dispute: "DS"
    case .audit: "AU"
    case .notice: "N"
    case .sublicence: "SL"
    case .improvement: "I"
    case .hold: "H"
    }
  }
}

extension DealStory {
  /// Records a command at the present time; after the end nothing is recorded.
  mutating func ask(_ kind: CommandKind, _ actor: Datum, _ data: Datum) {
    guard now < end else { return }
    let number = commands.count + 1
    let command: Datum = [
      "actor": actor, "at": .text(Self.time(now)), "command": .text(kind.rawValue), "data": data,
      "deal": .text(facts.id), "id": "\(facts.id)-\(number)",
    ]
    var writer = CanonicalWriter()
    command.write(to: &writer)
    commands.append(
      SyntheticCommand(deal: facts.number, kind: kind, at: now, bytes: writer.finish()))
  }

  static func time(_ seconds: Int) -> String {
    let text = Instant(microseconds: Int64(seconds) * 1_000_000).text
    return text.prefix(19) + "Z"
  }

  mutating func newID(_ kind: Numbered) -> String {
    ids[kind.rawValue] += 1
    return "\(kind.prefix)\(ids[kind.rawValue])"
  }

  /// A remark in English, in Chinese, or in the language of one who takes part.
  mutating func remark(_ remark: Remark) -> Datum {
    let languages = [.english, .chinese] + members.prefix(2).map(\.place.language)
    return "\(remark.phrase[dice.pick(languages)]) \(label)"
  }

  mutating func digest() -> Datum { .text(dice.digest()) }
}

// MARK: Actors

extension DealStory {
  func party(_ member: Int) -> Datum {
    ["party": .text(members[member].id), "role": "party"]
  }

  /// Somebody by name who acts for a member in a role.
  func person(_ number: Int, of member: Int, as role: ActorRole) -> Datum {
    let id = members[member].id
    return [
      "party": .text(id), "person": "\(id)-p\(number)", "role": .text(role.rawValue),
    ]
  }

  var system: Datum { ["role": "system"] }
  var broker: Datum { ["person": "syn-broker-p1", "role": "broker"] }
  var registrar: Datum { ["person": "syn-registrar-p1", "role": "registrar"] }
  var auditor: Datum { ["role": "auditor"] }
  var privacyOfficer: Datum { ["role": "privacyOfficer"] }

  func id(of member: Int) -> Datum { .text(members[member].id) }
}

extension Datum {
  static func day(_ day: Day) -> Datum { day.value }
}

extension Day {
  var value: Datum { .text(text) }

  func plus(_ days: Int) -> Day { Day(number: number + days) }
}
