import CanonicalJSON
public import Deals

/// An invented network that bears out what was published of the real one, together with what the
/// articles name: the files of `Schemas/network` have that, and nothing here repeats it.
///
/// The same seed gives the same commands, byte for byte. Each record is marked as synthetic, and none
/// has evidence: a claim can be reached, and not one member of it proved.
public struct SyntheticNetwork: Sendable {
  /// Changes whenever a seed gives other commands than before.
  public static let version = 1

  public let seed: UInt64
  /// In the order of their times.
  public let commands: [Command]

  public struct Command: Sendable {
    public let kind: NetworkCommandKind
    /// Its legal time, in seconds since 1970 in UTC.
    public let at: Int
    /// One JSON object in canonical form.
    public let bytes: [UInt8]
  }

  public init(seed: UInt64) {
    self.seed = seed
    var book = NetworkBook(seed: seed)
    book.institutions(among: book.members())
    book.mechanisms()
    book.facilities()
    book.gatherings()
    book.trainings()
    commands = book.commands.enumerated().sorted { one, other in
      (one.element.at, one.offset) < (other.element.at, other.offset)
    }.map(\.element)
  }
}

/// Where the commands are written down as they are made up.
struct NetworkBook {
  private(set) var commands: [SyntheticNetwork.Command] = []
  var dice: Dice
  /// How many ids of a prefix were given out.
  private var ids: [String: Int] = [:]

  /// No deal has this number.
  private static let throwsOfDice = 2_000_000

  init(seed: UInt64) { dice = Dice(seed: seed, deal: Self.throwsOfDice) }

  /// Asks on a day for what had happened by then.
  mutating func ask(_ kind: NetworkCommandKind, on day: Day, _ data: Datum) {
    let number = commands.count + 1
    let at = day.number * DealStory.day + 3600 + number % 21_600
    let command: Datum = [
      "actor": ["person": "syn-registrar-p1", "role": "registrar"],
      "at": .text(DealStory.time(at)), "command": .text(kind.rawValue), "data": data,
      "id": "syn-network-\(number)",
    ]
    var writer = CanonicalWriter()
    command.write(to: &writer)
    commands.append(.init(kind: kind, at: at, bytes: writer.finish()))
  }

  mutating func newID(_ prefix: String) -> String {
    ids[prefix, default: 0] += 1
    return "syn-\(prefix)-\(ids[prefix, default: 0])"
  }

  mutating func day(from first: Day, to last: Day) -> Day {
    Day(number: dice.number(first.number...last.number))
  }
}

extension Day {
  /// A day that the generator names; it is one of the calendar.
  init(_ year: Int, _ month: Int, _ day: Int) {
    self = Day(year: year, month: month, day: day) ?? .blank
  }
}

extension Datum {
  /// A name in English, and in the language of a country.
  static func name(_ english: String, _ local: String? = nil, in language: Language) -> Datum {
    var names: [(String, Datum?)] = [("en", "\(english) \(label)")]
    if let local, language != .english { names.append((language.tag, "\(local) \(label)")) }
    return Datum(names)
  }
}
